/**
 * What the agent is told of events: shown, or only spoken where it is seen anyhow, and some of it with a sound. It
 * changes nothing, and looks at the desk as it was before the event.
 */
import type { ReadonlySignal } from '@preact/signals'
import type { Message } from '../../../src/agent-api/entries.js'
import type { ReceivedFile } from '../../../src/agent-api/files.js'
import type { Chat } from '../../../src/agent-api/chats.js'
import type { AgentEvents, Snapshot } from '../../../src/agent-api/messages.js'
import type { Offer } from '../../../src/agent-api/offers.js'
import type { Presence, PresenceStatus } from '../../../src/agent-api/presence.js'
import type { ChatEnd } from './chat-end.js'
import { tidingOf, type ToldEvent } from './chat-tidings.js'
import type { Notices } from './notices.js'
import type { Reading } from './reading.js'
import { isNews } from './unread.js'

export interface DeskNewsOptions {
  snapshot: ReadonlySignal<Snapshot>
  reading: Reading
  pageVisible: ReadonlySignal<boolean>
  notices: Notices
  /** The status chosen at this page that the server has not confirmed yet. */
  chosenStatus: () => PresenceStatus | undefined
  /** Whether the flag of a chat was taken down at this page; says yes once. */
  takeLoweredHere: (chatId: string) => boolean
  /** Called for each new request, and for each visitor who was lost, where the configuration wants a sound. */
  onRequest: () => void
  onLost: () => void
}

export interface DeskNews {
  offered(offer: Offer): void
  withdrawn(event: AgentEvents['offer-withdrawn']): void
  message(message: Message): void
  /** The server did not take what the agent wrote. */
  messageRefused(chatId: string): void
  file(file: ReceivedFile): void
  noFile(event: AgentEvents['file-cancelled' | 'file-failed']): void
  tiding(event: ToldEvent): void
  /** `asked`: the agent ended it at this page. */
  ended(chat: Chat, end: ChatEnd, asked: boolean): void
  presence(next: Presence): void
}

export function createDeskNews(options: DeskNewsOptions): DeskNews {
  const { snapshot, reading, pageVisible, notices, chosenStatus, takeLoweredHere, onRequest, onLost } = options
  const chatOf = (chatId: string): Chat | undefined => snapshot.value.chats.find((chat) => chat.chatId === chatId)

  /** What comes in where the agent looks, the chat itself tells. */
  const isSeen = (chatId: string): boolean => reading.selected.value === chatId && pageVisible.value
  const isSeenInLog = (chatId: string): boolean => isSeen(chatId) && reading.atNewest.value

  return {
    offered({ chatId, visitorName, buttonName, handover }) {
      notices.speak({ what: 'new-request', chatId, visitorName, buttonName, ...(handover && { handover }) })
      if (snapshot.value.configuration.requestSound) onRequest()
    },
    withdrawn({ chatId, reason }) {
      const offer = snapshot.value.offers.find((other) => other.chatId === chatId)
      if (!offer) return
      const { visitorName } = offer
      if (reason === 'timed-out') notices.show({ what: 'request-timed-out', visitorName })
      else if (reason === 'visitor-left') notices.show({ what: 'visitor-left', visitorName })
    },
    message(message) {
      const { chatId, from, name } = message
      const visitorName = chatOf(chatId)?.visitorName
      if (visitorName === undefined || isSeenInLog(chatId) || !isNews(message, snapshot.value.agent.id)) return
      if (from === 'visitor') notices.speak({ what: 'new-message', chatId, visitorName })
      else notices.speak({ what: 'colleague-message', chatId, visitorName, name })
    },
    messageRefused(chatId) {
      const visitorName = chatOf(chatId)?.visitorName
      if (visitorName !== undefined && !isSeenInLog(chatId))
        notices.show({ what: 'message-refused', chatId, visitorName })
    },
    file({ chatId, name }) {
      const visitorName = chatOf(chatId)?.visitorName
      if (visitorName !== undefined && !isSeenInLog(chatId))
        notices.speak({ what: 'new-file', chatId, visitorName, fileName: name })
    },
    noFile(event) {
      const visitorName = chatOf(event.chatId)?.visitorName
      if (visitorName === undefined) return
      if ('reason' in event) notices.show({ what: 'file-failed', visitorName, reason: event.reason })
      else if (event.by === 'visitor') notices.show({ what: 'file-refused', visitorName })
    },
    tiding(event) {
      const { chatId } = event.data
      const chat = chatOf(chatId)
      // A bar in the chat says the same, and is spoken.
      if (event.name === 'critical-wait' && isSeen(chatId)) return
      const fact = chat && tidingOf(event, chat, snapshot.value.agent.id, () => takeLoweredHere(chatId))
      if (fact) notices.show(fact)
    },
    ended({ visitorName }, end, asked) {
      if (!asked) notices.speak({ what: 'chat-ended', visitorName, ...end })
      if (end.reason === 'visitor-lost' && snapshot.value.configuration.disconnectSound) onLost()
    },
    /**
     * A supervisor chose another status for the agent; or who was not connected for too long is offline when they come
     * back. Neither may be seen where it is shown.
     */
    presence({ status, by }) {
      const before = snapshot.value.presence
      if (by && (by.agentId !== before.by?.agentId || status !== before.status)) {
        return notices.show({ what: 'status-set', status, name: by.name })
      }
      if (status !== 'offline' || before.status === 'offline' || chosenStatus() === 'offline') return
      notices.show({ what: 'now-offline' })
    },
  }
}
