/** Answers as script, for pages that can ask no other way (rules V-15 to V-17 of docs/protocol.md). */
import type { WireMessage } from './messages.js'
import { WireError } from './wire-error.js'
import type { VisitorQuery } from './visitor-query.js'

/** How many characters the name of a callback may have. */
export const callbackLengthMax = 128

const callbackForm = /^[A-Za-z_$][\w$]*(\.[A-Za-z_$][\w$]*)*$/

/** The function the answer calls: names with dots between them, and nothing that could be anything else. Throws a 400. */
export const readCallback = (query: VisitorQuery): string => {
  const callback = query.required('callback')
  if (callback.length <= callbackLengthMax && callbackForm.test(callback)) return callback
  throw new WireError(400, `callback must be a JavaScript name of at most ${callbackLengthMax} characters.`)
}

/**
 * The script that calls `callback` with messages, on one line. The comment in front keeps the first bytes from being
 * read as another format; the two line ends of JavaScript that JSON does not know are escaped.
 */
export const asScript = (callback: string, messages: readonly WireMessage[]): string => {
  const json = JSON.stringify({ messages }).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
  return `/**/${callback}(${json});`
}
