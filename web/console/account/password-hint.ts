/** What is said of a password while it is thought up. Nothing but its length is demanded. */

/** The server's limits; a test compares them. */
export const passwordLengthMin = 10
export const passwordLengthMax = 1024

export type PasswordHint =
  /** Nothing was typed yet. */
  | { readonly kind: 'none' }
  | { readonly kind: 'short'; readonly missing: number }
  /** Long enough, and easily guessed all the same: few different characters, or a name in it. */
  | { readonly kind: 'weak' }
  | { readonly kind: 'fair' }
  | { readonly kind: 'good' }

/** So many different characters a password has that is not called easy to guess. */
const differentMin = 5
/** From so many characters on it is called good. */
const goodLength = 15

/** What everybody tries first. */
const common = ['password', 'passwort', '12345', 'qwert', 'letmein', 'parley']
/** So many characters there have to be beside a word like that, or a name. */
const besideMin = 7
/** Shorter names are in many a word. */
const nameLengthMin = 3

/** `username` says, by its part before the @, what else is easy to guess. */
export function passwordHint(password: string, username: string): PasswordHint {
  if (password === '') return { kind: 'none' }
  if (password.length < passwordLengthMin) return { kind: 'short', missing: passwordLengthMin - password.length }
  const text = password.toLowerCase()
  const name = username.toLowerCase().split('@')[0] ?? ''
  const guesses = name.length < nameLengthMin ? common : [...common, name]
  const isGuessed = guesses.some((guess) => text.includes(guess) && text.length - guess.length < besideMin)
  if (isGuessed || new Set(text).size < differentMin) return { kind: 'weak' }
  return { kind: password.length >= goodLength ? 'good' : 'fair' }
}
