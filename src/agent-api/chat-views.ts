/** Puts chats, offers and messages into the shapes of the agents' API. */
import type { EstablishedChat, OfferedChat, RequestedChat, WaitingChat } from '../chat/chat.js'
import { chatRef, type ChatService } from '../chat/chat-service.js'
import { rightsOf, targetName } from '../routing/handover-targets.js'
import type { Setup, SetupObject } from '../setup/setup.js'
import { asBy, asChatAgent } from './agent-views.js'
import { asTime } from './as-time.js'
import { asEntry, asMessage } from './entry-views.js'
import { asFlagMember } from './flag-views.js'
import { asFile } from './file-views.js'
import { asVisitorFacts } from './visitor-fact-views.js'
import type { Handover, OfferedHandover } from './handovers.js'
import { snapshotEntriesMax, type Chat, type EntryPage, type MessagePage } from './chats.js'
import type { Agent } from './logging-in.js'
import type { OwnConfiguration } from './messages.js'
import type { Offer } from './offers.js'

const noted = (note: string | undefined) => (note === undefined ? {} : { note })

/** How a chat stands, or stood, for the agents who have it; for who gave it away, as it was before. */
export type HeldPart = Pick<EstablishedChat, 'agent' | 'joined' | 'waitingSince' | 'establishedAt'> & {
  readonly buttonId?: string
}

/** What is known of a chat for its members; `undefined` for one that nobody has or had. */
export const heldPart = (chat: RequestedChat): HeldPart | undefined => {
  if (chat.state === 'established') return chat
  return chat.state === 'ended' ? chat.served : chat.back
}

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

  /** What the agent's configuration says to themselves. */
  configuration({ organizationId, id }: SetupObject<'agent'>): OwnConfiguration {
    const rights = rightsOf(this.#setup, organizationId, id)
    return {
      transferToAgents: rights.transferToAgents,
      transferToSkills: rights.transferToSkills,
      transferToButtons: rights.transferToButtons,
      conferencing: rights.conferencing,
      assistanceFlag: rights.assistanceFlag,
      visitorBlocking: rights.visitorBlocking,
      fileTransfer: rights.fileTransfer,
      sneakPeek: rights.sneakPeek,
      requestSound: rights.requestSound,
      disconnectSound: rights.disconnectSound,
      notifications: rights.notifications,
      supervisorStatusFilter: rights.supervisorStatusFilter,
      supervisorButtonFilterId: rights.supervisorButtonFilterId,
      supervisorSkillFilterId: rights.supervisorSkillFilterId,
    }
  }

  /** Whether an agent may see what visitors are about to say. */
  showsUnsent(organizationId: string, agentId: string): boolean {
    return rightsOf(this.#setup, organizationId, agentId).sneakPeek
  }

  /** Whether the visitor has not been heard of for a while. */
  isAway({ sessionId }: RequestedChat): boolean {
    return this.#isAway(sessionId)
  }

  /** A chat as whoever may take or join it sees it: offered to them, listed to several, or asked about by an agent. */
  offer(chat: OfferedChat | WaitingChat | EstablishedChat): Offer {
    const question = chat.state === 'established' ? chat.question : undefined
    const until = chat.state === 'offered' ? chat.offer.expiresAt : question?.expiresAt
    const handover = this.#offeredHandover(chat)
    const offer = chat.state === 'offered' ? chat.offer : undefined
    const back = chat.state === 'established' ? undefined : chat.back
    return {
      chatId: chat.id,
      visitorName: chat.visitorName,
      buttonId: chat.buttonId,
      buttonName: this.buttonName(chat),
      waitingSince: asTime(question?.askedAt ?? chat.waitingSince),
      ...(until !== undefined && { expiresAt: asTime(until) }),
      ...(handover && { handover }),
      ...asBy(offer?.supervisor ?? question?.supervisor ?? back?.supervisor),
      ...noted(offer?.note),
    }
  }

  /** The hand-over that is under way in a chat, as its members see it. */
  handover(chat: RequestedChat): Handover | undefined {
    if (chat.state === 'ended') return undefined
    if (chat.state === 'established') {
      const { question } = chat
      if (question === undefined) return undefined
      const { handover: type, toAgentId: id, expiresAt, note, supervisor } = question
      const name = this.#setup.agent(chat.organizationId, id)?.name ?? id
      const to = { type: 'agent', id, name } as const
      return { type, to, expiresAt: asTime(expiresAt), ...noted(note), ...asBy(supervisor) }
    }
    if (chat.back === undefined) return undefined
    const { target, expiresAt, note, supervisor } = chat.back
    const name = targetName(this.#setup, chat.organizationId, target) ?? target.id
    const to = { ...target, name }
    return { type: 'transfer', to, expiresAt: asTime(expiresAt), ...noted(note), ...asBy(supervisor) }
  }

  #offeredHandover(chat: OfferedChat | WaitingChat | EstablishedChat): OfferedHandover | undefined {
    if (chat.state === 'established') {
      const { question, agent } = chat
      return question && { type: question.handover, from: asChatAgent(agent), ...noted(question.note) }
    }
    return chat.back && { type: 'transfer', from: asChatAgent(chat.back.agent), ...noted(chat.back.note) }
  }

  /** The chat with the newest entries of its transcript; for a chat that ended, as it was. */
  async chat(chat: RequestedChat, held: HeldPart): Promise<Chat> {
    const handover = this.handover(chat)
    const buttonId = held.buttonId ?? chat.buttonId
    const ref = chatRef(chat.organizationId, chat.id)
    const [request, page] = await Promise.all([
      this.#chats.request(ref),
      this.entries(chat, chat.version + 1, snapshotEntriesMax),
    ])
    return {
      chatId: chat.id,
      state: chat.state === 'ended' ? 'ended' : 'established',
      visitorName: chat.visitorName,
      buttonId,
      buttonName: this.buttonName({ ...chat, buttonId }),
      waitingSince: asTime(held.waitingSince),
      establishedAt: asTime(held.establishedAt),
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
      ...(chat.state === 'established' && chat.isCritical && { criticalWait: true }),
      agents: [held.agent, ...(held.joined ?? [])].map(asChatAgent),
      ...(handover && { handover }),
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
  buttonName({ organizationId, buttonId }: Pick<RequestedChat, 'organizationId' | 'buttonId'>): string {
    return this.#setup.button(organizationId, buttonId)?.name ?? buttonId
  }
}
