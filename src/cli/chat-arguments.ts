import { parseArgs } from 'node:util'
import type { ChatRequest, PrechatDetail } from '../visitor-client/wire-types.js'

/** What `chat` was asked to do. */
export interface ChatArguments {
  readonly endpoint: string | undefined
  readonly request: ChatRequest
  readonly resume: boolean
  readonly acknowledge: boolean
  readonly colour: boolean
  readonly help: boolean
}

/** Arguments that make no sense; the message says which, in one sentence. */
export class ChatArgumentsError extends Error {
  override name = 'ChatArgumentsError'
}

/** Where a server started without settings is found. */
export const DEFAULT_ENDPOINT = 'http://127.0.0.1:8080/chat/rest/'

const demo = { organization: '00DP00000000001', deployment: '572P00000000001', button: '573P00000000001' }

/** What `--help` prints. */
export const chatHelp = `Chat with an agent from this terminal, as a visitor.

Usage: npm run chat -- [endpoint] [options]

  endpoint             address of the server (default ${DEFAULT_ENDPOINT})

  --name <name>        name the agent sees (default Ana)
  --org <id>           organization (default ${demo.organization})
  --deployment <id>    deployment (default ${demo.deployment})
  --button <id>        button, which decides where the request goes (default ${demo.button})
  --detail <l=value>   a fact for the agent, like --detail "Order=1234"; may be repeated
  --resume             go on with the last chat instead of asking for a new one
  --no-ack             do not acknowledge messages, as many older clients do
  --no-color           print without colours; so does a NO_COLOR in the environment
  --help               this text

While chatting, a line is sent with Enter. When the agent asks for a file, /send PATH sends it. /end ends the chat, /help
lists the commands. Ctrl-C ends the chat as well; pressed again it quits at once and leaves the chat open, to be resumed.
Without a terminal, lines are read from the input and printed plainly; the end of the input does not end the chat.

Exit code: 0 after a chat, 1 when there was none, 2 for wrong arguments, 130 when it was left open.
`

const detailOf = (argument: string): PrechatDetail => {
  const at = argument.indexOf('=')
  const label = argument.slice(0, Math.max(0, at)).trim()
  if (label === '') throw new ChatArgumentsError(`--detail takes "Label=value", not "${argument}".`)
  return { label, value: argument.slice(at + 1).trim() }
}

/** Reads the arguments of `chat`. @throws ChatArgumentsError */
export const parseChatArguments = (args: readonly string[], env: NodeJS.ProcessEnv): ChatArguments => {
  const { values, positionals } = parse(args)
  if (positionals.length > 1) throw new ChatArgumentsError('There can be only one endpoint.')
  return {
    endpoint: positionals[0],
    request: {
      organizationId: values.org,
      deploymentId: values.deployment,
      buttonId: values.button,
      visitorName: values.name,
      details: values.detail.map(detailOf),
      language:
        (env['LANG'] ?? '')
          .split('.')[0]
          ?.replace('_', '-')
          .match(/^[a-z]{2}(-[A-Z]{2})?$/)?.[0] ?? 'en-US',
      userAgent: 'Parley terminal chat',
    },
    resume: values.resume,
    acknowledge: !values['no-ack'],
    colour: !values['no-color'] && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb',
    help: values.help,
  }
}

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        name: { type: 'string', default: 'Ana' },
        org: { type: 'string', default: demo.organization },
        deployment: { type: 'string', default: demo.deployment },
        button: { type: 'string', default: demo.button },
        detail: { type: 'string', multiple: true, default: [] },
        resume: { type: 'boolean', default: false },
        'no-ack': { type: 'boolean', default: false },
        'no-color': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new ChatArgumentsError(message.endsWith('.') ? message : `${message}.`, { cause })
  }
}
