/** What hand-overs and conferences do to a chat, and what of it must not be. */
import type { ChatEvent } from '../../../src/chat/chat-events.js'
import type { Instant } from '../../../src/lib/clock.js'
import { membersOf, type TrueChat } from './true-chat.js'

export type HandoverEvent = Extract<
  ChatEvent,
  {
    type:
      | 'handover-offered'
      | 'handover-ended'
      | 'agent-joined'
      | 'agent-left'
      | 'transfer-queued'
      | 'transfer-failed'
      | 'agent-lost'
  }
>

/** Takes one such event in. `wrong` hears of what did not hold, `expired` of what ran out. */
export const handOver = (
  chat: TrueChat,
  at: Instant,
  body: HandoverEvent,
  tell: { readonly wrong: (sentence: string) => void; readonly expired: () => void },
): void => {
  const { id, state, agentId, asked, back, joined, listed } = chat
  const isInCharge = state === 'established' && agentId === body.agentId
  switch (body.type) {
    case 'handover-offered': {
      const { toAgentId, handover, expiresAt } = body
      if (!isInCharge || asked) tell.wrong(`${body.agentId} asked ${toAgentId} for ${id}`)
      if (membersOf(chat).includes(toAgentId)) tell.wrong(`${toAgentId} was asked for ${id}, where they are`)
      chat.asked = { agentId: toAgentId, handover, expiresAt }
      return
    }
    case 'handover-ended':
      if (body.toAgentId === undefined) {
        if (back?.agentId !== body.agentId) tell.wrong(`${body.agentId} cannot lose their way back to ${id}`)
        Object.assign(chat, { back: undefined, buttonId: back?.buttonId })
        return
      }
      if (asked?.agentId !== body.toAgentId || !isInCharge) tell.wrong(`nobody asked ${body.toAgentId} for ${id}`)
      if (body.reason === 'timed-out') {
        if (at < (asked?.expiresAt ?? Infinity)) tell.wrong(`${body.toAgentId} had time left for ${id}`)
        tell.expired()
      }
      chat.asked = undefined
      return
    case 'agent-joined':
      if (asked?.agentId !== body.agentId || asked.handover !== 'conference') tell.wrong(`${body.agentId} joined ${id}`)
      Object.assign(chat, { asked: undefined, joined: [...joined, body.agentId] })
      return
    case 'agent-left': {
      const successor = isInCharge ? joined[0] : undefined
      if (body.successor !== successor) tell.wrong(`${body.successor} is in charge of ${id}`)
      if (successor === undefined && !joined.includes(body.agentId)) tell.wrong(`${body.agentId} left ${id}`)
      if (successor !== undefined && asked) tell.wrong(`${asked.agentId} is asked for ${id} by nobody`)
      const others = joined.filter((other) => other !== body.agentId && other !== successor)
      Object.assign(chat, { agentId: successor ?? agentId, joined: others })
      return
    }
    case 'agent-lost':
      if (!isInCharge) tell.wrong(`${id} lost ${body.agentId}`)
      if (asked || joined.length > 0) tell.wrong(`${id} lost ${body.agentId} and had others`)
      waitAgain(chat, at)
      return
    case 'transfer-queued': {
      const { expiresAt = 0, buttonId, skillId, queueId } = body
      if (!isInCharge || asked || joined.length > 0) tell.wrong(`${body.agentId} gave ${id} away`)
      const type = skillId !== undefined ? 'skill' : queueId !== undefined ? 'queue' : 'button'
      const target = { type, id: skillId ?? queueId ?? buttonId } as const
      const given = { agentId: body.agentId, target, expiresAt, buttonId: chat.buttonId }
      waitAgain(chat, at)
      Object.assign(chat, { back: given, buttonId })
      return
    }
    case 'transfer-failed':
      if (state !== 'waiting' || back?.agentId !== body.agentId) tell.wrong(`${id} returned to ${body.agentId}`)
      if (listed.size > 0) tell.wrong(`${id} returned to ${body.agentId} and is listed to others`)
      if (body.reason === 'timed-out') {
        if (at < (back?.expiresAt ?? Infinity)) tell.wrong(`${id} had time left before it returns`)
        tell.expired()
      }
      Object.assign(chat, { state: 'established', agentId: body.agentId, back: undefined, tried: new Map() })
      chat.buttonId = back?.buttonId ?? chat.buttonId
  }
}

const waitAgain = (chat: TrueChat, at: Instant): void => {
  Object.assign(chat, { state: 'waiting', agentId: undefined, resumed: true, waitingSince: at })
  Object.assign(chat, { tried: new Map(), direct: undefined, back: undefined })
}
