/** What past chats are found by, in memory: every search looks at all of them. */
import type { StreamName } from '../../event-log/event-log.js'
import { streamKey } from '../../event-log/event-log.js'
import { pastKind } from '../../past/past-kind.js'
import { isInSight } from '../../past/past-sight.js'
import {
  rankedMax,
  type PastDocument,
  type PastEntry,
  type PastFound,
  type PastQuery,
  type PastStore,
} from '../../past/past-store.js'
import { isTermAt, type Phrase, type Term } from '../../past/words.js'

interface Stored {
  readonly organizationId: string
  readonly chatId: string
  readonly place: number
  readonly document: PastDocument
  /** JSON. */
  readonly facts: string
}

export class MemoryPastStore implements PastStore {
  /** Chats that ended and were not put, in the order of their ends. */
  readonly #missing = new Map<string, StreamName>()
  readonly #byPlace = new Map<number, Stored>()

  /** A stream ended. To be called by the log, once for each. */
  ended(stream: StreamName): void {
    if (stream.kind === pastKind) this.#missing.set(streamKey(stream), stream)
  }

  missing(limit: number): Promise<readonly StreamName[]> {
    return Promise.resolve([...this.#missing.values()].reverse().slice(0, limit))
  }

  put(entries: readonly PastEntry[]): Promise<void> {
    for (const { chat, document } of entries) {
      if (this.#missing.delete(streamKey(chat)) && document) this.#keep(chat, document)
    }
    return Promise.resolve()
  }

  #keep({ organizationId, id: chatId }: StreamName, document: PastDocument): void {
    let place = document.endedAt
    while (this.#byPlace.has(place)) place += 1
    this.#byPlace.set(place, { organizationId, chatId, place, document, facts: JSON.stringify(document.facts) })
  }

  newest(query: PastQuery, limit: number): Promise<readonly PastFound[]> {
    return Promise.resolve(this.#matching(query).slice(0, limit).map(found))
  }

  best(query: PastQuery, offset: number, limit: number): Promise<readonly PastFound[]> {
    const terms = [...query.terms, ...query.name]
    const rank = ({ document: { texts } }: Stored): number => {
      const words = texts.reduce((sum, text) => sum + text.length, 0)
      return terms.reduce((sum, term) => sum + texts.filter((text) => holds(text, term)).length, 0) / words
    }
    const ranked = this.#matching(query)
      .slice(0, rankedMax)
      .map((stored) => ({ stored, rank: rank(stored) }))
      .sort((a, b) => b.rank - a.rank || b.stored.place - a.stored.place)
    return Promise.resolve(ranked.slice(offset, offset + limit).map(({ stored }) => found(stored)))
  }

  /** Everything that a query finds, the latest first. */
  #matching({ organizationId, sight, terms, name, marks, from, before }: PastQuery): Stored[] {
    return [...this.#byPlace.values()]
      .filter(
        ({ place, organizationId: own, document }) =>
          own === organizationId &&
          place >= from &&
          place < before &&
          isInSight(sight, document.agentIds) &&
          marks.every((some) => some.some((mark) => document.marks.includes(mark))) &&
          terms.every((term) => document.texts.some((text) => holds(text, term)) !== term.without) &&
          name.every((term) => holds(document.name, term) !== term.without),
      )
      .sort((a, b) => b.place - a.place)
  }
}

const holds = (text: Phrase, term: Term): boolean => text.some((_, start) => isTermAt(text, start, term))

const found = ({ chatId, place, facts }: Stored): PastFound => ({ chatId, place, facts: JSON.parse(facts) as unknown })
