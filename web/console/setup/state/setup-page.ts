/** The addresses of setup. Pure. */
import { isSection, type SectionId } from './sections.js'

/** Where setup begins. */
export const setupPath = '/setup'
/** How clients are pointed at the server. */
export const chatSettingsPath = `${setupPath}/chat-settings`

export type SetupPage =
  | { readonly page: 'overview' }
  | { readonly page: 'chat-settings' }
  | { readonly page: 'list'; readonly section: SectionId }
  | { readonly page: 'new'; readonly section: SectionId }
  | { readonly page: 'object'; readonly section: SectionId; readonly id: string }
  /** There is one for each administrator. */
  | { readonly page: 'organization' }
  | { readonly page: 'history' | 'readings' | 'transfer' }
  | { readonly page: 'nowhere' }

const recordId = /^[A-Za-z0-9]{15}$/

/** The page that a path leads to. */
export function setupPageOf(path: string): SetupPage {
  const [section, id, ...more] = path.slice(setupPath.length).split('/').filter(Boolean)
  if (section === undefined) return { page: 'overview' }
  if (path === chatSettingsPath) return { page: 'chat-settings' }
  if ((section === 'history' || section === 'readings' || section === 'transfer') && id === undefined)
    return { page: section }
  if (!isSection(section) || more.length > 0) return { page: 'nowhere' }
  if (section === 'organization') return id === undefined ? { page: 'organization' } : { page: 'nowhere' }
  if (id === undefined) return { page: 'list', section }
  if (id === 'new') return { page: 'new', section }
  return recordId.test(id) ? { page: 'object', section, id } : { page: 'nowhere' }
}

export const listPath = (section: SectionId): string => `${setupPath}/${section}`
export const newPath = (section: SectionId): string => `${setupPath}/${section}/new`
/** The page of an object; there is one organization, which needs no id. */
export const objectPath = (section: SectionId, id: string): string =>
  section === 'organization' ? listPath(section) : `${setupPath}/${section}/${id}`

/** Where the setup file is taken out and in. */
export const transferPath = `${setupPath}/transfer`

/** Which changes are shown; days are such as 2030-12-24, in the reader's own time zone. */
export interface HistoryChoice {
  readonly kind?: string
  readonly id?: string
  readonly by?: string
  readonly from?: string
  readonly to?: string
}

/** The record of changes, or those of an object, of a kind, by somebody; what is empty is left out. */
export const historyPath = (query: HistoryChoice = {}): string => recordPath('history', query)

/** Which readings of past chats are shown; see {@link HistoryChoice}. */
export interface ReadingsChoice extends Omit<HistoryChoice, 'kind' | 'id'> {
  readonly chat?: string
}

/** The record of who read past chats, or only readings of a chat, or by somebody; what is empty is left out. */
export const readingsPath = (query: ReadingsChoice = {}): string => recordPath('readings', query)

const recordPath = (page: 'history' | 'readings', query: object): string => {
  const chosen = Object.entries(query).filter(([, value]) => value !== '')
  return `${setupPath}/${page}${chosen.length === 0 ? '' : `?${new URLSearchParams(chosen).toString()}`}`
}
