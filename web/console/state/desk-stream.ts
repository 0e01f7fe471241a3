/**
 * What the event stream does to the desk. The snapshot goes through the reducer; beside it this keeps what a snapshot
 * does not hold: chats that ended and are not put away yet, and whatever the other modules make of an event.
 */
import { batch, signal, type ReadonlySignal } from '@preact/signals'
import type { Message } from '../../../src/agent-api/entries.js'
import type { ReceivedFile } from '../../../src/agent-api/files.js'
import type {
  AgentEventName,
  AgentEvents,
  Chat,
  Offer,
  Presence,
  PresenceStatus,
  Snapshot,
} from '../../../src/agent-api/messages.js'
import { applyAgentEvent } from './apply-event.js'
import type { EndedChat } from './chat-entries.js'
import { tidingOf, type ToldEvent } from './chat-tidings.js'
import type { Focus } from './focus.js'
import type { Notices } from './notices.js'
import type { Reading } from './reading.js'
import type { Requests } from './requests.js'
import type { Transcripts } from './transcripts.js'
import { isNews } from './unread.js'
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
  notices: Notices
  /** The status chosen at this page that the server has not confirmed yet. */
  chosenStatus: () => PresenceStatus | undefined
  /** Whether the flag of a chat was taken down at this page; says yes once. */
  takeLoweredHere: (chatId: string) => boolean
  pageVisible: ReadonlySignal<boolean>
  /** Called with each snapshot after the first. */
  onSnapshot: () => void
  /** Called for each new request, and for each visitor who was lost, where the configuration wants a sound. */
  onRequest: () => void
  onLost: () => void
  /** Called when chats have left the desk, with those that remain. */
  onChatsLeft: (remaining: ReadonlySet<string>) => void
}

export interface DeskStream {
  readonly snapshot: ReadonlySignal<Snapshot>
  readonly ended: ReadonlySignal<readonly EndedChat[]>
  /** The chats whose end this page has asked for. */
  readonly ending: ReadonlySignal<ReadonlySet<string>>
  apply<Name extends AgentEventName>(name: Name, data: AgentEvents[Name]): void
  setEnding(chatId: string, ending: boolean): void
  /** Puts an ended chat away. */
  close(chatId: string): void
}

/** The desk's stream from its first snapshot on. */
export function createDeskStream(first: Snapshot, options: DeskStreamOptions): DeskStream {
  const { now, transcripts, reading, requests, signs, focus, notices, chosenStatus, onChatsLeft } = options
  const snapshot = signal(first)
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

  const announce = ({ chatId, visitorName, buttonName, handover }: Offer): void => {
    notices.speak({ what: 'new-request', chatId, visitorName, buttonName, ...(handover && { handover }) })
    if (snapshot.value.configuration.requestSound) options.onRequest()
  }

  const chatOf = (chatId: string): Chat | undefined => snapshot.value.chats.find((chat) => chat.chatId === chatId)

  /** What comes in where the agent looks, the chat's own log speaks. */
  const isOnScreen = (chatId: string): boolean =>
    reading.selected.value === chatId && options.pageVisible.value && reading.atNewest.value

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

  const noteEnd = (chatId: string, reason: EndedChat['reason'], colleague?: string): void => {
    const chat = chatOf(chatId)
    if (!chat) return
    const asked = ending.value.has(chatId)
    const others = without(ended.value, chatId)
    const oldest = others.length < endedChatsMax ? undefined : others.find((one) => !isSelected(one))
    ended.value = [
      ...others.filter((one) => one !== oldest),
      { chat, reason, at: now.peek(), ...(colleague !== undefined && { colleague }) },
    ]
    setEnding(chatId, false)
    signs.clear(chatId)
    if (reading.selected.value === chatId) focus.ask(asked ? 'close-chat' : 'ended')
    if (!asked) notices.speak({ what: 'chat-ended', visitorName: chat.visitorName, reason, colleague })
    if (reason === 'visitor-lost' && snapshot.value.configuration.disconnectSound) options.onLost()
  }

  const noteMessage = (message: Message): void => {
    const { chatId, from, name } = message
    transcripts.add(message)
    if (from === 'visitor') {
      signs.clear(chatId)
      setAway(chatId, false)
    }
    const visitorName = chatOf(chatId)?.visitorName
    if (visitorName === undefined || isOnScreen(chatId) || !isNews(message, snapshot.value.agent.id)) return
    if (from === 'visitor') notices.speak({ what: 'new-message', chatId, visitorName })
    else notices.speak({ what: 'colleague-message', chatId, visitorName, name })
  }

  const noteFile = ({ chatId, name }: ReceivedFile): void => {
    setAway(chatId, false)
    const visitorName = chatOf(chatId)?.visitorName
    if (visitorName !== undefined && !isOnScreen(chatId)) {
      notices.speak({ what: 'new-file', chatId, visitorName, fileName: name })
    }
  }

  const noteNoFile = (event: AgentEvents['file-cancelled' | 'file-failed']): void => {
    const visitorName = chatOf(event.chatId)?.visitorName
    if (visitorName === undefined) return
    if ('reason' in event) notices.show({ what: 'file-failed', visitorName, reason: event.reason })
    else if (event.by === 'visitor') notices.show({ what: 'file-refused', visitorName })
  }

  const noteWithdrawn = ({ chatId, reason }: AgentEvents['offer-withdrawn']): void => {
    requests.gone(chatId)
    const offer = snapshot.value.offers.find((other) => other.chatId === chatId)
    if (!offer) return
    const { visitorName } = offer
    if (reason === 'timed-out') notices.show({ what: 'request-timed-out', visitorName })
    else if (reason === 'visitor-left') notices.show({ what: 'visitor-left', visitorName })
  }

  const noteTiding = (event: ToldEvent): void => {
    const { chatId } = event.data
    const chat = chatOf(chatId)
    const agentId = snapshot.value.agent.id
    const fact = chat && tidingOf(event, chat, agentId, () => options.takeLoweredHere(chatId))
    if (fact) notices.show(fact)
  }

  /**
   * A supervisor chose another status for the agent; or who was not connected for too long is offline when they come back.
   * Neither may be seen where it is shown.
   */
  const notePresence = ({ status, by }: Presence): void => {
    const before = snapshot.value.presence
    if (by && (by.agentId !== before.by?.agentId || status !== before.status)) {
      return notices.show({ what: 'status-set', status, name: by.name })
    }
    if (status !== 'offline' || before.status === 'offline' || chosenStatus() === 'offline') return
    notices.show({ what: 'now-offline' })
  }

  const adopt = (next: Snapshot): void => {
    const open = new Set(next.chats.map(({ chatId }) => chatId))
    for (const { chatId } of snapshot.value.chats) if (!open.has(chatId)) noteEnd(chatId, 'unknown')
    ended.value = ended.value.filter(({ chat }) => !open.has(chat.chatId))
    notePresence(next.presence)
    const known = new Set(snapshot.value.offers.map(({ chatId }) => chatId))
    snapshot.value = next
    transcripts.newest(next.chats)
    requests.reset()
    signs.clearAll()
    for (const { chatId } of next.chats) if (requests.takeAcceptedHere(chatId)) turnTo(chatId)
    for (const offer of next.offers) if (!known.has(offer.chatId)) announce(offer)
    tidy()
    options.onSnapshot()
  }

  const handle = (event: AgentEvent): void => {
    switch (event.name) {
      case 'snapshot':
        return adopt(event.data)
      case 'offer':
        requests.gone(event.data.chatId)
        if (!snapshot.value.offers.some(({ chatId }) => chatId === event.data.chatId)) announce(event.data)
        break
      case 'offer-withdrawn':
        noteWithdrawn(event.data)
        break
      case 'chat-established':
        requests.gone(event.data.chatId)
        ended.value = without(ended.value, event.data.chatId)
        transcripts.newest([event.data])
        if (requests.takeAcceptedHere(event.data.chatId)) turnTo(event.data.chatId)
        break
      case 'message':
        noteMessage(event.data)
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
        noteTiding(event)
        break
      case 'file-received':
        noteFile(event.data)
        break
      case 'file-cancelled':
      case 'file-failed':
        noteNoFile(event.data)
        break
      case 'chat-ended':
        noteEnd(event.data.chatId, event.data.reason, (event.data.successor ?? event.data.by)?.name)
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
        notePresence(event.data)
        break
    }
    snapshot.value = applyAgentEvent(snapshot.value, event.name, event.data)
  }

  transcripts.newest(first.chats)
  tidy()

  return {
    snapshot,
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
