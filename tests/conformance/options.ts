/** The command line of the suite. */
import { parseArgs } from 'node:util'
import type { ChatTarget } from '../support/plain-visitor.js'
import type { Moved } from './stage.js'

export interface Options {
  readonly url: string
  readonly target: ChatTarget
  /** Where and as whom the agent works; absent without access to one. */
  readonly agent?: { readonly url: string; readonly username: string; readonly password: string }
  readonly moved?: Moved
  /** Only checks with a rule that begins so, such as `D` or `D-2`. */
  readonly only: string | undefined
}

const demo = { organization: '00DP00000000001', deployment: '572P00000000001', button: '573P00000000001' }

export const usage = `Asks a chat server whether it keeps the rules of docs/protocol.md.

Usage: npm run conformance -- --url http://127.0.0.1:8080 [options]

  --url ADDRESS        the server, below which /chat/rest lies; with or without that path
  --organization ID    (${demo.organization})
  --deployment ID      (${demo.deployment})
  --button ID          (${demo.button})
  --username NAME      an agent who serves that button; nobody else may be online meanwhile
  --password TEXT      also from CONFORMANCE_PASSWORD
  --agent-url ADDRESS  where that agent works, below which /api/v1 lies (the same as --url)
  --moved ID=ADDRESS   an organization that the server sends elsewhere, and where to
  --only RULE          only checks of this rule, or of a section such as D

Checks that need an agent, or an organization that lives elsewhere, are left out when none is named. It takes half a minute, because a poll is held to its end.
Exit code: 0 when nothing failed, 1 when something did, 2 for a wrong command line or a server that cannot be reached.
`

/** The command line is wrong; the message says how. */
export class OptionsError extends Error {
  override name = 'OptionsError'
}

const declared = {
  url: { type: 'string' },
  organization: { type: 'string', default: demo.organization },
  deployment: { type: 'string', default: demo.deployment },
  button: { type: 'string', default: demo.button },
  username: { type: 'string' },
  password: { type: 'string' },
  'agent-url': { type: 'string' },
  moved: { type: 'string' },
  only: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: declared }).values
  } catch (error) {
    throw new OptionsError(error instanceof Error ? error.message : String(error))
  }
}

const addressOf = (name: string, text: string | undefined): string => {
  if (text === undefined || !/^https?:/.test(text) || !URL.canParse(text)) {
    throw new OptionsError(`--${name} must be an address such as http://127.0.0.1:8080.`)
  }
  return text.replace(/\/+$/, '').replace(/\/chat(?:\/rest)?$/, '')
}

const movedOf = (text: string): Moved => {
  const [, organizationId = '', url = ''] = /^(00D\w{12,15})=(https?:.+)$/.exec(text) ?? []
  if (url === '') throw new OptionsError('--moved must be such as 00DP00000000002=https://chat.example.org/chat.')
  return { organizationId, url }
}

/** Reads the command line; `undefined` when only help is asked for. Throws {@link OptionsError}. */
export const readOptions = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Options | undefined => {
  const given = parse(args)
  if (given.help) return undefined
  const url = addressOf('url', given.url)
  const password = given.password ?? environment['CONFORMANCE_PASSWORD']
  if (given.username !== undefined && password === undefined) {
    throw new OptionsError('--username needs a --password, or one in CONFORMANCE_PASSWORD.')
  }
  return {
    url,
    target: { organizationId: given.organization, deploymentId: given.deployment, buttonId: given.button },
    ...(given.username !== undefined &&
      password !== undefined && {
        agent: { url: addressOf('agent-url', given['agent-url'] ?? url), username: given.username, password },
      }),
    ...(given.moved !== undefined && { moved: movedOf(given.moved) }),
    only: given.only,
  }
}
