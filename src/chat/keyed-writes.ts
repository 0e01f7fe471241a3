/** What people write with an idempotency key: once, however often it is sent. */
import type { EventLog, Recorded } from '../event-log/event-log.js'
import type { Decider, Decision, StreamRef } from '../event-log/ledger.js'
import type { KeyedHash } from '../lib/keyed-hash.js'
import { ChatError } from './chat-error.js'
import type { ChatEvent } from './chat-events.js'
import type { Chat } from './chat.js'
import type { Entry, EntryBody } from './transcript.js'

/** A text with what it is recognised by. */
export interface Keyed<Body extends EntryBody> {
  readonly text: string
  /** Whose key it is and for what, and the key; without one it is written each time. */
  readonly owner: readonly string[]
  readonly key: string | undefined
  readonly isOfKind: (body: ChatEvent) => body is Body
}

export class KeyedWrites {
  readonly #ledger: Decider
  readonly #log: EventLog
  readonly #hash: KeyedHash

  constructor(options: { ledger: Decider; log: EventLog; hash: KeyedHash }) {
    this.#ledger = options.ledger
    this.#log = options.log
    this.#hash = options.hash
  }

  /**
   * Appends what `decide` answers, the text first, unless the key has been seen in this chat. Gives the text as it stands
   * in the log. The same key with another text is refused as `key-reused`.
   */
  async write<Body extends EntryBody & { readonly text: string }>(
    ref: StreamRef<Chat, ChatEvent>,
    { text, owner, key, isOfKind }: Keyed<Body>,
    decide: (chat: Chat, key: string | undefined) => readonly [Body, ...ChatEvent[]],
  ): Promise<Entry<Body>> {
    const known = key === undefined ? undefined : this.#hash.digest(JSON.stringify([...owner, key]))
    const written = await this.#ledger.transact(
      [ref],
      ([chat], at): Decision<[StreamRef<Chat, ChatEvent>], Entry<Body> | number> => {
        const before = chat.state === 'unrequested' ? undefined : chat.keys.find((other) => other.key === known)
        if (known !== undefined && before) return { events: [[]], result: before.version }
        const events = decide(chat, known)
        return { events: [events], result: { version: chat.version + 1, at, body: events[0] } }
      },
    )
    if (typeof written !== 'number') return written
    const [first] = (await this.#log.readAfter(ref.name, written - 1, 1)) as readonly Recorded<ChatEvent>[]
    if (first === undefined || !isOfKind(first.body)) {
      throw new Error('What was acknowledged is not in the log.')
    }
    if (first.body.text !== text) {
      throw new ChatError('key-reused', 'This Idempotency-Key was used for another text. Use a new key.')
    }
    return { version: first.version, at: first.at, body: first.body }
  }
}
