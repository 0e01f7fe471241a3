/** The search among past chats: what is asked is bounded, and what is found is shown where it is in the chat. */
import type { ChatEvent } from '../chat/chat-events.js'
import type { EventLog, Recorded, StreamName } from '../event-log/event-log.js'
import type { Clock, Instant, Millis } from '../lib/clock.js'
import { beginningOf, excerptOf, marksIn, type Excerpt, type Mark } from './excerpts.js'
import { buttonMark, agentMark, emailMark, endMark } from './marks.js'
import { pastKind } from './past-kind.js'
import { saidIn, shownDetails, type PastFacts } from './past-document.js'
import { PastSearchError } from './past-errors.js'
import type { PastSight } from './past-sight.js'
import { rankedMax, type PastFound, type PastQuery, type PastStore } from './past-store.js'
import { SearchGate } from './search-gate.js'
import { searchWordsMax, termsOf, type Term } from './words.js'

/** How long a search may take before it is given up. */
export const searchTimeoutMs: Millis = 2_000
/** How many places of one chat are shown. */
export const excerptsMax = 3
/**
 * How many of a chat's events are looked through for them, and how much text, in UTF-16 code units: a chat may hold
 * hundreds of texts that are as long as one may be, and whoever else asks something waits meanwhile.
 */
export const excerptEventsMax = 400
export const excerptTextMax = 200_000
/** How many of a chat's events are read at a time for that. */
const eventsReadMax = 50
/** How many chats are found at a time when all are wanted, and how long that may take. */
const chatsReadMax = 100
const readTimeoutMs: Millis = 30_000
/** How many chats before one are listed. */
export const earlierMax = 20

/** What chats are searched for; members that are absent leave all chats in. */
export interface PastSearch {
  readonly organizationId: string
  readonly sight: PastSight
  /** Words and phrases, see `termsOf`. */
  readonly text?: string | undefined
  /** The same, in the visitor's name. */
  readonly visitor?: string | undefined
  readonly agentId?: string | undefined
  readonly buttonId?: string | undefined
  /** How it ended: any of these. */
  readonly reasons?: readonly string[] | undefined
  /** When it ended: from, and before. */
  readonly since?: Instant | undefined
  readonly until?: Instant | undefined
  readonly order: 'newest' | 'relevance'
}

/** A place in a chat where something was found: in the message with a number, or in the answer to a question. */
export type PastPlace =
  | (Excerpt & { readonly in: 'message'; readonly number: number; readonly from: 'visitor' | 'agent' })
  | (Excerpt & { readonly in: 'detail'; readonly label: string })

/** A past chat, and what a list shows of it. */
export interface PastNamed {
  readonly chatId: string
  readonly facts: PastFacts
}

export interface PastHit extends PastNamed {
  /** Where in the visitor's name something was found. */
  readonly nameMarks: readonly Mark[]
  /** Where else; of a search without words, what the visitor said first. */
  readonly places: readonly PastPlace[]
}

export interface PastPage {
  readonly hits: readonly PastHit[]
  /** What to go on from; absent at the end. */
  readonly cursor?: string
}

const cursorForm = /^(?:n(\d{1,15})|b(\d{1,15})\.(\d{1,4}))$/

/** Where a page begins: below a place, or among the best of what is below one. */
interface From {
  readonly before: Instant
  readonly offset: number
}

export class PastChats {
  readonly #log: EventLog
  readonly #store: PastStore
  readonly #clock: Clock
  readonly #gate = new SearchGate()

  constructor(options: { log: EventLog; store: PastStore; clock: Clock }) {
    this.#log = options.log
    this.#store = options.store
    this.#clock = options.clock
  }

  /**
   * A page of the chats that match and are in sight, with where they do. Throws {@link PastSearchError},
   * `SearchTooSlowError`, or `LogOverloadedError` while too many of the organization search.
   */
  async search(search: PastSearch, limit: number, cursor?: string): Promise<PastPage> {
    const query = this.#query(search)
    const from = this.#from(query, cursor)
    return this.#gate.pass(search.organizationId, async () => {
      const found = await this.#find(search, query, limit, from)
      return { hits: await this.#hits(query, found.chats), ...(found.cursor !== undefined && { cursor: found.cursor }) }
    })
  }

  /**
   * All chats that match and are in sight, the latest first, found page by page as they are read. They wait for no other
   * search and none for them, so whoever asks bounds how often at a time. Throws as a search does.
   */
  async *all(search: PastSearch): AsyncGenerator<PastNamed> {
    const query = this.#query(search)
    let { before } = this.#from(query, undefined)
    for (;;) {
      const chats = await this.#store.newest({ ...query, before }, chatsReadMax, readTimeoutMs)
      for (const { chatId, facts } of chats) yield { chatId, facts: facts as PastFacts }
      if (chats.length < chatsReadMax) return
      before = chats.at(-1)?.place ?? 0
    }
  }

  /** Chats in sight in which a visitor gave one of these e-mail addresses and that ended before `until`, the latest first. */
  async ofEmails(
    asked: Pick<PastSearch, 'organizationId' | 'sight' | 'until'>,
    emails: readonly string[],
  ): Promise<readonly PastHit[]> {
    if (emails.length === 0) return []
    const query = this.#query({ ...asked, order: 'newest' })
    return this.#gate.pass(asked.organizationId, async () =>
      this.#hits(query, await this.#newest({ ...query, marks: [emails.map(emailMark)] }, earlierMax)),
    )
  }

  #query({ organizationId, sight, since, until, ...search }: PastSearch): PastQuery {
    const terms = askedTerms(search.text)
    const name = askedTerms(search.visitor)
    if ([...terms, ...name].flatMap(({ words }) => words).length > searchWordsMax)
      throw new PastSearchError('too-many-words', `Search for at most ${searchWordsMax} words at a time.`)
    const marks = [
      ...(search.agentId === undefined ? [] : [[agentMark(search.agentId)]]),
      ...(search.buttonId === undefined ? [] : [[buttonMark(search.buttonId)]]),
      ...(search.reasons === undefined ? [] : [search.reasons.map(endMark)]),
    ]
    return { organizationId, sight, terms, name, marks, from: since ?? 0, before: until ?? latestPlace }
  }

  async #find(
    { order }: PastSearch,
    query: PastQuery,
    limit: number,
    from: From,
  ): Promise<{ chats: readonly PastFound[]; cursor?: string }> {
    const hasWords = [...query.terms, ...query.name].some(({ without }) => !without)
    if (order === 'newest' || !hasWords) {
      const chats = await this.#newest({ ...query, before: from.before }, limit)
      const last = chats.at(-1)
      return { chats, ...(chats.length === limit && last && { cursor: `n${last.place}` }) }
    }
    const ranked = { ...query, before: from.before }
    const chats = await this.#store.best(ranked, from.offset, limit, searchTimeoutMs)
    const next = from.offset + chats.length
    return { chats, ...(chats.length === limit && next < rankedMax && { cursor: `b${from.before}.${next}` }) }
  }

  #newest(query: PastQuery, limit: number): Promise<readonly PastFound[]> {
    return this.#store.newest(query, limit, searchTimeoutMs)
  }

  #from({ before }: PastQuery, cursor: string | undefined): From {
    // What ends from now on is not part of what is being paged through.
    if (cursor === undefined) return { before: Math.min(before, this.#clock.now() + 1), offset: 0 }
    const [whole, place, among, offset] = cursorForm.exec(cursor) ?? []
    if (whole === undefined) throw new PastSearchError('no-such-cursor', 'This is not where a page ended.')
    return { before: Math.min(before, Number(place ?? among)), offset: Number(offset ?? 0) }
  }

  /** What is shown of chats that were found. Part of the search's turn, for most of the work may be here. */
  #hits(query: PastQuery, chats: readonly PastFound[]): Promise<PastHit[]> {
    return Promise.all(chats.map((chat) => this.#hit(query, chat)))
  }

  async #hit(query: PastQuery, { chatId, facts }: PastFound): Promise<PastHit> {
    const known = facts as PastFacts
    const { organizationId, terms, name } = query
    const events = this.#beginningOf({ organizationId, kind: pastKind, id: chatId })
    const nameMarks = marksIn(known.visitorName, [...terms, ...name])
    const sought = terms.filter(({ without }) => !without)
    return { chatId, facts: known, nameMarks, places: await placesIn(events, sought) }
  }

  /** As much of a chat as is looked through, read as it is asked for. */
  async *#beginningOf(chat: StreamName): AsyncGenerator<Recorded<ChatEvent>> {
    let left = excerptTextMax
    for (let after = 0; after < excerptEventsMax; after += eventsReadMax) {
      const events = (await this.#log.readAfter(chat, after, eventsReadMax)) as readonly Recorded<ChatEvent>[]
      for (const event of events) {
        if (left <= 0) return
        yield event
        for (const text of saidIn(event.body)) left -= text.length
      }
      if (events.length < eventsReadMax) return
    }
  }
}

/** Beyond every place. */
const latestPlace = 999_999_999_999_999

const askedTerms = (text: string | undefined): readonly Term[] => {
  if (text === undefined || text.trim() === '') return []
  const terms = termsOf(text)
  if (terms.length === 0) throw new PastSearchError('no-words', 'There is no word in what is searched for.')
  return terms
}

const placesIn = async (
  events: AsyncIterable<Recorded<ChatEvent>>,
  terms: readonly Term[],
): Promise<readonly PastPlace[]> => {
  const places: PastPlace[] = []
  for await (const { version, body } of events) {
    if (body.type === 'requested' || body.type === 'refused') {
      for (const { label, value } of shownDetails(body.request)) {
        const excerpt = excerptOf(value, terms)
        if (excerpt) places.push({ in: 'detail', label, ...excerpt })
      }
      continue
    }
    const from = body.type === 'visitor-message' || body.type === 'visitor-pick' ? 'visitor' : 'agent'
    for (const text of saidIn(body)) {
      const excerpt = terms.length === 0 ? firstOf(text, from) : excerptOf(text, terms)
      if (excerpt) places.push({ in: 'message', number: version, from, ...excerpt })
    }
    if (places.length >= (terms.length === 0 ? 1 : excerptsMax)) break
  }
  return places.slice(0, excerptsMax)
}

const firstOf = (text: string, from: 'visitor' | 'agent'): Excerpt | undefined =>
  from === 'visitor' ? beginningOf(text) : undefined
