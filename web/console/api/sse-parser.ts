/** One event of an event stream, as the HTML standard dispatches it. */
export interface StreamEvent {
  /** Its `event` field, or `message`. */
  name: string
  /** Its `data` lines, joined by line feeds. */
  data: string
  /** The last `id` seen in the stream up to here, or an empty string. */
  lastEventId: string
}

/** How many characters one event may have; a snapshot of many long chats is far below. */
export const streamEventCharsMax = 64 * 1024 * 1024

const lineFeed = '\n'

/**
 * Reads an event stream by the rules of the HTML standard ("Interpreting an event stream"), from bytes cut anywhere.
 * `retry` fields are ignored: when to reconnect is the console's own decision.
 */
export class SseParser {
  readonly #decoder = new TextDecoder()
  #line = ''
  #endedOnReturn = false
  #name = ''
  #data: string[] = []
  #dataChars = 0
  #idBuffer: string

  /** Where the stream can be resumed: the id of the last complete block. */
  lastEventId: string

  /** `lastEventId` is what a resumed stream starts from. */
  constructor(lastEventId = '') {
    this.#idBuffer = lastEventId
    this.lastEventId = lastEventId
  }

  /** The events that are complete with these bytes. Throws a RangeError when one grows beyond the limit. */
  push(bytes: Uint8Array): StreamEvent[] {
    let text = this.#decoder.decode(bytes, { stream: true })
    const events: StreamEvent[] = []
    if (text === '') return events
    // A carriage return ended the line before; a line feed right after it belongs to the same line end.
    if (this.#endedOnReturn && text.startsWith(lineFeed)) text = text.slice(1)
    this.#endedOnReturn = text === '' ? false : text.endsWith('\r')
    let start = 0
    for (const { 0: end, index } of text.matchAll(/\r\n|\n|\r/g)) {
      const event = this.#takeLine(this.#line + text.slice(start, index))
      if (event) events.push(event)
      this.#line = ''
      start = index + end.length
    }
    this.#line += text.slice(start)
    if (this.#line.length + this.#dataChars > streamEventCharsMax) throw new RangeError('The event is too long.')
    return events
  }

  #takeLine(line: string): StreamEvent | undefined {
    if (line === '') return this.#dispatch()
    const colon = line.indexOf(':')
    if (colon === 0) return undefined
    const field = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)
    if (field === 'event') this.#name = value
    else if (field === 'id' && !value.includes('\0')) this.#idBuffer = value
    else if (field === 'data') {
      this.#data.push(value)
      this.#dataChars += value.length + 1
    }
    return undefined
  }

  #dispatch(): StreamEvent | undefined {
    this.lastEventId = this.#idBuffer
    const event =
      this.#data.length === 0
        ? undefined
        : { name: this.#name || 'message', data: this.#data.join(lineFeed), lastEventId: this.lastEventId }
    this.#name = ''
    this.#data = []
    this.#dataChars = 0
    return event
  }
}
