/** The search among past chats as a page shows it: what is asked, what was found, and which chat is read. */
import { batch, signal, type ReadonlySignal } from '@preact/signals'
import type { PastChat, PastSummary } from '../../../src/agent-api/past-chats.js'
import type { Refusal } from '../api/answer.js'
import { joinEntries } from '../state/entry-list.js'
import type { PastApi } from './past-api.js'
import type { PastQuery } from './query.js'

/** Why there is nothing to show. */
export type Failure = 'unreachable' | 'busy' | 'too-slow' | 'no-words' | 'too-many-words' | 'not-allowed' | 'refused'

export type Found =
  | { readonly state: 'searching' }
  | { readonly state: 'failed'; readonly why: Failure }
  | {
      readonly state: 'there'
      readonly chats: readonly PastSummary[]
      /** Where the next page begins; absent when these are all. */
      readonly cursor?: string | undefined
      readonly more: 'quiet' | 'loading' | 'failed'
    }

export type Reading =
  | { readonly state: 'none' }
  | { readonly state: 'loading'; readonly chatId: string }
  | { readonly state: 'failed'; readonly chatId: string; readonly why: Failure }
  | { readonly state: 'there'; readonly chat: PastChat; readonly earlier: 'quiet' | 'loading' | 'failed' }

export interface PastSearch {
  readonly query: ReadonlySignal<PastQuery | undefined>
  readonly found: ReadonlySignal<Found>
  readonly reading: ReadonlySignal<Reading>
  /** Searches for something else. What is on its way is forgotten. */
  search(query: PastQuery): Promise<void>
  /** The next page, behind those that are there. */
  more(): Promise<void>
  /** Reads a chat, or none. */
  read(chatId: string | undefined): Promise<void>
  /** The entries before those that are there. */
  earlier(): Promise<void>
}

const codes: Readonly<Record<string, Failure>> = {
  'search-too-slow': 'too-slow',
  'no-words': 'no-words',
  'too-many-words': 'too-many-words',
}

const failureOf = (refusal: Refusal): Failure => {
  if (refusal.kind === 'busy') return 'busy'
  if (refusal.kind !== 'refused') return 'unreachable'
  return codes[refusal.code] ?? (refusal.status === 403 || refusal.status === 404 ? 'not-allowed' : 'refused')
}

export function createPastSearch(api: Pick<PastApi, 'search' | 'chat'>): PastSearch {
  const query = signal<PastQuery | undefined>(undefined)
  const found = signal<Found>({ state: 'searching' })
  const reading = signal<Reading>({ state: 'none' })

  return {
    query,
    found,
    reading,
    async search(next) {
      batch(() => {
        query.value = next
        found.value = { state: 'searching' }
      })
      const answer = await api.search(next)
      if (query.value !== next) return
      found.value = answer.ok
        ? { state: 'there', chats: answer.value.chats, cursor: answer.value.cursor, more: 'quiet' }
        : { state: 'failed', why: failureOf(answer.refusal) }
    },
    async more() {
      const [asked, known] = [query.value, found.value]
      if (asked === undefined || known.state !== 'there' || known.cursor === undefined || known.more === 'loading')
        return
      found.value = { ...known, more: 'loading' }
      const answer = await api.search(asked, known.cursor)
      if (query.value !== asked) return
      found.value = answer.ok
        ? { ...known, chats: [...known.chats, ...answer.value.chats], cursor: answer.value.cursor, more: 'quiet' }
        : { ...known, more: 'failed' }
    },
    async read(chatId) {
      if (chatId === undefined) {
        reading.value = { state: 'none' }
        return
      }
      const mine: Reading = { state: 'loading', chatId }
      reading.value = mine
      const answer = await api.chat(chatId)
      if (reading.value !== mine) return
      reading.value = answer.ok
        ? { state: 'there', chat: answer.value, earlier: 'quiet' }
        : { state: 'failed', chatId, why: failureOf(answer.refusal) }
    },
    async earlier() {
      const known = reading.value
      if (known.state !== 'there' || !known.chat.hasEarlier || known.earlier === 'loading') return
      const mine: Reading = { ...known, earlier: 'loading' }
      reading.value = mine
      const answer = await api.chat(known.chat.chatId, known.chat.entries[0]?.number)
      if (reading.value !== mine) return
      const { chat } = known
      reading.value = {
        state: 'there',
        earlier: answer.ok ? 'quiet' : 'failed',
        chat: answer.ok
          ? {
              ...chat,
              entries: [...joinEntries(answer.value.entries, chat.entries)],
              hasEarlier: answer.value.hasEarlier,
            }
          : chat,
      }
    },
  }
}
