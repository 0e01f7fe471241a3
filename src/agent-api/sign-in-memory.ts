/** What a browser remembers while its person is at the identity provider, as the cookie in which it does. */
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'

/** How long an address within the console may be that is remembered. */
const addressLengthMax = 500

const Memory = Type.Object(
  {
    state: Type.String({ maxLength: 100 }),
    nonce: Type.String({ maxLength: 100 }),
    verifier: Type.String({ maxLength: 150 }),
    /** Where in the console they wanted to go. */
    to: Type.String({ maxLength: addressLengthMax }),
  },
  { additionalProperties: false },
)
type Memory = Static<typeof Memory>

/** How long somebody may take at the provider, in seconds. */
export const signInLastsS = 600

/** A cookie that only this host, and only over TLS, could have set where there is TLS (RFC 6265bis, 4.1.3.2). */
export const signInCookie = (secure: boolean): string => (secure ? '__Host-parley_sign_in' : 'parley_sign_in')

export const writeMemory = (memory: Memory): string => Buffer.from(JSON.stringify(memory)).toString('base64url')

/** What the cookie remembers; undefined for one that is not ours. */
export const readMemory = (text: string | undefined): Memory | undefined => {
  if (text === undefined || text.length > 2000) return undefined
  try {
    const read: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return Value.Check(Memory, read) ? read : undefined
  } catch {
    // Whatever it was, it was not written here.
    return undefined
  }
}

/** An address within the console; its desk for everything else, so that nobody can be sent elsewhere from here. */
export const withinConsole = (wanted: string | undefined): string => {
  const base = 'http://here.invalid'
  if (wanted === undefined || !URL.canParse(wanted, base)) return '/console/'
  const { origin, pathname, search, hash } = new URL(wanted, base)
  const address = `${pathname}${search}${hash}`
  const isOurs = origin === base && /^\/(?:console|setup)(?:\/|$)/.test(pathname)
  // Written out, it can be longer than it was asked for, and what is too long is not remembered at all.
  return isOurs && address.length <= addressLengthMax ? address : '/console/'
}
