/**
 * `chat`: a visitor's chat in the terminal. It is a newcomer's second window next to the agent's console, and the
 * example of a client that keeps everything the protocol offers: acknowledges, repeats, going on after a restart.
 */
import { tmpdir } from 'node:os'
import { processClock } from '../visitor-client/process-clock.js'
import { EndpointError } from '../visitor-client/endpoint.js'
import type { SavedVisitor } from '../visitor-client/saved-visitor.js'
import { saveVisitor } from '../visitor-client/saved-visitor.js'
import { newVisitor } from '../visitor-client/visitor-state.js'
import { WireClient } from '../visitor-client/wire-client.js'
import type { ChatArguments } from './chat-arguments.js'
import { chatHelp, ChatArgumentsError, DEFAULT_ENDPOINT, parseChatArguments } from './chat-arguments.js'
import { Conversation, isChatCommand } from './chat-conversation.js'
import { paintFor } from './chat-paint.js'
import { openEditorScreen } from './chat-screen-editor.js'
import { openPlainScreen } from './chat-screen-plain.js'
import type { ScreenInput, ScreenListener, ScreenOutput } from './chat-screen.js'
import { StateFolder, StateFolderError, stateFolder } from './chat-state-file.js'
import type { Words } from './chat-words.js'
import { ending } from './chat-words.js'

/** What `chat` takes from the process around it. */
export interface ChatSurroundings {
  readonly input: ScreenInput
  readonly output: ScreenOutput
  readonly error: NodeJS.WritableStream
  readonly env: NodeJS.ProcessEnv
  readonly temporary: string
  /** −1 where there are no user ids. */
  readonly uid: number
}

const surroundings = (): ChatSurroundings => ({
  input: process.stdin,
  output: process.stdout,
  error: process.stderr,
  env: process.env,
  temporary: tmpdir(),
  uid: process.getuid?.() ?? -1,
})

/** Runs `chat` with the arguments after its name, and resolves with the exit code. */
export const runChat = async (args: readonly string[], around: ChatSurroundings = surroundings()): Promise<number> => {
  const { output, error, env } = around
  let parsed: ChatArguments
  try {
    parsed = parseChatArguments(args, env)
    if (!parsed.help) return await chat(parsed, around)
  } catch (refusal) {
    if (!(refusal instanceof ChatArgumentsError) && !(refusal instanceof EndpointError)) throw refusal
    error.write(`${refusal.message} --help lists what there is.\n`)
    return 2
  }
  output.write(chatHelp)
  return 0
}

const chat = async (args: ChatArguments, around: ChatSurroundings): Promise<number> => {
  const { input, output, error, env } = around
  let folder = openFolder(around)
  const last = args.resume ? folder?.newest() : undefined
  if (args.resume && last === undefined) {
    error.write('There is no chat to go on with.\n')
    return 1
  }
  const endpoint = args.endpoint ?? last?.saved.endpoint ?? DEFAULT_ENDPOINT
  const wire = new WireClient(endpoint)
  const editing = input.isTTY === true && output.isTTY === true && env['TERM'] !== 'dumb'
  const words: Words = { paint: paintFor(args.colour && output.isTTY === true), time: timeOfDay }
  const name = last?.name ?? `${processClock.now()}-${process.pid}.json`

  const keep = (saved: SavedVisitor | undefined) => {
    try {
      folder?.keep(name, saved)
    } catch (cause) {
      // A full disk must not end the chat.
      error.write(cannotResume(cause))
      folder = undefined
    }
  }
  output.write(greeting(wire.endpoint.href, args, last !== undefined))
  const conversation = new Conversation({
    wire,
    state: last?.saved.state ?? newVisitor(args.request),
    acknowledge: args.acknowledge,
    clock: processClock,
    words,
    open: (listener) => (editing ? openEditor(around, words, listener) : openPlainScreen(input, output, listener)),
    keep: (state) => keep(saveVisitor(wire.endpoint.href, state)),
  })
  const interrupt = () => conversation.interrupted()
  const stop = () => conversation.stop()
  process.on('SIGINT', interrupt)
  process.once('SIGTERM', stop)
  process.once('SIGHUP', stop)
  output.on('error', stop)
  try {
    const outcome = await conversation.run()
    const { sentence, code } = ending(outcome, conversation.agentName, wire.endpoint.href)
    if (code === 0) output.write(`${words.paint.dim(`* ${sentence}`)}\n`)
    else error.write(`${sentence}\n`)
    return code
  } finally {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', stop)
    process.off('SIGHUP', stop)
    output.off('error', stop)
    wire.close()
  }
}

const openFolder = ({ env, temporary, uid, error }: ChatSurroundings): StateFolder | undefined => {
  try {
    return new StateFolder(stateFolder(env, temporary, uid), uid, processClock.now())
  } catch (cause) {
    error.write(cannotResume(cause))
    return undefined
  }
}

/** For refusals of our own and of the file system; anything else is a fault of the program. */
const cannotResume = (cause: unknown): string => {
  if (!(cause instanceof StateFolderError) && !(cause instanceof Error && 'code' in cause)) throw cause
  return `This chat cannot be resumed later: ${cause.message}\n`
}

const openEditor = ({ input, output }: ChatSurroundings, { paint, time }: Words, listener: ScreenListener) => {
  const prompts = {
    editing: (status: string | undefined) =>
      `${status === undefined ? '' : paint.dim(`(${status}) `)}${paint.bold('You:')} `,
    entered: (line: string) =>
      isChatCommand(line) ? `${paint.dim('>')} ` : `${paint.dim(time())} ${paint.bold('You:')} `,
  }
  return openEditorScreen(input, output, prompts, listener)
}

const greeting = (href: string, { request }: ChatArguments, resumed: boolean): string =>
  resumed
    ? `Going on with the last chat at ${href}.\n/help lists what you can do.\n`
    : `Asking for a chat at ${href} as ${request.visitorName ?? ''}.\nWrite a line and press Enter; /help lists more.\n`

const timeOfDay = (): string => {
  const now = new Date(processClock.now())
  return `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`
}
