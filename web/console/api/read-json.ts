/**
 * Characters that turn the direction of the text after them. No name needs one; in a file's name they make
 * “receipt-exe.pdf” out of what ends in “.exe”, and in a visitor's they turn the sentence it is put into.
 */
const turning = /[\u202a-\u202e\u2066-\u2069]/gu
/** The same, also as JSON may spell them. */
const mayTurn = /[\u202a-\u202e\u2066-\u2069]|\\u20[26]/iu

/** What is shown in one line with words of the console, and comes from visitors and their browsers. */
const names = new Set([
  ...['visitorName', 'name', 'label', 'fileName', 'location', 'pageUrl', 'userAgent', 'language'],
  ...['screenResolution', 'city', 'region', 'country', 'type'],
])

/** A name as it is shown among words of the console. */
export const withoutTurning = (name: string): string => name.replaceAll(turning, '')

/** Reads an answer of the server. Messages are left as they were written, names lose what would turn text around. */
export const readJson = (text: string): unknown =>
  mayTurn.test(text)
    ? JSON.parse(text, (name, value: unknown) =>
        typeof value === 'string' && names.has(name) ? withoutTurning(value) : value,
      )
    : JSON.parse(text)

/** Reads an answer of what is sent back again: whoever changes one member must not change another by reading it. */
export const readAsWritten = (text: string): unknown => JSON.parse(text)
