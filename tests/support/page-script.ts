/** What a website's pages ask before a chat: plainly, and as script elements do. */
import assert from 'node:assert/strict'
import { restPath, versionHeader, type ChatTarget, type Send } from './plain-visitor.js'
import type { RawAnswer } from './raw-http.js'

/** Whose pages they are, and where they ask. */
export interface Website extends ChatTarget {
  readonly server: { readonly request: Send }
}

export interface WireMessage {
  readonly type: string
  readonly message: Readonly<Record<string, unknown>>
}

/** Parameters by name; `undefined` leaves one out. They go out as they are, unless they are encoded already. */
export type Parameters = Readonly<Record<string, string | undefined>>

const queryOf = (parameters: Parameters): string =>
  Object.entries(parameters)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join('&')

const tenant = ({ organizationId, deploymentId }: Website): Parameters => ({
  org_id: organizationId,
  deployment_id: deploymentId,
})

/** `GET Visitor/{noun}` with the organization's ids; whatever the server says. */
export const askPlainly = (
  organization: Website,
  noun: string,
  parameters: Parameters = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> => {
  const query = queryOf({ ...tenant(organization), ...parameters })
  return organization.server.request({
    path: restPath(`Visitor/${noun}?${query}`),
    headers: { ...versionHeader, ...headers },
  })
}

/** The one message of a good answer. */
export const messageIn = (answer: RawAnswer): WireMessage => {
  assert.equal(answer.status, 200, `The answer is ${answer.status} ${answer.text}`)
  assert.equal(answer.headers['content-type'], 'application/json;charset=UTF-8')
  const { messages } = answer.json() as { messages: readonly WireMessage[] }
  const [message, ...more] = messages
  if (message === undefined || more.length > 0) throw new Error(`Expected one message, got ${messages.length}.`)
  return message
}

export const callback = 'liveagent._.handlePing'

/** A script element's request, without any header of the API. */
export const askAsScript = (
  organization: Website,
  path: string,
  parameters: Parameters = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> => {
  const query = queryOf({ ...tenant(organization), callback, version: '43', ...parameters })
  return organization.server.request({ path: restPath(`${path}?${query}`), headers })
}

/** The messages of a script, which has to be one to the byte. */
export const messagesInScript = (answer: RawAnswer, calls = callback): readonly WireMessage[] => {
  assert.equal(answer.status, 200, `The answer is ${answer.status} ${answer.text}`)
  assert.equal(answer.headers['content-type'], 'application/javascript;charset=UTF-8')
  assert.equal(answer.headers['x-content-type-options'], 'nosniff')
  assert.equal(answer.headers['cache-control'], 'no-store')
  const [before, after] = [`/**/${calls}(`, ');']
  assert.ok(answer.text.startsWith(before) && answer.text.endsWith(after), answer.text)
  // One line for JavaScript, too, which ends lines where JSON does not.
  assert.doesNotMatch(answer.text, /[\u2028\u2029\r\n]/)
  const json = answer.text.slice(before.length, -after.length)
  return (JSON.parse(json) as { messages: readonly WireMessage[] }).messages
}
