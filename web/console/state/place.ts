/** Where in the console somebody can be. */
export type PlaceId = 'desk' | 'floor' | 'past' | 'setup' | 'account'

/** The address of the desk, where agents answer visitors. */
export const deskPath = '/console/'

/** Where past chats are. */
export const pastPath = '/console/past'

/** Where the agent's own account is. */
export const accountPath = '/console/account'

/** Whether a path is where an installation begins. */
export const isWelcome = (path: string): boolean => path === '/console/welcome'

/** Whether a path is the desk's, with its last slash or without. */
export const isDesk = (path: string): boolean => `${path}/`.startsWith(deskPath) && path.length <= deskPath.length

/** Whether a path is a place's own or below it. */
export const isWithin = (place: { readonly id: PlaceId; readonly path: string }, path: string): boolean =>
  place.id === 'desk' ? isDesk(path) : path === place.path || path.startsWith(`${place.path}/`)

/** A part of an address in plain letters; undefined where it is not written as addresses are. */
export function plainPart(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    // Cut off, or typed by hand.
    return undefined
  }
}

/** The end of an address that names a chat. */
export const chatHash = (chatId: string): string => `#/chats/${encodeURIComponent(chatId)}`

/** The chat that the end of an address, from `#` on, names. */
export function chatInHash(hash: string): string | undefined {
  const named = /^#\/chats\/([^/]+)$/.exec(hash)?.[1]
  return named === undefined ? undefined : plainPart(named)
}
