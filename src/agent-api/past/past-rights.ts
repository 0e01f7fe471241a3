/** Who may find and read which past chats. */
import { chatRef } from '../../chat/chat-service.js'
import { membersOf, type RequestedChat } from '../../chat/chat.js'
import { emailsOf } from '../../past/past-document.js'
import type { PastSight } from '../../past/past-sight.js'
import { agentRef } from '../../routing/agent.js'
import type { SetupObject } from '../../setup/setup.js'
import type { AgentServices } from '../services.js'

/**
 * Whose past chats somebody finds: agents their own; who looks after agents besides those of these agents that may be
 * watched, and those that were nobody's. The same as may be read; see `Sight`.
 */
export const pastSightOf = (
  { setup, sight }: Pick<AgentServices, 'setup' | 'sight'>,
  asker: SetupObject<'agent'>,
): PastSight => {
  const { organizationId, id, role } = asker
  if (role === 'agent') return { of: 'some', agentIds: [id], nobodys: false }
  const others = setup.all(organizationId, 'agent').filter((agent) => agent.id !== id)
  const mayBeSeen = (agentId: string): boolean =>
    sight.sees(asker, agentId) && sight.configurationOf(organizationId, agentId).monitoring
  // Whoever sees everybody also sees those who are gone.
  if (sight.seesEverybody(asker)) {
    const hidden = others.filter((agent) => !mayBeSeen(agent.id)).map((agent) => agent.id)
    return hidden.length === 0 ? { of: 'all' } : { of: 'all-but', agentIds: hidden }
  }
  const seen = others.filter((agent) => mayBeSeen(agent.id)).map((agent) => agent.id)
  return { of: 'some', agentIds: [id, ...seen], nobodys: true }
}

/**
 * Whether an agent talks, now, to a visitor who gave the same e-mail address as that of a chat that ended. That is the
 * only thing visitors are known again by, and nobody has checked it.
 */
export const isOfTheirVisitor = async (
  { chats, ledger }: Pick<AgentServices, 'chats' | 'ledger'>,
  { organizationId, id }: SetupObject<'agent'>,
  past: RequestedChat,
): Promise<boolean> => {
  if (past.state !== 'ended') return false
  const emailsIn = async (chatId: string): Promise<readonly string[]> => {
    const request = await chats.request(chatRef(organizationId, chatId))
    return request ? emailsOf(request) : []
  }
  const emails = await emailsIn(past.id)
  if (emails.length === 0) return false
  const { places } = (await ledger.refresh(agentRef(organizationId, id))).state
  for (const chatId of places) {
    const chat = await chats.readNow(chatRef(organizationId, chatId))
    if (chat.state !== 'established' || !membersOf(chat).includes(id)) continue
    if ((await emailsIn(chatId)).some((email) => emails.includes(email))) return true
  }
  return false
}
