/** What an agent is in a chat, and what they may do there now. Pure; the server decides the same anew. */
import type { Chat } from '../../../src/agent-api/chats.js'
import type { OwnConfiguration } from '../../../src/agent-api/messages.js'
import type { ChatEntry } from './chat-entries.js'

export type ChatPart =
  | 'in-charge'
  /** Invited by whoever is in charge. */
  | 'talks-along'
  /** Handed to a button, a skill or a queue, where nobody has taken it yet: it can be read. */
  | 'gave-away'

/** What can be done in a chat besides writing. */
export type ChatAction =
  | 'transfer'
  | 'invite'
  | 'take-back'
  | 'leave'
  | 'ask-file'
  | 'raise-flag'
  | 'lower-flag'
  | 'block'
  | 'send-event'
  | 'end'
  | 'close'

/** Actions that need another word from the agent before they are done. */
export type ChatQuestion = Exclude<ChatAction, 'take-back' | 'ask-file' | 'lower-flag' | 'close'>

/** The part of the agent with this id in a chat of theirs. */
export function partOf(chat: Chat, agentId: string): ChatPart {
  if (chat.handover !== undefined && chat.handover.to.type !== 'agent') return 'gave-away'
  return chat.agents[0]?.agentId === agentId ? 'in-charge' : 'talks-along'
}

/** The others in the chat. */
export function othersIn(chat: Chat, agentId: string): Chat['agents'] {
  return chat.agents.filter((other) => other.agentId !== agentId)
}

/** What the agent may do, in the order in which it is offered. */
export function actionsIn(
  { chat, ended }: Pick<ChatEntry, 'chat' | 'ended'>,
  agentId: string,
  may: OwnConfiguration,
): readonly ChatAction[] {
  if (ended) return ['close']
  switch (partOf(chat, agentId)) {
    case 'gave-away':
      return ['take-back']
    case 'talks-along':
      return ['leave', 'send-event']
    case 'in-charge': {
      const free = chat.handover === undefined
      const transferable = may.transferToAgents || may.transferToSkills || may.transferToButtons
      return [
        ...(free && transferable ? (['transfer'] as const) : []),
        ...(free && may.conferencing ? (['invite'] as const) : []),
        ...(free ? [] : (['take-back'] as const)),
        ...(chat.agents.length > 1 ? (['leave'] as const) : []),
        ...(may.fileTransfer && chat.fileRequest === undefined ? (['ask-file'] as const) : []),
        ...(may.assistanceFlag && chat.flag === undefined ? (['raise-flag'] as const) : []),
        ...(chat.flag === undefined ? [] : (['lower-flag'] as const)),
        ...(may.visitorBlocking ? (['block'] as const) : []),
        'send-event',
        'end',
      ]
    }
  }
}

/** What stands as a button in a chat, whether it is possible just now or not: a button that vanishes takes the focus along. */
export function buttonsIn(
  { chat, ended }: Pick<ChatEntry, 'chat' | 'ended'>,
  agentId: string,
  may: OwnConfiguration,
): readonly ChatAction[] {
  if (ended || partOf(chat, agentId) !== 'in-charge') return []
  const quiet = { ...chat }
  delete quiet.handover
  delete quiet.fileRequest
  return actionsIn({ chat: quiet, ended }, agentId, may).filter(
    (action) => action === 'transfer' || action === 'invite' || action === 'ask-file',
  )
}
