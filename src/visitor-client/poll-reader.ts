/** Reads the messages of one poll into what they mean for a visitor, leaving out what was read before. Pure. */
import type { AgentFacts, AskedFile, HistoryLine, IdleLimits, Outcome, VisitorEvent } from './visitor-events.js'
import type { Live } from './visitor-state.js'
import type { PollAnswer, WireMessage } from './wire-types.js'
import { numberOf, recordOf, textOf } from './wire-types.js'

type LivePhase = Live['phase']

/** What one poll brought. */
export interface Reading {
  readonly phase: LivePhase
  /** Who is there now, if anybody. */
  readonly agent: AgentFacts | undefined
  /** The file that is asked for now, if any. */
  readonly file: AskedFile | undefined
  readonly events: readonly VisitorEvent[]
  /** Present when one of the messages was the last. */
  readonly outcome: Outcome | undefined
}

// Every server counts these. One that counts more makes the numbers below too high, so that at worst something is
// shown twice; nothing new is ever taken for old.
const numbered = new Set([
  'ChatRequestSuccess',
  'ChatRequestFail',
  'ChatEstablished',
  'ChatTransferred',
  'AgentDisconnect',
  'ChatMessage',
  'ChatEnded',
])

/** The messages of an answer without those whose number is not above `ack`. */
export const newMessages = ({ messages, sequence }: PollAnswer, ack: number): readonly WireMessage[] => {
  if (sequence === undefined) return messages
  let number = sequence
  const fresh: WireMessage[] = []
  for (const message of messages.toReversed()) {
    const counts = numbered.has(message.type)
    if (!counts || number > ack) fresh.push(message)
    if (counts) number -= 1
  }
  return fresh.reverse()
}

const idleLimitsOf = (message: Readonly<Record<string, unknown>>): IdleLimits => {
  const limits = recordOf(message, 'chasitorIdleTimeout') ?? {}
  const warningS = numberOf(limits, 'warningTime')
  const timeoutS = numberOf(limits, 'timeout')
  if (limits['isEnabled'] !== true || warningS === undefined || timeoutS === undefined) return undefined
  return { warningS, timeoutS }
}

const agentOf = (message: Readonly<Record<string, unknown>>): AgentFacts => ({
  name: textOf(message, 'name') ?? '',
  sneakPeek: message['sneakPeekEnabled'] === true,
  idle: idleLimitsOf(message),
})

const placeOf = (message: Readonly<Record<string, unknown>>, member: string) => {
  const waitS = numberOf(message, 'estimatedWaitTime')
  return { position: numberOf(message, member) ?? 0, waitS: waitS !== undefined && waitS >= 0 ? waitS : undefined }
}

const historyOf = (message: Readonly<Record<string, unknown>>): readonly HistoryLine[] => {
  const lines = message['chatMessages']
  if (!Array.isArray(lines)) return []
  return (lines as unknown[]).flatMap((line) => {
    if (typeof line !== 'object' || line === null) return []
    const record = line as Record<string, unknown>
    const type = textOf(record, 'type')
    const from = type === 'Agent' ? 'agent' : type === 'Chasitor' ? 'visitor' : 'other'
    return [{ from, name: textOf(record, 'name') ?? '', text: textOf(record, 'content') ?? '' }]
  })
}

const fileEventOf = (message: Readonly<Record<string, unknown>>): VisitorEvent | undefined => {
  const url = textOf(message, 'uploadServletUrl')
  const token = textOf(message, 'fileToken')
  switch (textOf(message, 'type')) {
    case 'Requested':
      return url === undefined || token === undefined ? undefined : { type: 'file-asked', file: { url, token } }
    case 'Success':
      return { type: 'file-over', how: 'received' }
    case 'Failure':
      return { type: 'file-over', how: 'failed' }
    case 'Canceled':
      return { type: 'file-over', how: 'cancelled' }
    default:
      return undefined
  }
}

const eventOf = ({ type, message }: WireMessage): VisitorEvent | undefined => {
  switch (type) {
    case 'ChatRequestSuccess':
      return { type: 'requested', ...placeOf(message, 'queuePosition') }
    case 'QueueUpdate':
      return { type: 'queue', ...placeOf(message, 'position') }
    case 'ChatEstablished':
      return { type: 'established', agent: agentOf(message) }
    case 'ChatTransferred':
      return { type: 'transferred', agent: agentOf(message) }
    case 'TransferToButtonInitiated':
      return { type: 'transferring' }
    case 'ChatMessage':
      return { type: 'message', from: textOf(message, 'name') ?? '', text: textOf(message, 'text') ?? '' }
    case 'AgentTyping':
    case 'AgentNotTyping':
      return { type: 'typing', from: textOf(message, 'name') ?? '', on: type === 'AgentTyping' }
    case 'AgentDisconnect':
      return { type: 'agent-disconnected' }
    case 'ChasitorSessionData':
      return { type: 'history', lines: historyOf(message) }
    case 'FileTransfer':
      return fileEventOf(message)
    case 'ChatEnded':
    case 'ChatRequestFail':
      return undefined
    default:
      return { type: 'other', name: type, message }
  }
}

const phaseAfter = (type: string, phase: LivePhase): LivePhase => {
  if (type === 'ChatEstablished' || type === 'ChatTransferred') return 'chatting'
  if (type === 'ChatRequestSuccess' || type === 'TransferToButtonInitiated') return 'waiting'
  return phase
}

const outcomeOf = ({ type, message }: WireMessage): Outcome | undefined => {
  if (type === 'ChatEnded') return { kind: 'ended', reason: textOf(message, 'reason') ?? 'unknown' }
  if (type === 'ChatRequestFail') return { kind: 'failed', reason: textOf(message, 'reason') ?? 'Unknown' }
  return undefined
}

/** The file that is asked for after an event. Who asked must still be there. */
const fileAfter = (event: VisitorEvent, file: AskedFile | undefined): AskedFile | undefined => {
  switch (event.type) {
    case 'file-asked':
      return event.file
    case 'file-over':
    case 'agent-disconnected':
    case 'transferring':
    case 'transferred':
      return undefined
    default:
      return file
  }
}

/** Reads an answer for a visitor who has received everything up to `ack`. What follows the last message is left out. */
export const readMessages = (answer: PollAnswer, visitor: Pick<Live, 'phase' | 'agent' | 'file' | 'ack'>): Reading => {
  let { phase, agent, file } = visitor
  const events: VisitorEvent[] = []
  for (const message of newMessages(answer, visitor.ack)) {
    const outcome = outcomeOf(message)
    if (outcome !== undefined) return { phase, agent, file, events, outcome }
    phase = phaseAfter(message.type, phase)
    const event = eventOf(message)
    if (event === undefined) continue
    if (event.type === 'established' || event.type === 'transferred') agent = event.agent
    if (event.type === 'transferring') agent = undefined
    file = fileAfter(event, file)
    events.push(event)
  }
  return { phase, agent, file, events, outcome: undefined }
}
