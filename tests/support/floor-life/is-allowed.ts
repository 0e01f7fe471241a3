import { membersOf, type TrueChat } from '../truth/true-chat.js'
import type { Truth } from '../truth/truth.js'
import type { Deed } from './floor-command.js'
import { colleagueOf, targetOf } from './picks.js'

/** Whether an agent may do this now, while nothing else is on its way: what the rules say, once more and in short. */
export const isAllowed = (truth: Truth, chat: TrueChat, deed: Deed, agentId: string): boolean => {
  const { state, asked, joined, listed, back } = chat
  const isInCharge = state === 'established' && chat.agentId === agentId
  const isAsked = asked?.agentId === agentId
  const isOffered = state === 'offered' && chat.agentId === agentId
  const isMember = state === 'established' && membersOf(chat).includes(agentId)
  switch (deed.type) {
    case 'answer':
    case 'leave-chat':
      return isMember
    case 'agent-ends':
      return isInCharge
    case 'accept':
      // Taking again what one has changes nothing.
      return isMember || isAsked || isOffered || (listed.has(agentId) && truth.hasRoom(chat, agentId))
    case 'decline':
      return isAsked || isOffered || listed.has(agentId)
    case 'transfer':
    case 'invite': {
      const toAgentId = colleagueOf(truth, chat, deed)
      const isThere = truth.agent(toAgentId).status === 'online' && truth.hasRoom(chat, toAgentId)
      return isInCharge && !asked && !membersOf(chat).includes(toAgentId) && isThere
    }
    case 'give':
      return isInCharge && !asked && joined.length === 0 && truth.anybodyFor(targetOf(deed), agentId)
    case 'cancel-transfer':
      return (isInCharge && asked?.handover === 'transfer') || back?.agentId === agentId
    case 'cancel-invitation':
      return isInCharge && asked?.handover === 'conference'
  }
}
