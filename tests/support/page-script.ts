/** What a website's pages ask before a chat: plainly, and as script elements do. */
import { expect } from 'vitest'
import type { RawAnswer } from './raw-http.js'
import { restPath, versionHeader } from './raw-visitor.js'
import type { TestOrganization } from './test-organization.js'

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

const tenant = ({ organizationId, deploymentId }: TestOrganization): Parameters => ({
  org_id: organizationId,
  deployment_id: deploymentId,
})

/** `GET Visitor/{noun}` with the organization's ids; whatever the server says. */
export const askPlainly = (
  organization: TestOrganization,
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
  expect(`${answer.status} ${answer.text}`).toMatch(/^200 /)
  expect(answer.headers['content-type']).toBe('application/json;charset=UTF-8')
  const { messages } = answer.json() as { messages: readonly WireMessage[] }
  const [message, ...more] = messages
  if (message === undefined || more.length > 0) throw new Error(`Expected one message, got ${messages.length}.`)
  return message
}

export const callback = 'liveagent._.handlePing'

/** A script element's request, without any header of the API. */
export const askAsScript = (
  organization: TestOrganization,
  path: string,
  parameters: Parameters = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<RawAnswer> => {
  const query = queryOf({ ...tenant(organization), callback, version: '43', ...parameters })
  return organization.server.request({ path: restPath(`${path}?${query}`), headers })
}

/** The messages of a script, which has to be one to the byte. */
export const messagesInScript = (answer: RawAnswer, calls = callback): readonly WireMessage[] => {
  expect(`${answer.status} ${answer.text}`).toMatch(/^200 /)
  expect(answer.headers).toMatchObject({
    'content-type': 'application/javascript;charset=UTF-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
  const [before, after] = [`/**/${calls}(`, ');']
  expect(answer.text.startsWith(before)).toBe(true)
  expect(answer.text.endsWith(after)).toBe(true)
  const json = answer.text.slice(before.length, -after.length)
  return (JSON.parse(json) as { messages: readonly WireMessage[] }).messages
}
