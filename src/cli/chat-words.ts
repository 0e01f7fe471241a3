/** What the terminal chat says about what happens. Pure: events in, lines out. */
import type { UploadOutcome } from '../visitor-client/wire.js'
import type { Outcome, VisitorEvent } from '../visitor-client/visitor-events.js'
import type { Paint } from './chat-paint.js'
import { printable, printableName } from './chat-printable.js'

/** What the sentences are made with. */
export interface Words {
  readonly paint: Paint
  /** The time of day as it stands before a line, for instance `10:04`. */
  readonly time: () => string
}

/** A line that somebody said. Further lines of the text are indented, so that they cannot pass for somebody else's. */
export const saidLine = ({ paint, time }: Words, name: string, text: string): string => {
  const [first = '', ...more] = printable(text).trimEnd().split('\n')
  const head = `${paint.dim(time())} ${paint.agent(paint.bold(`${printableName(name)}:`))} ${first}`
  return [head, ...more.map((line) => `      ${line}`)].join('\n')
}

const agentName = (name: string): string => printableName(name) || 'The agent'

const waitSentence = (waitS: number | undefined): string => {
  if (waitS === undefined || waitS < 1) return ''
  const minutes = Math.round(waitS / 60)
  if (minutes < 1) return ' It should take less than a minute.'
  return minutes === 1 ? ' It should take about a minute.' : ` It should take about ${minutes} minutes.`
}

const queueSentence = (position: number, waitS: number | undefined): string => {
  if (position < 1) return 'Your turn: an agent is being asked.'
  const place = position === 1 ? 'You are first in the queue.' : `You are number ${position} in the queue.`
  return place + waitSentence(waitS)
}

// Nobody misses what was only a sign of life.
const refusedSentence = ({ noun, status, text }: Extract<VisitorEvent, { type: 'refused' }>): string | undefined => {
  const answer = `${status} ${printableName(text)}`.trim()
  if (noun === 'ChatMessage') return `The server refused that line: ${answer}`
  return noun === 'ChatEnd' ? `The server refused to end the chat: ${answer}` : undefined
}

const fileSentences: Record<Extract<VisitorEvent, { type: 'file-over' }>['how'], string> = {
  received: 'The agent has your file.',
  failed: 'The file did not come through. The agent can ask again.',
  cancelled: 'The agent does not want the file any more.',
}

/** The sentence about what became of a file; undefined when an event tells it. `what` is printable. */
export const sentenceAboutUpload = (outcome: UploadOutcome | undefined, what: string): string | undefined => {
  switch (outcome?.kind) {
    case 'sent':
      return undefined
    case 'refused':
      return `The server does not take ${what}: it is too large.`
    case 'failed':
      return `${what} was not sent: ${printableName(outcome.why)}`.replace(/\.?$/, '.')
    case undefined:
      return `${what} was not sent: the agent does not want it any more.`
  }
}

/** The sentence about an event, uncoloured; undefined when it is not one for a sentence. */
export const sentenceAbout = (event: VisitorEvent): string | undefined => {
  switch (event.type) {
    case 'requested':
    case 'queue':
      return queueSentence(event.position, event.waitS)
    case 'established':
      return `${agentName(event.agent.name)} is with you now.`
    case 'transferred':
      return `${agentName(event.agent.name)} has taken over and is with you now.`
    case 'transferring':
      return 'You are being passed on. One moment, please.'
    case 'agent-disconnected':
      return 'The agent has lost the connection. Please stay: the chat goes on when somebody takes over.'
    case 'file-asked':
      return 'The agent asks you for a file: /send PATH sends one, /decline does not.'
    case 'file-over':
      return fileSentences[event.how]
    case 'connection-lost':
      return `Connection lost (${printableName(event.why)}), trying again…`
    case 'connection-back':
      return 'Back.'
    case 'refused':
      return refusedSentence(event)
    case 'message':
    case 'typing':
    case 'history':
    case 'other':
    case 'confirmed':
    case 'over':
      return undefined
  }
}

const endSentence = (reason: string, agent: string | undefined): string => {
  switch (reason) {
    case 'agent':
      return `${agentName(agent ?? '')} has ended the chat.`
    case 'client':
      return 'You have ended the chat.'
    case 'clientIdleTimeout':
      return 'The chat has ended because you were silent for too long.'
    case 'agentsUnavailable':
    case 'agentPushTimeout':
      return 'The chat has ended because no agent is available any more.'
    default:
      return `The chat has ended (${printableName(reason)}).`
  }
}

const failSentence = (reason: string): string => {
  if (reason === 'Unavailable') return 'Nobody is here to chat right now. Please try again later.'
  if (reason === 'Blocked') return 'This server takes no chats from you.'
  return `The server could not take the request (${printableName(reason)}).`
}

/** How it ended, as a sentence and as an exit code: 0 after a chat, 1 when there was none, 130 when it was broken off. */
export const ending = (
  outcome: Outcome,
  agent: string | undefined,
  endpoint: string,
): { sentence: string; code: number } => {
  switch (outcome.kind) {
    case 'ended':
      return { sentence: endSentence(outcome.reason, agent), code: 0 }
    case 'failed':
      return { sentence: failSentence(outcome.reason), code: 1 }
    case 'gone':
      return { sentence: 'The server does not know this chat any more: it is over.', code: 1 }
    case 'unreachable':
      return { sentence: `No chat server at ${endpoint}: ${printableName(outcome.why)}.`, code: 1 }
    case 'refused': {
      const answer = `${outcome.status} ${printableName(outcome.text)}`.trim().replace(/\.$/, '')
      return { sentence: `The server did not accept the request: ${answer}.`, code: 1 }
    }
    case 'stopped':
      return { sentence: 'Stopped. The chat is still open: --resume goes on with it.', code: 130 }
  }
}
