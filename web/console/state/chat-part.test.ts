import { describe, expect, test } from 'vitest'
import type { Handover } from '../../../src/agent-api/handovers.js'
import type { Chat } from '../../../src/agent-api/chats.js'
import { actionsIn, buttonsIn, othersIn, partOf } from './chat-part.js'
import { agent, chat, configuration } from './testing/fake-api.js'

const me = agent.id
const ben = { agentId: '005000000000002', name: 'Ben' }
const mine = chat('a').agents[0]!
const handover = (type: Handover['to']['type']): Handover => ({
  ...{ type: 'transfer', to: { type, id: 'x', name: 'X' }, expiresAt: '2026-01-01T12:00:00.000Z' },
})
const actions = (more: Partial<Chat>, may = configuration) =>
  actionsIn({ chat: { ...chat('a'), ...more }, ended: undefined }, me, may)

describe('the part of an agent', () => {
  test('is the first one’s, another’s, or that of who gave the chat away', () => {
    expect(partOf(chat('a'), me)).toBe('in-charge')
    expect(partOf({ ...chat('a'), agents: [ben, mine] }, me)).toBe('talks-along')
    expect(partOf({ ...chat('a'), handover: handover('queue') }, me)).toBe('gave-away')
    expect(partOf({ ...chat('a'), handover: handover('agent') }, me)).toBe('in-charge')
  })

  test('the others are who is there besides', () => {
    expect(othersIn({ ...chat('a'), agents: [mine, ben] }, me)).toEqual([ben])
  })
})

describe('what can be done', () => {
  test('in charge, everything the configuration allows', () => {
    expect(actions({})).toEqual(['transfer', 'invite', 'ask-file', 'raise-flag', 'block', 'send-event', 'end'])
    const nothing = {
      ...{ ...configuration, conferencing: false, assistanceFlag: false, visitorBlocking: false, fileTransfer: false },
    }
    const none = { transferToAgents: false, transferToSkills: false, transferToButtons: false }
    expect(actions({}, { ...nothing, ...none })).toEqual(['send-event', 'end'])
    expect(actions({}, { ...nothing, ...none, transferToSkills: true })).toContain('transfer')
  })

  test('one hand-over at a time, and it can be taken back', () => {
    const now = actions({ handover: handover('agent') })
    expect(now).toContain('take-back')
    expect(now).not.toContain('transfer')
    expect(now).not.toContain('invite')
  })

  test('what is asked for already is not asked for again', () => {
    const now = actions({ fileRequest: { fileId: 'f' }, flag: { text: '', raisedAt: '2026-01-01T12:00:00.000Z' } })
    expect(now).toEqual(['transfer', 'invite', 'lower-flag', 'block', 'send-event', 'end'])
  })

  test('with colleagues there one can leave; who talks along can do little else', () => {
    expect(actions({ agents: [mine, ben] })).toContain('leave')
    expect(actions({ agents: [ben, mine] })).toEqual(['leave', 'send-event'])
  })

  test('buttons stay while what they do is under way', () => {
    const busy = { ...chat('a'), handover: handover('agent'), fileRequest: { fileId: 'f' } }
    expect(buttonsIn({ chat: busy, ended: undefined }, me, configuration)).toEqual(['transfer', 'invite', 'ask-file'])
    const along = { ...chat('a'), agents: [ben, mine] }
    expect(buttonsIn({ chat: along, ended: undefined }, me, configuration)).toEqual([])
  })

  test('given away it can be taken back, and when it is over put away', () => {
    expect(actions({ handover: handover('skill') })).toEqual(['take-back'])
    const ended = { chat: chat('a'), reason: 'visitor' as const, at: 0 }
    expect(actionsIn({ chat: chat('a'), ended }, me, configuration)).toEqual(['close'])
  })
})
