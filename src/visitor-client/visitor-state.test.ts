import { describe, expect, test } from 'vitest'
import type { VisitorEvent } from './visitor-events.js'
import type { Live, VisitorInput, VisitorState } from './visitor-state.js'
import { newVisitor, step } from './visitor-state.js'
import type { PollAnswer } from './wire-types.js'

const request = { organizationId: '00D', deploymentId: '572', buttonId: '573', visitorName: 'Ana' }
const session = { id: 'id', key: 'id!key', affinityToken: 'aff', clientPollTimeout: 40 }
const say = (text: string): VisitorInput => ({ type: 'command', command: { noun: 'ChatMessage', body: { text } } })
const end: VisitorInput = { type: 'command', command: { noun: 'ChatEnd', body: { reason: 'client' } } }
const answered = (number: number, verdict: 'done' | 'gone' | 'refused', status = 200): VisitorInput => ({
  type: 'answered',
  verdict: { verdict },
  number,
  status,
  text: 'text',
})
const polled = (sequence: number, type: string, fields: Record<string, unknown> = {}): VisitorInput => {
  const answer: PollAnswer = { messages: [{ type, message: fields }], sequence, offset: 77 }
  return { type: 'polled', answer }
}

const after = (state: VisitorState, ...inputs: VisitorInput[]) => {
  const events: VisitorEvent[] = []
  for (const input of inputs) {
    const next = step(state, input)
    state = next.state
    events.push(...next.events)
  }
  return { state, events }
}
const live = (...inputs: VisitorInput[]): Live => {
  const { state } = after(newVisitor(request), { type: 'session-made', session }, ...inputs)
  if (state.phase === 'over' || state.phase === 'connecting') throw new Error(`not live but ${state.phase}`)
  return state
}

const initAnswered: VisitorInput[] = [{ type: 'sending' }, answered(1, 'done')]
const taken = [...initAnswered, polled(0, 'ChatRequestSuccess', { queuePosition: 1 })]
const established = [...taken, polled(1, 'ChatEstablished', { name: 'Ada', sneakPeekEnabled: true })]

const states = {
  connecting: newVisitor(request),
  requesting: live({ type: 'sending' }),
  requested: live(...initAnswered),
  waiting: live(...taken),
  chatting: live(...established),
  leaving: live(...established, end, { type: 'sending' }),
  left: live(...established, end, { type: 'sending' }, answered(2, 'done')),
  over: after(live(...established), { type: 'gone' }).state,
} satisfies Record<string, VisitorState>

const inputs = {
  'session-made': { type: 'session-made', session },
  'gave-up': { type: 'gave-up', outcome: { kind: 'unreachable', why: 'nobody' } },
  command: say('hello'),
  sending: { type: 'sending' },
  answered: answered(1, 'done'),
  polled: polled(9, 'ChatMessage', { text: 'hi', name: 'Ada' }),
  gone: { type: 'gone' },
  left: { type: 'left' },
  lost: { type: 'lost', why: 'the connection broke' },
  back: { type: 'back' },
  reconnected: { type: 'reconnected', affinityToken: 'new', resetSequence: true },
} satisfies Record<VisitorInput['type'], VisitorInput>

type Row = Record<VisitorInput['type'], string>

// What is the same wherever there is a session.
const withSession = (phase: string): Row => ({
  'session-made': '',
  'gave-up': 'over: over',
  command: phase,
  sending: phase,
  answered: '',
  polled: `${phase}: message`,
  gone: 'over: over',
  left: '',
  lost: `${phase}: connection-lost`,
  back: '',
  reconnected: phase,
})
const nothing: Row = {
  ...withSession(''),
  ...{ 'gave-up': '', polled: '', gone: '', lost: '' },
}

// For each state and input: the phase afterwards and the events, or '' where nothing may change at all.
const table: Record<keyof typeof states, Row> = {
  connecting: {
    ...nothing,
    'session-made': 'requesting',
    'gave-up': 'over: over',
    command: 'connecting',
    lost: 'connecting: connection-lost',
  },
  requesting: { ...withSession('requesting'), answered: 'requested: confirmed' },
  requested: withSession('requested'),
  waiting: withSession('waiting'),
  chatting: withSession('chatting'),
  leaving: { ...withSession('chatting'), command: '' },
  left: { ...withSession('chatting'), command: '', left: 'over: over' },
  over: nothing,
}

describe('every state meets every input', () => {
  for (const [name, row] of Object.entries(table)) {
    for (const [type, expected] of Object.entries(row)) {
      test(`${name} + ${type} -> ${expected || 'no change'}`, () => {
        const state = states[name as keyof typeof states]
        const next = step(state, inputs[type as VisitorInput['type']])
        if (expected === '') expect(next).toEqual({ state, events: [] })
        else
          expect([next.state.phase, next.events.map((event) => event.type).join()].filter(Boolean).join(': ')).toBe(
            expected,
          )
      })
    }
  }
})

describe('the request', () => {
  test('goes first, with number 1, whatever was said before there was a session', () => {
    const { state } = after(newVisitor(request), say('early'), { type: 'session-made', session }, { type: 'sending' })
    expect(state).toMatchObject({
      commands: {
        sending: { number: 1, noun: 'ChasitorInit', body: { sessionId: 'id', visitorName: 'Ana', isPost: true } },
      },
    })
  })

  test('that is refused ends it, with the lines that were never sent', () => {
    const { events } = after(live({ type: 'sending' }), say('early'), answered(1, 'refused', 400))
    const outcome = { kind: 'refused', status: 400, text: 'text' }
    expect(events).toEqual([{ type: 'over', outcome, unconfirmed: ['early'] }])
  })

  test('of a session that is gone ends it', () => {
    expect(after(live({ type: 'sending' }), answered(1, 'gone', 403)).state).toMatchObject({
      outcome: { kind: 'gone' },
    })
  })

  test('that fails ends it with the reason, and the failure is still to be acknowledged', () => {
    const { state } = after(states.requested, polled(0, 'ChatRequestFail', { reason: 'Unavailable' }))
    expect(state).toMatchObject({
      phase: 'over',
      outcome: { kind: 'failed', reason: 'Unavailable' },
      farewell: { session: { key: 'id!key' }, ack: 0 },
    })
  })
})

describe('the end', () => {
  test('asked for before there is a session is immediate', () => {
    expect(after(newVisitor(request), end).state).toMatchObject({ phase: 'over', outcome: { kind: 'ended' } })
  })

  test('asked for twice is asked for once', () => {
    expect(step(states.leaving, end).state).toBe(states.leaving)
  })

  test('that the server agreed to and then forgot is an end all the same', () => {
    expect(step(states.left, { type: 'gone' }).state).toMatchObject({ outcome: { kind: 'ended', reason: 'client' } })
    expect(step(states.chatting, { type: 'gone' }).state).toMatchObject({ outcome: { kind: 'gone' } })
  })

  test('that the server refused can be asked for again', () => {
    const refused = step(states.leaving, answered(2, 'refused', 400)).state
    expect(after(refused, end, { type: 'sending' }).state).toMatchObject({ commands: { sending: { noun: 'ChatEnd' } } })
  })

  test('is told once, with what was never confirmed', () => {
    const { events } = after(
      states.chatting,
      say('a'),
      { type: 'sending' },
      say('b'),
      polled(2, 'ChatEnded', { reason: 'agent' }),
    )
    expect(events).toEqual([{ type: 'over', outcome: { kind: 'ended', reason: 'agent' }, unconfirmed: ['a', 'b'] }])
  })
})

describe('commands', () => {
  test('of a session that takes no more are not sent, and the poll tells the end', () => {
    const { state } = after(states.chatting, say('late'), { type: 'sending' }, answered(2, 'gone', 403), say('later'))
    expect(state).toMatchObject({ phase: 'chatting', open: false, commands: { waiting: [] } })
    expect(step(state, { type: 'sending' }).state).toBe(state)
    expect(step(state, { type: 'gone' }).events).toMatchObject([{ type: 'over', unconfirmed: ['late'] }])
  })

  test('that are refused are told, and the next one follows', () => {
    const { state, events } = after(
      states.chatting,
      say('a'),
      say('b'),
      { type: 'sending' },
      answered(2, 'refused', 413),
      {
        type: 'sending',
      },
    )
    expect(events).toEqual([{ type: 'refused', noun: 'ChatMessage', status: 413, text: 'text' }])
    expect(state).toMatchObject({ commands: { sending: { number: 3, body: { text: 'b' } } } })
  })

  test('take the number the server asks for, but not for ever', () => {
    let { state } = after(states.chatting, say('a'), { type: 'sending' })
    const events: VisitorEvent[] = []
    for (let time = 0; time < 4; time += 1) {
      const number = 'commands' in state ? (state.commands.sending?.number ?? 0) : 0
      const next = step(state, {
        type: 'answered',
        verdict: { verdict: 'renumber', lastAccepted: number },
        number,
        status: 409,
        text: '',
      })
      state = next.state
      events.push(...next.events)
    }
    expect(events).toMatchObject([{ type: 'refused', status: 409 }])
  })
})

describe('receiving', () => {
  test('moves the number to acknowledge and the position for a reconnect forward only', () => {
    expect(states.chatting).toMatchObject({ ack: 1, offset: 77, agent: { name: 'Ada', sneakPeek: true } })
    expect(step(states.chatting, polled(0, 'AgentTyping')).state).toMatchObject({ ack: 1 })
  })

  test('the same answer twice tells its messages once', () => {
    const hello = polled(2, 'ChatMessage', { text: 'Hello', name: 'Ada' })
    expect(after(states.chatting, hello, hello).events).toEqual([{ type: 'message', from: 'Ada', text: 'Hello' }])
  })

  test('starts anew after a reconnect, with the new token, and commands wait for the first poll', () => {
    const { state } = after(states.chatting, inputs.reconnected)
    expect(state).toMatchObject({ ack: -1, resyncing: true, session: { key: 'id!key', affinityToken: 'new' } })
    expect(step(state, polled(1, 'ChasitorSessionData')).state).toMatchObject({ ack: 1, resyncing: false })
  })

  test('loss and return of the connection are told once each', () => {
    const { lost, back } = inputs
    const told = after(states.chatting, lost, lost, back, back).events.map(({ type }) => type)
    expect(told).toEqual(['connection-lost', 'connection-back'])
  })
})
