/** What a client is told of its chat when it reconnects: everything that was said, as far as it is not very much. */
import type { ChatEvent } from '../chat/chat-events.js'
import type { ChatRequest } from '../chat/chat-request.js'
import type { RequestedChat } from '../chat/chat.js'
import type { EventLog, Recorded, StreamName } from '../event-log/event-log.js'
import type { Instant } from '../lib/clock.js'
import { readNumbered } from './numbered-events.js'

/** Something that was said, or that another agent took over. */
export interface LineSoFar {
  readonly from: 'visitor' | 'agent' | 'next-agent'
  readonly name: string
  /** Empty when it only says who took over. */
  readonly text: string
  readonly at: Instant
  /** Its place in the chat's log. */
  readonly version: number
}

export interface ChatSoFar {
  readonly type: 'so-far'
  readonly request: ChatRequest
  /** Who is in charge; absent while nobody is. */
  readonly agentId?: string
  /** The newest {@link linesMax} lines with together at most {@link charactersMax} characters, oldest first. */
  readonly lines: readonly LineSoFar[]
  /** The place in the chat's log of the newest event the client has; 0 when it has none. */
  readonly baseVersion: number
}

/** How many lines a client is told at most, and how many UTF-16 code units; beyond that only the newest. */
export const linesMax = 500
export const charactersMax = 200_000

/** How many events are read at a time. */
const readSize = 200

const lineOf = ({ version, at, body }: Recorded<ChatEvent>, visitorName: string): LineSoFar | undefined => {
  switch (body.type) {
    case 'visitor-message':
      return { from: 'visitor', name: visitorName, text: body.text, at, version }
    case 'agent-message':
      return { from: 'agent', name: body.agentName, text: body.text, at, version }
    case 'accepted':
      return body.resumed ? { from: 'next-agent', name: body.agentName, text: '', at, version } : undefined
    default:
      return undefined
  }
}

const readLines = async (log: EventLog, stream: StreamName, chat: RequestedChat): Promise<readonly LineSoFar[]> => {
  const lines: LineSoFar[] = []
  let characters = 0
  for (let version = chat.version + 1; ;) {
    const events = (await log.readBefore(stream, version, readSize)) as readonly Recorded<ChatEvent>[]
    for (const event of events) {
      version = event.version
      const line = lineOf(event, chat.visitorName)
      if (line === undefined) continue
      characters += line.text.length
      if (lines.length === linesMax || characters > charactersMax) return lines.reverse()
      lines.push(line)
    }
    if (events.length < readSize) return lines.reverse()
  }
}

/** Reads the chat so far, for a client that has its events up to number `base`; -1 for none. */
export const readChatSoFar = async (
  log: EventLog,
  stream: StreamName,
  chat: RequestedChat,
  base: number,
): Promise<ChatSoFar> => {
  const [first] = (await log.readAfter(stream, 0, 1)) as readonly Recorded<ChatEvent>[]
  if (first?.body.type !== 'requested' && first?.body.type !== 'refused') {
    throw new Error(`The log of chat ${chat.id} does not begin with its request.`)
  }
  const [had] = base < 0 ? [] : await readNumbered(log, stream, chat, base - 1, 1)
  const lines = await readLines(log, stream, chat)
  const inCharge = chat.state === 'established' && { agentId: chat.agent.id }
  return { type: 'so-far', request: first.body.request, ...inCharge, lines, baseVersion: had?.version ?? 0 }
}
