/** Puts a chat into the shapes of those who watch it. */
import type { RequestedChat } from '../../chat/chat.js'
import { asTime } from '../as-time.js'
import type { ChatViews } from '../chat-views.js'
import { asFile } from '../file-views.js'
import { asFlagMember } from '../flag-views.js'
import { snapshotEntriesMax } from '../chats.js'
import type { ChatStanding, WatchedChat } from './messages.js'

const times = (chat: RequestedChat) => {
  if (chat.state === 'waiting' || chat.state === 'offered') return { waitingSince: asTime(chat.waitingSince) }
  const served = chat.state === 'ended' ? chat.served : chat
  return {
    ...(served && { waitingSince: asTime(served.waitingSince), establishedAt: asTime(served.establishedAt) }),
    ...(chat.state === 'ended' && { endedAt: asTime(chat.endedAt), endReason: chat.reason }),
    ...(chat.state === 'ended' && chat.endedBy && { endedBy: chat.endedBy }),
  }
}

/** Who talks along in a chat, or did at its end; nothing when nobody does. */
export const colleaguesMember = (chat: RequestedChat): Pick<ChatStanding, 'colleagues'> => {
  const held = chat.state === 'ended' ? chat.served : chat.state === 'established' ? chat : undefined
  const colleagues = (held?.joined ?? []).map(({ id, name }) => ({ id, name }))
  return colleagues.length > 0 ? { colleagues } : {}
}

export class WatchViews {
  readonly #views: ChatViews
  readonly #agentName: (organizationId: string, agentId: string) => string

  constructor(options: { views: ChatViews; agentName: (organizationId: string, agentId: string) => string }) {
    this.#views = options.views
    this.#agentName = options.agentName
  }

  /** How the chat stands. */
  standing(chat: RequestedChat): ChatStanding {
    return {
      chatId: chat.id,
      state: chat.state,
      visitorName: chat.visitorName,
      buttonId: chat.buttonId,
      buttonName: this.#views.buttonName(chat),
      ...this.#agent(chat),
      ...colleaguesMember(chat),
      ...times(chat),
      visitorAway: this.#views.isAway(chat),
      files: (chat.files ?? []).map((file) => asFile(chat, file)),
      ...(chat.state === 'established' && chat.fileRequest && { fileRequest: { fileId: chat.fileRequest.fileId } }),
      ...asFlagMember(chat),
    }
  }

  /** How it stands, with the newest entries of its transcript. */
  async watched(chat: RequestedChat): Promise<WatchedChat> {
    const page = await this.#views.entries(chat, chat.version + 1, snapshotEntriesMax)
    return { ...this.standing(chat), entries: page.entries, hasEarlier: page.hasEarlier }
  }

  #agent(chat: RequestedChat): Pick<ChatStanding, 'agent'> {
    if (chat.state === 'offered') {
      const { agentId } = chat.offer
      return { agent: { id: agentId, name: this.#agentName(chat.organizationId, agentId) } }
    }
    const served = chat.state === 'ended' ? chat.served : chat.state === 'established' ? chat : undefined
    return served ? { agent: { id: served.agent.id, name: served.agent.name } } : {}
  }
}
