/** Puts chats, offers and messages into the shapes of the agents' API. */
import type { EstablishedChat, OfferedChat, RequestedChat, WaitingChat } from '../chat/chat.js'
import { chatRef, type ChatService } from '../chat/chat-service.js'
import type { Setup, SetupObject } from '../setup/setup.js'
import { asTime } from './as-time.js'
import { asEntry, asMessage } from './entry-views.js'
import { asFlagMember } from './flag-views.js'
import { asFile } from './file-views.js'
import { asVisitorFacts } from './visitor-fact-views.js'
import { snapshotEntriesMax, type Agent, type Chat, type EntryPage, type MessagePage, type Offer } from './messages.js'

export class ChatViews {
  readonly #chats: ChatService
  readonly #setup: Setup
  readonly #isAway: (sessionId: string) => boolean

  constructor(options: { chats: ChatService; setup: Setup; isAway: (sessionId: string) => boolean }) {
    this.#chats = options.chats
    this.#setup = options.setup
    this.#isAway = options.isAway
  }

  /** `capacity` is what counts, whether it is the agent’s own or their configuration’s. */
  agent({ id, organizationId, username, name, role }: SetupObject<'agent'>): Agent {
    return { id, organizationId, username, name, role, capacity: this.#setup.capacityOf(organizationId, id) }
  }

  /** Whether the visitor has not been heard of for a while. */
  isAway({ sessionId }: RequestedChat): boolean {
    return this.#isAway(sessionId)
  }

  /** A chat that an agent may take: offered to them alone, or listed to several. */
  offer(chat: OfferedChat | WaitingChat): Offer {
    return {
      chatId: chat.id,
      visitorName: chat.visitorName,
      buttonId: chat.buttonId,
      buttonName: this.buttonName(chat),
      waitingSince: asTime(chat.waitingSince),
      ...(chat.state === 'offered' && { expiresAt: asTime(chat.offer.expiresAt) }),
    }
  }

  /** The chat with the newest entries of its transcript; for a chat that ended, as it was. */
  async chat(chat: RequestedChat, since: Pick<EstablishedChat, 'waitingSince' | 'establishedAt'>): Promise<Chat> {
    const ref = chatRef(chat.organizationId, chat.id)
    const [request, page] = await Promise.all([
      this.#chats.request(ref),
      this.entries(chat, chat.version + 1, snapshotEntriesMax),
    ])
    return {
      chatId: chat.id,
      state: chat.state === 'ended' ? 'ended' : 'established',
      visitorName: chat.visitorName,
      buttonId: chat.buttonId,
      buttonName: this.buttonName(chat),
      waitingSince: asTime(since.waitingSince),
      establishedAt: asTime(since.establishedAt),
      visitorAway: this.isAway(chat),
      language: request?.language ?? '',
      userAgent: request?.userAgent ?? '',
      ...asVisitorFacts(request),
      details: (request?.details ?? [])
        .filter(({ displayToAgent }) => displayToAgent)
        .map(({ label, value }) => ({ label, value })),
      entries: page.entries,
      hasEarlier: page.hasEarlier,
      files: (chat.files ?? []).map((file) => asFile(chat, file)),
      ...(chat.state === 'established' && chat.fileRequest && { fileRequest: { fileId: chat.fileRequest.fileId } }),
      ...asFlagMember(chat),
    }
  }

  /** The newest messages numbered below `before`, oldest first. */
  async messages(chat: RequestedChat, before: number, limit: number): Promise<MessagePage> {
    const page = await this.#chats.messagesBefore(chatRef(chat.organizationId, chat.id), before, limit)
    return { messages: page.entries.map((message) => asMessage(chat, message)), hasEarlier: page.hasEarlier }
  }

  /** The newest entries numbered below `before`, oldest first. */
  async entries(chat: RequestedChat, before: number, limit: number): Promise<EntryPage> {
    const page = await this.#chats.entriesBefore(chatRef(chat.organizationId, chat.id), before, limit)
    return { entries: page.entries.map((entry) => asEntry(chat, entry)), hasEarlier: page.hasEarlier }
  }

  /** What the chat's button is called; its id when it is there no more. */
  buttonName({ organizationId, buttonId }: RequestedChat): string {
    return this.#setup.button(organizationId, buttonId)?.name ?? buttonId
  }
}
