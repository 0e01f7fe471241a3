/** What an agent does in a chat besides writing. What comes of it the stream tells. */
import type { Handover, NewTransfer } from '../../../src/agent-api/handovers.js'
import type { AgentApi } from '../api/agent-api.js'
import type { Answer } from '../api/answer.js'
import type { Attempts } from './attempts.js'

/** Whom a chat is handed to. */
export interface HandoverTarget {
  readonly type: Handover['to']['type']
  readonly id: string
}

export interface ChatDeeds {
  // Done with one press: the same in the same chat runs once at a time, and a notice tells when it fails.
  askForFile(chatId: string): Promise<boolean>
  withdrawFile(chatId: string, fileId: string): Promise<boolean>
  takeBack(chatId: string, type: Handover['type']): Promise<boolean>
  leave(chatId: string): Promise<boolean>
  lowerFlag(chatId: string): Promise<boolean>
  /** Whether the flag of this chat was taken down at this page; says yes once. */
  takeLoweredHere(chatId: string): boolean
  // Asked for in a dialog, which stays until it knows what came of it.
  transfer(chatId: string, target: HandoverTarget, note: string): Promise<Answer<object>>
  invite(chatId: string, agentId: string, note: string): Promise<Answer<object>>
  raiseFlag(chatId: string, text: string): Promise<Answer<object>>
  block(chatId: string, reason: string): Promise<Answer<object>>
  sendEvent(chatId: string, type: string, data: string): Promise<Answer<object>>
}

/** What is over is over, whoever was faster: the stream shows it. */
const isOver = (answer: Answer<unknown>): boolean =>
  !answer.ok && answer.refusal.kind === 'refused' && ['no-handover', 'chat-over'].includes(answer.refusal.code)

/** The deeds over the API. */
export function createChatDeeds(api: AgentApi, attempts: Attempts): ChatDeeds {
  const { attempt } = attempts
  const lowered = new Set<string>()
  return {
    askForFile: (chatId) => attempt(chatId, 'ask-file', () => api.askForFile(chatId)),
    withdrawFile: (chatId, fileId) => attempt(chatId, 'withdraw-file', () => api.withdrawFile(chatId, fileId)),
    takeBack: (chatId, type) => attempt(chatId, 'take-back', () => api.takeBack(chatId, type), isOver),
    leave: (chatId) => attempt(chatId, 'leave', () => api.leave(chatId), isOver),
    async lowerFlag(chatId) {
      // Before the answer: the stream may be faster.
      lowered.add(chatId)
      const done = await attempt(chatId, 'lower-flag', () => api.lowerFlag(chatId), isOver)
      if (!done) lowered.delete(chatId)
      return done
    },
    takeLoweredHere: (chatId) => lowered.delete(chatId),
    transfer: (chatId, target, note) => api.transfer(chatId, asNewTransfer(target, note)),
    invite: (chatId, agentId, note) => api.invite(chatId, { agentId, ...noted(note) }),
    raiseFlag: (chatId, text) => api.raiseFlag(chatId, text.trim()),
    block: (chatId, reason) => api.block(chatId, reason.trim()),
    sendEvent: (chatId, type, data) => api.sendEvent(chatId, type.trim(), data),
  }
}

/** What the server is asked for. */
export const asNewTransfer = (target: HandoverTarget, note: string): NewTransfer => ({
  ...asTarget(target),
  ...noted(note),
})

function asTarget({ type, id }: HandoverTarget): NewTransfer {
  switch (type) {
    case 'agent':
      return { agentId: id }
    case 'button':
      return { buttonId: id }
    case 'skill':
      return { skillId: id }
    case 'queue':
      return { queueId: id }
  }
}

/** A note of nothing is none. */
const noted = (note: string): { note?: string } => (note.trim() === '' ? {} : { note: note.trim() })
