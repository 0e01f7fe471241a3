import { chatRef } from '../../../src/chat/chat-service.js'
import type { Parts } from '../../../src/server/parts.js'
import { organizationId } from '../simulated-server.js'
import type { TrueChat } from '../truth/true-chat.js'
import type { Truth } from '../truth/truth.js'
import type { Deed } from './floor-command.js'
import { colleagueOf, targetOf } from './picks.js'

/** Does what an agent does about a chat, as the agents' surface does it. */
export const doDeed = (parts: Parts, truth: Truth, deed: Deed, chat: TrueChat, id: string): Promise<void> => {
  const { assignments, chats, handovers } = parts
  const ref = chatRef(organizationId, chat.id)
  const agent = { id, name: `Agent ${id}` }
  switch (deed.type) {
    case 'answer':
      return chats.writeAsAgent(ref, agent, 'Hello').then(() => undefined)
    case 'accept':
      return assignments.accept(ref, agent)
    case 'decline':
      return assignments.endOffer(ref, id, 'declined')
    case 'agent-ends':
      return assignments.endByAgent(ref, id)
    case 'transfer':
      return handovers.ask(ref, id, 'transfer', colleagueOf(truth, chat, deed), 'Please')
    case 'invite':
      return handovers.ask(ref, id, 'conference', colleagueOf(truth, chat, deed))
    case 'give':
      return handovers.handTo(ref, agent, targetOf(deed), 'Please')
    case 'cancel-transfer':
      return handovers.cancel(ref, id, 'transfer')
    case 'cancel-invitation':
      return handovers.cancel(ref, id, 'conference')
    case 'leave-chat':
      return handovers.leave(ref, id)
  }
}
