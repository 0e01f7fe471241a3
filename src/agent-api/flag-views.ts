import type { RequestedChat } from '../chat/chat.js'
import { asTime } from './as-time.js'
import type { Flag } from './chats.js'
import type { AgentEvents } from './messages.js'

/** The flag of a chat as a member of its view; nothing while no help is asked for. */
export const asFlagMember = (chat: RequestedChat): { flag?: Flag } =>
  chat.state === 'established' && chat.flag
    ? { flag: { text: chat.flag.text, raisedAt: asTime(chat.flag.raisedAt) } }
    : {}

/** The flag of a chat as the event stream tells of it. */
export const asFlag = (chat: RequestedChat): AgentEvents['flag'] => ({ chatId: chat.id, ...asFlagMember(chat) })
