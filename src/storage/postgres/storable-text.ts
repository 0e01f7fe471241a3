/**
 * PostgreSQL's text holds no U+0000, and UTF-8 no half of a surrogate pair. Names from outside may hold both, and each
 * shall be told apart from every other, so those are written with a backslash, and so is the backslash. JSON needs
 * none of this: there both stand as escapes already.
 */

const unstorable = /[\\\0]|\p{Surrogate}/gu
const escaped = /\\(\\|u[0-9a-f]{4})/g

/** The text as it is stored. */
export const storable = (text: string): string =>
  text.replace(unstorable, (one) => (one === '\\' ? '\\\\' : `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`))

/** What {@link storable} was given. */
export const restored = (text: string): string =>
  text.includes('\\')
    ? text.replace(escaped, (_, what: string) =>
        what === '\\' ? what : String.fromCharCode(Number.parseInt(what.slice(1), 16)),
      )
    : text
