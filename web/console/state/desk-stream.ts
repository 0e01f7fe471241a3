/**
 * What the event stream does to the desk. The snapshot goes through the reducer; beside it this keeps what a snapshot
 * does not hold: chats that ended and are not put away yet, and whatever the other modules make of an event.
 */
import { batch, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { Message } from '../../../src/agent-api/entries.js'
import type { Chat } from '../../../src/agent-api/chats.js'
import type { AgentEventName, AgentEvents, Snapshot } from '../../../src/agent-api/messages.js'
import { applyAgentEvent } from './apply-event.js'
import { chatEnd, type ChatEnd } from './chat-end.js'
import type { EndedChat } from './chat-entries.js'
import type { DeskNews } from './desk-news.js'
import type { Focus } from './focus.js'
import type { Reading } from './reading.js'
import type { Requests } from './requests.js'
import type { Transcripts } from './transcripts.js'
import type { VisitorSigns } from './visitor-signs.js'

/** How many ended chats stay on the desk; the oldest are put away for the agent, but for the one they are in. */
export const endedChatsMax = 50

export interface DeskStreamOptions {
  /** The server's time, milliseconds since 1970. */
  now: ReadonlySignal<number>
  transcripts: Transcripts
  reading: Reading
  requests: Requests
  signs: VisitorSigns
  focus: Focus
  news: DeskNews
  /** Called with each snapshot after the first. */
  onSnapshot: () => void
  /** Called when chats have left the desk, with those that remain. */
  onChatsLeft: (remaining: ReadonlySet<string>) => void
}

export interface DeskStream {
  readonly ended: ReadonlySignal<readonly EndedChat[]>
  /** The chats whose end this page has asked for. */
  readonly ending: ReadonlySignal<ReadonlySet<string>>
  apply<Name extends AgentEventName>(name: Name, data: AgentEvents[Name]): void
  setEnding(chatId: string, ending: boolean): void
  /** Puts an ended chat away. */
  close(chatId: string): void
}

/** The desk's stream from its first snapshot on; it alone changes that. */
export function createDeskStream(snapshot: Signal<Snapshot>, options: DeskStreamOptions): DeskStream {
  const { now, transcripts, reading, requests, signs, focus, news, onChatsLeft } = options
  const ended = signal<readonly EndedChat[]>([])
  const ending = signal<ReadonlySet<string>>(new Set())

  const setEnding = (chatId: string, is: boolean): void => {
    const others = [...ending.value].filter((other) => other !== chatId)
    ending.value = new Set(is ? [...others, chatId] : others)
  }

  /** Lets go of everything that belongs to chats no longer on the desk. */
  const tidy = (): void => {
    const chats = [...snapshot.value.chats, ...ended.value.map(({ chat }) => chat)]
    const remaining = new Set(chats.map(({ chatId }) => chatId))
    transcripts.keepOnly(remaining)
    reading.keepOnly(remaining)
    if (reading.selected.value !== undefined && !remaining.has(reading.selected.value)) reading.select(undefined)
    onChatsLeft(remaining)
  }

  const chatOf = (chatId: string): Chat | undefined => snapshot.value.chats.find((chat) => chat.chatId === chatId)

  const turnTo = (chatId: string): void => {
    reading.select(chatId)
    focus.ask('composer')
  }

  const isSelected = ({ chat: { chatId } }: EndedChat): boolean => reading.selected.value === chatId

  const setAway = (chatId: string, visitorAway: boolean): void => {
    const { chats } = snapshot.value
    if (!chats.some((chat) => chat.chatId === chatId && chat.visitorAway !== visitorAway)) return
    snapshot.value = {
      ...snapshot.value,
      chats: chats.map((chat) => (chat.chatId === chatId ? { ...chat, visitorAway } : chat)),
    }
  }

  const noteEnd = (chatId: string, endOf: (chat: Chat) => ChatEnd): void => {
    const chat = chatOf(chatId)
    if (!chat) return
    const end = endOf(chat)
    const asked = ending.value.has(chatId)
    const others = without(ended.value, chatId)
    const oldest = others.length < endedChatsMax ? undefined : others.find((one) => !isSelected(one))
    ended.value = [...others.filter((one) => one !== oldest), { chat, ...end, at: now.peek() }]
    setEnding(chatId, false)
    signs.clear(chatId)
    if (reading.selected.value === chatId) focus.ask(asked ? 'close-chat' : 'ended')
    news.ended(chat, end, asked)
  }

  const takeMessage = (message: Message): void => {
    transcripts.add(message)
    if (message.from === 'visitor') {
      signs.clear(message.chatId)
      setAway(message.chatId, false)
    }
    news.message(message)
  }

  const adopt = (next: Snapshot): void => {
    const open = new Set(next.chats.map(({ chatId }) => chatId))
    for (const { chatId } of snapshot.value.chats) if (!open.has(chatId)) noteEnd(chatId, () => ({ reason: 'unknown' }))
    ended.value = ended.value.filter(({ chat }) => !open.has(chat.chatId))
    news.presence(next.presence)
    const known = new Set(snapshot.value.offers.map(({ chatId }) => chatId))
    snapshot.value = next
    transcripts.newest(next.chats)
    requests.reset()
    signs.clearAll()
    for (const { chatId } of next.chats) if (requests.takeAcceptedHere(chatId)) turnTo(chatId)
    for (const offer of next.offers) if (!known.has(offer.chatId)) news.offered(offer)
    tidy()
    options.onSnapshot()
  }

  const handle = (event: AgentEvent): void => {
    switch (event.name) {
      case 'snapshot':
        return adopt(event.data)
      case 'offer':
        requests.gone(event.data.chatId)
        if (!snapshot.value.offers.some(({ chatId }) => chatId === event.data.chatId)) news.offered(event.data)
        break
      case 'offer-withdrawn':
        requests.gone(event.data.chatId)
        news.withdrawn(event.data)
        break
      case 'chat-established':
        requests.gone(event.data.chatId)
        ended.value = without(ended.value, event.data.chatId)
        transcripts.newest([event.data])
        if (requests.takeAcceptedHere(event.data.chatId)) turnTo(event.data.chatId)
        break
      case 'message':
        takeMessage(event.data)
        break
      case 'custom-event':
      case 'rich-message':
      case 'visitor-pick':
      case 'idle-warning':
      case 'page-visited':
      case 'rules-triggered':
      case 'whisper':
        transcripts.add(event.data)
        break
      case 'file-requested':
      case 'critical-wait-cleared':
        break
      case 'flag':
      case 'critical-wait':
      case 'handover-offered':
      case 'handover-ended':
      case 'chat-transferred':
      case 'agent-joined':
      case 'agent-left':
        news.tiding(event)
        break
      case 'file-received':
        setAway(event.data.chatId, false)
        news.file(event.data)
        break
      case 'file-cancelled':
      case 'file-failed':
        news.noFile(event.data)
        break
      case 'chat-ended':
        noteEnd(event.data.chatId, (chat) => chatEnd(chat, event.data, snapshot.value.agent.id))
        tidy()
        break
      case 'visitor-typing':
        signs.typing(event.data)
        break
      case 'visitor-away':
      case 'visitor-back':
        setAway(event.data.chatId, event.name === 'visitor-away')
        break
      case 'presence':
        news.presence(event.data)
        break
    }
    snapshot.value = applyAgentEvent(snapshot.value, event.name, event.data)
  }

  transcripts.newest(snapshot.value.chats)
  tidy()

  return {
    ended,
    ending,
    setEnding,
    apply: (name, data) => batch(() => handle({ name, data } as AgentEvent)),
    close(chatId) {
      ended.value = without(ended.value, chatId)
      tidy()
    },
  }
}

type AgentEvent = { [Name in AgentEventName]: { name: Name; data: AgentEvents[Name] } }[AgentEventName]

function without(ended: readonly EndedChat[], chatId: string): readonly EndedChat[] {
  return ended.filter(({ chat }) => chat.chatId !== chatId)
}
