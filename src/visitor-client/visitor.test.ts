import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ended, established, gone, hasty, says, ScriptedVisit, success } from '../../tests/support/scripted-visit.js'
import { message, messages, reply, scriptedSession } from '../../tests/support/scripted-visitor-api.js'
import type { VisitorState } from './visitor-state.js'

let stage: ScriptedVisit

beforeEach(async () => {
  stage = await ScriptedVisit.open()
})
afterEach(() => stage[Symbol.asyncDispose]())

describe('a chat from the beginning to the end', () => {
  test('is told in order, and everything is acknowledged, the end too', async () => {
    stage.api.next('System/Messages', success, established, reply(204), says(2, 'Hello'), ended(3), gone)
    const { visitor, outcome } = stage.visit({ clock: hasty().clock })
    visitor.say('early')
    expect(await outcome).toEqual({ kind: 'ended', reason: 'agent' })
    expect(stage.types.filter((type) => type !== 'confirmed')).toEqual(['requested', 'established', 'message', 'over'])
    expect(stage.acks).toEqual(['-1', '0', '1', '1', '2', '3'])
    expect(stage.api.commands.map(([number, noun]) => [number, noun])).toEqual([
      [1, 'ChasitorInit'],
      [2, 'ChatMessage'],
    ])
  })

  test('without acknowledging', async () => {
    stage.api.next('System/Messages', success, established, says(2, 'Hello'), says(2, 'Hello'), ended(3), gone)
    const { outcome } = stage.visit({ acknowledge: false })
    expect(await outcome).toEqual({ kind: 'ended', reason: 'agent' })
    expect(stage.acks).toEqual([null, null, null, null, null])
    expect(stage.types.filter((type) => type === 'message')).toHaveLength(1)
  })

  test('nobody there', async () => {
    stage.api.next('System/Messages', messages(0, message('ChatRequestFail', { reason: 'Unavailable' })), gone)
    expect(await stage.visit().outcome).toEqual({ kind: 'failed', reason: 'Unavailable' })
    expect(stage.acks).toEqual(['-1', '0'])
  })

  test('ended by the visitor, after what was said before', async () => {
    const { visitor, outcome } = stage.visit()
    stage.api.next('System/Messages', success, established)
    await stage.happened('established')
    // The poll that is open now brings the end once the server has the command.
    await stage.api.arrived('System/Messages', 3)
    stage.api.next('Chasitor/ChatEnd', (answer, received) => {
      reply(200, 'OK')(answer, received)
      stage.api.next('System/Messages', gone)
      stage.api.answerHeldPoll(ended(2))
    })
    visitor.say('Bye')
    expect([visitor.end(), visitor.end(), visitor.say('too late')]).toEqual([true, false, false])
    expect(await outcome).toEqual({ kind: 'ended', reason: 'agent' })
    expect(stage.api.commands.map(([, noun]) => noun)).toEqual(['ChasitorInit', 'ChatMessage', 'ChatEnd'])
  })

  test('the server agrees to the end and says no more', async () => {
    stage.api.next('System/Messages', success, established)
    const { visitor, outcome } = stage.visit({ clock: hasty().clock })
    await stage.happened('established')
    visitor.end()
    expect(await outcome).toEqual({ kind: 'ended', reason: 'client' })
  })

  test('a session that the server no longer knows', async () => {
    stage.api.next('System/Messages', success, gone)
    expect(await stage.visit().outcome).toEqual({ kind: 'gone' })
  })

  test('stopping leaves the chat where it is', async () => {
    stage.api.next('System/Messages', success)
    const { visitor, outcome } = stage.visit()
    await stage.api.arrived('System/Messages', 2)
    visitor.stop()
    expect(await outcome).toEqual({ kind: 'stopped' })
    expect(visitor.state.phase).toBe('waiting')
    expect(stage.types.at(-1)).toBe('over')
  })
})

describe('asking for a session', () => {
  test('is given up after three tries', async () => {
    await stage.api.close()
    const { clock, waits } = hasty()
    expect(await stage.visit({ clock }).outcome).toEqual({ kind: 'unreachable', why: 'nobody answers there' })
    expect(waits).toEqual([150, 300])
    expect(stage.types).toEqual(['over'])
  })

  test('is not given up while the server is only busy', async () => {
    const busy = reply(429, 'Busy', { 'Retry-After': '3' })
    stage.api.next('System/SessionId', busy, busy, busy, busy)
    stage.api.next('System/Messages', success, ended(1), gone)
    const { clock, waits } = hasty()
    expect(await stage.visit({ clock }).outcome).toMatchObject({ kind: 'ended' })
    expect(waits.filter((wait) => wait > 3000)).toHaveLength(4)
    expect(stage.types.slice(0, 2)).toEqual(['connection-lost', 'connection-back'])
  })

  test('of something else than a chat server is given up', async () => {
    const page = reply(404, 'Not Found')
    stage.api.next('System/SessionId', page, page, page)
    expect(await stage.visit({ clock: hasty().clock }).outcome).toEqual({ kind: 'unreachable', why: 'it answered 404' })
  })
})

test('before a command goes out, its number and content are kept', async () => {
  const states: VisitorState[] = []
  stage.api.next('System/Messages', success, established)
  stage.api.next('Chasitor/ChatMessage', (answer, received) => {
    expect(states.at(-1)).toMatchObject({ commands: { sending: { number: 2, body: { text: 'one' } } } })
    reply(200, 'OK')(answer, received)
  })
  const { visitor } = stage.visit({ onChange: (state) => states.push(state) })
  visitor.say('one')
  await stage.happened('confirmed', 2)
})

test('what arrived is told before it is acknowledged', async () => {
  stage.api.next('System/Messages', success, established, says(2, 'Hello'), (answer, received) => {
    expect(stage.types).toContain('message')
    stage.api.next('System/Messages', gone)
    ended(3)(answer, received)
  })
  await stage.visit().outcome
  expect(stage.acks).toEqual(['-1', '0', '1', '2', '3'])
})

test('the key never leaves the headers', async () => {
  stage.api.next('System/Messages', success, ended(1), gone)
  await stage.visit().outcome
  const told = JSON.stringify([stage.events, stage.api.received.map(({ resource, body }) => [resource, body])])
  expect(told).not.toContain(scriptedSession.key)
})
