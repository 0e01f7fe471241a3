import { describe, expect, test } from 'vitest'
import type { ChatEvent } from './chat-events.js'
import { accepted, askedFor, eventsUpTo, foldChat, outcomeOf, requested } from './chat-fixtures.contract.js'
import { holdersOf, isInAsSupervisor, membersOf, type Chat } from './chat.js'
import { colleaguesMax, type HandoverTarget } from './handover.js'
import { endOffer, loseAgent } from './rules.js'
import { leave } from './handover-rules.js'
import { comeIn, endBySupervisor, giveTo, giveToAgent } from './intervention-rules.js'

const sue = { id: 'sue', name: 'Sue' }
const intervention = { expiresAt: 9000, supervisor: sue, note: 'Yours' }
const skill: HandoverTarget = { type: 'skill', id: 's' }
const button: HandoverTarget = { type: 'button', id: 'b2' }
const talking = eventsUpTo.established
const given: ChatEvent = {
  ...{ type: 'transfer-queued', agentId: 'ada', agentName: 'Ada', buttonId: 'b', queueId: 'q', expiresAt: 5000 },
}
const asked = (toAgentId: string, handover: 'transfer' | 'conference' = 'conference'): ChatEvent => ({
  ...{ type: 'handover-offered', handover, agentId: 'ada', toAgentId, expiresAt: 9000 },
})
const listed: ChatEvent = { type: 'listed', agentIds: ['ada', 'ben'] }

const history = {
  unrequested: [],
  waiting: [requested],
  listed: [requested, listed],
  offered: eventsUpTo.offered,
  established: talking,
  asked: [...talking, asked('cleo')],
  given: [...talking, given],
  ended: eventsUpTo.ended,
} satisfies Record<string, readonly ChatEvent[]>
type State = keyof typeof history

const nobody = {
  ...{ unrequested: 'not-requested', ended: 'chat-over', waiting: 'nobody-in-charge' },
  ...{ listed: 'nobody-in-charge', offered: 'nobody-in-charge', given: 'nobody-in-charge' },
}

const table: Record<string, [(chat: Chat) => ChatEvent[], Record<State, string>]> = {
  '[A-48] given to Ben': [
    (chat) => giveToAgent(chat, 'ben', intervention),
    {
      ...{ unrequested: 'not-requested', waiting: 'offered', listed: 'unlisted offered' },
      ...{ offered: 'offer-ended offered', established: 'handover-offered', asked: 'handover-open' },
      ...{ given: 'offered', ended: 'chat-over' },
    },
  ],
  '[A-48] given to whoever has it, or is asked': [
    (chat) => giveToAgent(chat, 'ada', intervention),
    {
      ...{ unrequested: 'not-requested', waiting: 'offered', listed: 'unlisted offered', offered: '' },
      ...{ established: 'already-in-chat', asked: 'handover-open', given: 'already-in-chat', ended: 'chat-over' },
    },
  ],
  '[A-48] given to who has a skill': [
    (chat) => giveTo(chat, skill, intervention),
    {
      ...{ unrequested: 'not-requested', waiting: 'queue-changed', listed: 'unlisted queue-changed' },
      ...{ offered: 'offer-ended queue-changed', established: 'transfer-queued', asked: 'handover-open' },
      ...{ given: 'queue-changed', ended: 'chat-over' },
    },
  ],
  '[A-49] somebody comes in': [
    (chat) => comeIn(chat, sue),
    { ...nobody, established: 'agent-joined', asked: 'agent-joined' },
  ],
  '[A-47] somebody ends it': [
    (chat) => endBySupervisor(chat, sue),
    { ...nobody, established: 'ended', asked: 'handover-ended ended' },
  ],
}

describe.each(Object.entries(table))('%s', (_what, [rule, outcomes]) => {
  test.each(Object.entries(outcomes))('in a chat that is %s', (state, expected) => {
    expect(outcomeOf(() => rule(foldChat(...history[state as State])))).toBe(expected)
  })
})

const after = (state: State, rule: (chat: Chat) => ChatEvent[]): Chat => {
  const before = foldChat(...history[state])
  return foldChat(...history[state], ...rule(before))
}

describe('[A-48] a chat that waits', () => {
  test('is offered with the words of who gives it, and waits on when it is let pass', () => {
    const offered = after('waiting', (chat) => giveToAgent(chat, 'ben', intervention))
    const offer = { agentId: 'ben', expiresAt: 9000, supervisor: sue, note: 'Yours' }
    expect(offered).toMatchObject({ state: 'offered', offer })
    expect(holdersOf(offered)).toEqual(['ben'])
    expect(outcomeOf(() => endOffer(offered, 'ben', 'declined'))).toBe('offer-ended')
  })

  test('does not fail by whom it was offered to in the place of who was asked for', () => {
    const direct = { agentId: 'ada', fallback: false }
    const asks: ChatEvent = { type: 'requested', request: { ...askedFor, direct }, digest: 'x' }
    const forBen = foldChat(asks, ...giveToAgent(foldChat(asks), 'ben', intervention))
    expect(outcomeOf(() => endOffer(forBen, 'ben', 'declined'))).toBe('offer-ended')
    const forAda = foldChat(asks, { type: 'offered', agentId: 'ada', expiresAt: 1 })
    expect(outcomeOf(() => endOffer(forAda, 'ada', 'declined'))).toBe('offer-ended ended')
  })

  test('keeps its turn where it is sent, and forgets who let it pass', () => {
    const declined: ChatEvent = { type: 'offer-ended', agentId: 'ada', reason: 'declined' }
    const before = foldChat(...history.offered, declined)
    expect(before).toMatchObject({ tried: [{ agentId: 'ada' }], waitingSince: 1000 })
    const toSkill = foldChat(...history.offered, declined, ...giveTo(before, skill, intervention))
    expect(toSkill).toMatchObject({ waitingSince: 1000, resumed: false, tried: [], buttonId: 'b', elsewhere: skill })
    const toButton = foldChat(...history.offered, declined, ...giveTo(before, button, intervention))
    expect(toButton).toMatchObject({ buttonId: 'b2', elsewhere: undefined })
    const offered: ChatEvent = { type: 'offered', agentId: 'ben', expiresAt: 1 }
    expect(foldChat(...history.waiting, ...giveTo(foldChat(requested), skill, intervention), offered)).toMatchObject({
      elsewhere: skill,
    })
  })

  test('returns to who gave it away, from the other place and by the time of the last who sent it on', () => {
    const moved = after('given', (chat) => giveTo(chat, skill, intervention))
    const back = { agent: { id: 'ada' }, target: skill, expiresAt: 9000, supervisor: sue, note: 'Yours', buttonId: 'b' }
    expect(moved).toMatchObject({ state: 'waiting', back, elsewhere: undefined })
    expect(membersOf(moved)).toEqual(['ada'])
  })
})

test('[A-48] one with an agent is handed over in the agent’s name, and says who decided it', () => {
  const chat = foldChat(...talking)
  expect(giveToAgent(chat, 'ben', intervention)).toMatchObject([
    {
      type: 'handover-offered',
      handover: 'transfer',
      agentId: 'ada',
      toAgentId: 'ben',
      supervisor: sue,
      note: 'Yours',
    },
  ])
  expect(giveTo(chat, button, intervention)).toMatchObject([
    { type: 'transfer-queued', agentId: 'ada', agentName: 'Ada', buttonId: 'b2', supervisor: sue },
  ])
  expect(after('established', (one) => giveToAgent(one, 'ben', intervention))).toMatchObject({
    question: { toAgentId: 'ben', supervisor: sue },
  })
})

describe('[A-49] a supervisor in a chat', () => {
  const cameIn: ChatEvent = { type: 'agent-joined', agentId: 'sue', agentName: 'Sue', asSupervisor: true }
  const benJoined: ChatEvent = { type: 'agent-joined', agentId: 'ben', agentName: 'Ben' }

  test('is one of its members, and whoever is asked meanwhile still is', () => {
    const chat = foldChat(...talking, asked('cleo'), cameIn)
    expect(chat).toMatchObject({ joined: [sue], question: { toAgentId: 'cleo' } })
    expect(membersOf(chat)).toEqual(['ada', 'sue'])
    expect([isInAsSupervisor(chat, 'sue'), isInAsSupervisor(chat, 'ada')]).toEqual([true, false])
    expect(comeIn(chat, sue)).toEqual([])
    expect(comeIn(chat, { id: 'ada', name: 'Ada' })).toEqual([])
  })

  test('does not come in beside a question to them, nor into a full chat', () => {
    expect(outcomeOf(() => comeIn(foldChat(...talking, asked('sue')), sue))).toBe('handover-open')
    const crowd = Array.from({ length: colleaguesMax }, (_, n): ChatEvent => {
      return { type: 'agent-joined', agentId: `colleague ${n}`, agentName: `Colleague ${n}` }
    })
    expect(outcomeOf(() => comeIn(foldChat(...talking, ...crowd), sue))).toBe('conference-full')
    expect(outcomeOf(() => comeIn(foldChat(...talking, ...crowd.slice(1)), sue))).toBe('agent-joined')
  })

  test('goes on with it only when no colleague is there who was asked', () => {
    const both = foldChat(...talking, cameIn, benJoined)
    expect(leave(both, 'ada')).toMatchObject([{ type: 'agent-left', successor: 'ben' }])
    const alone = foldChat(...talking, cameIn)
    expect(leave(alone, 'ada')).toMatchObject([{ type: 'agent-left', successor: 'sue' }])
    expect(loseAgent(alone, 'ada')).toMatchObject([{ type: 'agent-left', successor: 'sue', lost: true }])
    expect(leave(alone, 'sue')).toMatchObject([{ type: 'agent-left', agentId: 'sue' }])
  })
})

test('[A-47] an end says who ended it, and the chat remembers', () => {
  const ended = after('established', (chat) => endBySupervisor(chat, sue))
  expect(ended).toMatchObject({
    state: 'ended',
    reason: 'agent',
    endedBy: sue,
    served: { agent: { id: accepted.agentId } },
  })
})
