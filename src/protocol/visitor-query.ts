/**
 * The parameters of visitors' GET requests. They are prefixed with the noun they belong to, lists come in every
 * spelling that clients were seen to use, and unknown ones are ignored (rules V-10 to V-19 of docs/protocol.md).
 */
import { parseRecordId } from './record-id.js'
import { WireError } from './wire-error.js'

/** How many ids one list may hold. */
export const idsMax = 100
/** How many characters one element of a list may have. */
export const idLengthMax = 64
/** How many characters any other parameter may have. */
export const parameterLengthMax = 2048

const visitorIdForm = /^[\w-]{1,64}$/

/** The id a website's script gives its visitor; `undefined` for what is none, and for the words scripts send instead. */
export const parseVisitorId = (text: string | undefined): string | undefined =>
  text === undefined || !visitorIdForm.test(text) || text === 'undefined' || text === 'null' ? undefined : text

/** A query, parsed and percent-decoded; its values are text, or lists of text for names that come several times. */
export class VisitorQuery {
  readonly #values: Readonly<Record<string, unknown>>

  constructor(values: unknown) {
    this.#values = values as Readonly<Record<string, unknown>>
  }

  /** The value of a parameter; `undefined` when it is missing or empty. Throws a 400 when it is there twice or too long. */
  one(name: string): string | undefined {
    const [value, ...more] = this.#all(name)
    if (more.length > 0) throw new WireError(400, `${name} is there more than once.`)
    if (value === undefined || value === '') return undefined
    if (value.length > parameterLengthMax) {
      throw new WireError(400, `${name} has more than ${parameterLengthMax} characters.`)
    }
    if (value.includes('\u0000') || !value.isWellFormed()) throw new WireError(400, `${name} is no well-formed text.`)
    return value
  }

  /** The same for a parameter that must be there. */
  required(name: string): string {
    const value = this.one(name)
    if (value === undefined) throw new WireError(400, `${name} is missing.`)
    return value
  }

  /** A record id that must be there, in its 15-character form. */
  id(name: string, prefix: string): string {
    const id = parseRecordId(this.required(name), prefix)
    if (id !== undefined) return id
    throw new WireError(400, `${name} must be a 15 or 18 character id that starts with ${prefix}.`)
  }

  /** Whether a parameter is `1` or `true`; anything else, and nothing, is no. */
  flag(name: string): boolean {
    const value = this.one(name)
    return value === '1' || value === 'true'
  }

  /**
   * A list that must be there and may be empty: `a`, `a,b`, `[a,b]`, the name several times, or with `[]` behind it. Its
   * elements are as they were sent.
   */
  list(name: string): readonly string[] {
    const values = [...this.#all(name), ...this.#all(`${name}[]`)]
    if (values.length === 0) throw new WireError(400, `${name} is missing.`)
    const elements = values
      .flatMap((value) => value.replace(/^\[(.*)\]$/s, '$1').split(','))
      .map((element) => element.trim())
      .filter((element) => element !== '')
    if (elements.length > idsMax) throw new WireError(400, `${name} holds more than ${idsMax}.`)
    if (elements.some((element) => element.length > idLengthMax)) {
      throw new WireError(400, `${name} holds something of more than ${idLengthMax} characters.`)
    }
    return elements
  }

  #all(name: string): readonly string[] {
    const value = this.#values[name]
    if (value === undefined) return []
    return Array.isArray(value) ? (value as readonly string[]) : [value as string]
  }
}
