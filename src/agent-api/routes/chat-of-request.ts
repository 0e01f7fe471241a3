/** Which chat a call is about, and whether it is the agent's. */
import { Type } from 'typebox'
import { chatRef, type ChatRef, type ChatService } from '../../chat/chat-service.js'
import { membersOf, type Chat, type RequestedChat } from '../../chat/chat.js'
import { hadPart } from '../../chat/requirements.js'
import type { SetupObject } from '../../setup/setup.js'
import { heldPart } from '../chat-views.js'
import { isOfTheirVisitor } from '../past/past-rights.js'
import { ProblemError } from '../problems.js'
import type { AgentServices } from '../services.js'

/** The path of everything below one chat. */
export const ChatPath = Type.Object({ chatId: Type.String({ maxLength: 64 }) })

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * A chat of the agent's organization as it is known here, if there is one by this id: enough for whatever decides anew when
 * the log holds more. Throws a 404.
 */
export const chatNamed = (
  chats: ChatService,
  agent: SetupObject<'agent'>,
  chatId: string,
): Promise<{ ref: ChatRef; chat: RequestedChat }> => found(agent, chatId, (ref) => chats.read(ref))

/** The same, with the chat as the log has it now: for what is answered with, or allowed because of, how it stands. */
export const chatNow = (
  chats: ChatService,
  agent: SetupObject<'agent'>,
  chatId: string,
): Promise<{ ref: ChatRef; chat: RequestedChat }> => found(agent, chatId, (ref) => chats.readNow(ref))

const found = async (
  agent: SetupObject<'agent'>,
  chatId: string,
  read: (ref: ChatRef) => Promise<Chat>,
): Promise<{ ref: ChatRef; chat: RequestedChat }> => {
  const ref = chatRef(agent.organizationId, chatId)
  const chat = uuid.test(chatId) ? await read(ref) : undefined
  if (chat === undefined || chat.state === 'unrequested') {
    throw new ProblemError(404, 'no-such-chat', 'There is no such chat.')
  }
  return { ref, chat }
}

/**
 * The chat as it is now, for whoever may read it: an agent who has a part in it, or had one at its end, who looks after
 * agents, and who talks to the visitor of a chat that ended. Of a chat that ended and was not theirs it is recorded that
 * they read it. Throws a 404, `not-your-chat`, or what {@link Sight.requireWatchable} does.
 */
export const readableChat = async (
  services: Pick<AgentServices, 'chats' | 'ledger' | 'readings' | 'sight'>,
  agent: SetupObject<'agent'>,
  chatId: string,
) => {
  const { chats, readings, sight } = services
  const { ref, chat } = await chatNow(chats, agent, chatId)
  const served = heldPart(chat)
  const isTheirs = membersOf(chat).includes(agent.id) || hadPart(chat, agent.id)
  if (!isTheirs && !sight.mayWatch(agent, chat) && !(await isOfTheirVisitor(services, agent, chat)))
    sight.requireWatchable(agent, chat)
  if (!isTheirs && chat.state === 'ended') await readings.read(agent, chat)
  return { ref, chat, served }
}
