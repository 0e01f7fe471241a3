/** Everything that can be done from one field: chats to go to, requests to answer, what the chat on the screen allows. */
import type { Offer } from '../../../src/agent-api/offers.js'
import type { ChatEntry } from './chat-entries.js'
import type { ChatAction } from './chat-part.js'
import type { PlaceId } from './place.js'
import type { PlaceDeed } from './place-offer.js'
import type { Theme } from './preferences.js'
import type { StatusChoice } from './status.js'

export type PaletteDeed =
  | { readonly do: 'go-to'; readonly entry: ChatEntry }
  | { readonly do: 'accept' | 'decline'; readonly offer: Offer }
  | { readonly do: 'in-chat'; readonly entry: ChatEntry; readonly action: ChatAction }
  | { readonly do: 'go-to-place'; readonly place: NamedPlace }
  | { readonly do: 'here'; readonly deed: PlaceDeed }
  | { readonly do: 'status'; readonly choice: StatusChoice }
  | { readonly do: 'theme'; readonly theme: Theme }
  | { readonly do: 'help' | 'log-out' | 'details' }

export interface PaletteItem {
  readonly key: string
  readonly group: 'here' | 'this-chat' | 'requests' | 'chats' | 'places' | 'status' | 'page'
  readonly deed: PaletteDeed
}

export interface PaletteSource {
  readonly offers: readonly Offer[]
  readonly entries: readonly ChatEntry[]
  readonly selected: ChatEntry | undefined
  /** What is possible in the chat on the screen. */
  readonly actions: readonly ChatAction[]
  readonly statuses: readonly StatusChoice[]
  readonly themes: readonly Theme[]
  /** What the place on the screen offers. */
  readonly here: readonly PlaceDeed[]
  /** Where else one can go. */
  readonly places: readonly NamedPlace[]
  /** The ways to what is within places, wherever one is. */
  readonly ways: readonly PlaceDeed[]
}

interface NamedPlace {
  readonly id: PlaceId
  readonly path: string
}

/** What there is to do, the nearest first. */
export function paletteItems(source: PaletteSource): PaletteItem[] {
  const { offers, entries, selected, actions, statuses, themes, here, places, ways } = source
  const items: PaletteItem[] = []
  for (const deed of here) items.push({ key: `here-${deed.key}`, group: 'here', deed: { do: 'here', deed } })
  for (const offer of offers) {
    for (const answer of ['accept', 'decline'] as const) {
      items.push({ key: `${answer}-${offer.chatId}`, group: 'requests', deed: { do: answer, offer } })
    }
  }
  for (const action of selected ? actions : []) {
    if (selected) items.push({ key: action, group: 'this-chat', deed: { do: 'in-chat', entry: selected, action } })
  }
  for (const entry of entries) {
    if (entry === selected) continue
    items.push({ key: `chat-${entry.chat.chatId}`, group: 'chats', deed: { do: 'go-to', entry } })
  }
  for (const { id, path } of places) {
    items.push({ key: `place-${id}`, group: 'places', deed: { do: 'go-to-place', place: { id, path } } })
  }
  for (const deed of ways) items.push({ key: `way-${deed.key}`, group: 'places', deed: { do: 'here', deed } })
  for (const choice of statuses) {
    const key = `status-${choice.named?.statusId ?? choice.status}`
    items.push({ key, group: 'status', deed: { do: 'status', choice } })
  }
  if (selected) items.push({ key: 'details', group: 'page', deed: { do: 'details' } })
  for (const theme of themes) items.push({ key: `theme-${theme}`, group: 'page', deed: { do: 'theme', theme } })
  for (const what of ['help', 'log-out'] as const) items.push({ key: what, group: 'page', deed: { do: what } })
  return items
}
