/** Whom and what the numbers in commands stand for. */
import type { HandoverTarget } from '../../../src/chat/handover.js'
import { membersOf, type TrueChat } from '../truth/true-chat.js'
import type { Truth } from '../truth/truth.js'
import type { Deed, InChat } from './floor-command.js'
import { capacities, handoverTargets } from './floor-setup.js'

/** One of a list that has at least one, whatever the number. */
export const pick = <T>(all: readonly T[], number: number): T => {
  const one = all[number % all.length]
  if (one === undefined) throw new RangeError('There is nothing to pick from.')
  return one
}

export const agentIdOf = (number: number): string => `a${number % capacities.length}`

export const targetOf = ({ where }: { readonly where: number }): HandoverTarget => pick(handoverTargets, where)

/** The colleague who is asked: mostly one who can come, sometimes any. */
export const colleagueOf = (truth: Truth, chat: TrueChat, { to }: { readonly to: number }): string => {
  const free = [...truth.agents.values()].filter(
    ({ id, status }) => status === 'online' && !membersOf(chat).includes(id) && truth.hasRoom(chat, id),
  )
  return to >= 9 || free.length === 0 ? agentIdOf(to) : pick(free, to).id
}

/** Which of these chats a command is about: mostly one in which it is somebody's to do; `undefined` of none. */
export const chatFor = (command: InChat, number: number, chats: readonly TrueChat[]): TrueChat | undefined => {
  if (chats.length === 0) return undefined
  const fitting = 'agent' in command && isFitting(command) ? chats.filter((one) => whose(command, one).length > 0) : []
  return pick(fitting.length > 0 ? fitting : chats, number)
}

/** Who does it: mostly somebody whose it is to do, sometimes any. */
export const agentFor = (deed: Deed, chat: TrueChat): string => {
  const theirs = isFitting(deed) ? whose(deed, chat) : []
  return theirs.length > 0 ? pick(theirs, deed.agent) : agentIdOf(deed.agent)
}

/** Whether a deed is done by somebody whose it is to do, and not by just anybody. */
const isFitting = ({ agent }: Deed): boolean => agent < 9

/** Whose it is to do this in a chat. */
const whose = ({ type }: Deed, chat: TrueChat): readonly string[] => {
  const { state, agentId, asked, listed, back } = chat
  const inCharge = state === 'established' && agentId !== undefined ? [agentId] : []
  switch (type) {
    case 'accept':
    case 'decline':
      if (state === 'offered') return agentId === undefined ? [] : [agentId]
      return asked ? [asked.agentId] : [...listed]
    case 'answer':
    case 'leave-chat':
      return membersOf(chat)
    case 'agent-ends':
      return inCharge
    case 'transfer':
    case 'invite':
    case 'give':
      return asked ? [] : inCharge
    case 'cancel-transfer':
      if (back) return [back.agentId]
      return asked?.handover === 'transfer' ? inCharge : []
    case 'cancel-invitation':
      return asked?.handover === 'conference' ? inCharge : []
  }
}
