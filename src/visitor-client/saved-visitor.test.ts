import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readSavedVisitor, saveVisitor } from './saved-visitor.js'
import type { VisitorInput, VisitorState } from './visitor-state.js'
import { newVisitor, step } from './visitor-state.js'

const endpoint = 'http://127.0.0.1:8080/chat/rest/'
const request = {
  organizationId: '00D',
  deploymentId: '572',
  buttonId: '573',
  details: [{ label: 'Order', value: '7' }],
}
const session = { id: 'id', key: 'id!key', affinityToken: 'aff', clientPollTimeout: 40 }
const onPaper = (state: VisitorState): unknown => JSON.parse(JSON.stringify(saveVisitor(endpoint, state)))

const command = (noun: 'ChatMessage' | 'ChasitorTyping' | 'ChatEnd', body = {}): VisitorInput => ({
  type: 'command',
  command: { noun, body },
})
const answered = (number: number): VisitorInput => ({
  type: 'answered',
  verdict: { verdict: 'done' },
  number,
  status: 200,
  text: 'OK',
})
const polled = (sequence: number, type: string, message = {}): VisitorInput => ({
  type: 'polled',
  answer: { messages: [{ type, message }], sequence, offset: sequence + 5 },
})
const idle = { isEnabled: true, warningTime: 60, timeout: 120 }

test('whatever has happened, what comes back is what was kept', () => {
  const input = fc.oneof(
    fc.constantFrom<VisitorInput>(
      { type: 'session-made', session },
      { type: 'sending' },
      { type: 'reconnected', affinityToken: 'new', resetSequence: true },
      command('ChatEnd', { reason: 'client' }),
      polled(1, 'ChatEstablished', { name: 'Ada', sneakPeekEnabled: true, chasitorIdleTimeout: idle }),
      polled(2, 'ChatTransferred', { name: 'Bo' }),
      polled(3, 'FileTransfer', { type: 'Requested', uploadServletUrl: 'https://here/upload', fileToken: 't' }),
    ),
    fc.string().map((text) => command('ChatMessage', { text })),
    fc.integer({ min: 1, max: 4 }).map(answered),
  )
  fc.assert(
    fc.property(fc.array(input), (inputs) => {
      const state = inputs.reduce<VisitorState>((before, next) => step(before, next).state, newVisitor(request))
      if (state.phase === 'over') expect(saveVisitor(endpoint, state)).toBeUndefined()
      else expect(readSavedVisitor(onPaper(state))).toEqual({ version: 1, endpoint, state })
    }),
  )
})

test('what is fleeting is not kept, nor is a lost connection', () => {
  const { state } = step(step(newVisitor(request), command('ChasitorTyping')).state, { type: 'lost', why: 'cut' })
  expect(readSavedVisitor(onPaper(state))?.state).toMatchObject({ connection: 'up', commands: { waiting: [] } })
})

test('anything else is not read, and does no harm', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      expect(readSavedVisitor(json)).toBeUndefined()
    }),
  )
})

test('a kept visitor with a damaged part is not read', () => {
  const sent = [{ type: 'session-made', session }, { type: 'sending' }] as const
  const { state } = sent.reduce<{ state: VisitorState }>(({ state }, next) => step(state, next), {
    state: newVisitor(request),
  })
  const whole = onPaper(state) as { state: Record<string, unknown> }
  expect(readSavedVisitor(whole)).toBeDefined()
  const needed = Object.keys(whole.state).filter((member) => member !== 'connection' && member !== 'agent')
  expect(needed).toContain('session')
  for (const member of needed) {
    expect(readSavedVisitor({ ...whole, state: { ...whole.state, [member]: { odd: true } } })).toBeUndefined()
  }
  expect(readSavedVisitor({ ...whole, version: 2 })).toBeUndefined()
})
