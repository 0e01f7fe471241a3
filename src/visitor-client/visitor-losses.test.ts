import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  ended,
  established,
  gone,
  hasty,
  request,
  says,
  ScriptedVisit,
  success,
} from '../../tests/support/scripted-visit.js'
import type { Play } from '../../tests/support/scripted-visitor-api.js'
import {
  cut,
  cutInTheMiddle,
  message,
  messages,
  reply,
  ScriptedVisitorApi,
} from '../../tests/support/scripted-visitor-api.js'
import { readSavedVisitor, saveVisitor } from './saved-visitor.js'
import { newVisitor } from './visitor-state.js'
import { Visitor } from './visitor.js'
import { WireClient } from './wire-client.js'

let stage: ScriptedVisit

beforeEach(async () => {
  stage = await ScriptedVisit.open()
})
afterEach(() => stage[Symbol.asyncDispose]())

describe('when something is lost', () => {
  test.each<[string, Play]>([
    ['a lost answer', cut],
    ['half an answer', cutInTheMiddle],
    ['a fault of the server', reply(500, 'Internal Server Error')],
    ['a bad gateway', reply(502, '<html>')],
    ['a busy server', reply(429, 'Busy')],
  ])('%s: the command is sent again as it was', async (_, play) => {
    stage.api.next('System/Messages', success, established)
    stage.api.next('Chasitor/ChatMessage', play, play)
    const { visitor } = stage.visit({ clock: hasty().clock })
    visitor.say('one')
    visitor.say('two')
    await stage.happened('confirmed', 3)
    expect(stage.api.commands.slice(1)).toEqual([
      [2, 'ChatMessage', { text: 'one' }],
      [2, 'ChatMessage', { text: 'one' }],
      [2, 'ChatMessage', { text: 'one' }],
      [3, 'ChatMessage', { text: 'two' }],
    ])
  })

  test.each<[string, Play]>([
    ['a cut connection', cut],
    ['half an answer', cutInTheMiddle],
    ['a fault of the server', reply(500, 'Internal Server Error')],
    ['two polls at once', reply(409, 'Duplicate')],
    ['nonsense', reply(200, 'nonsense')],
  ])('%s: the poll is sent again with the same acknowledgement', async (_, play) => {
    stage.api.next('System/Messages', success, play, play, established, ended(2), gone)
    expect(await stage.visit({ clock: hasty().clock }).outcome).toMatchObject({ kind: 'ended' })
    expect(stage.acks.slice(0, 5)).toEqual(['-1', '0', '0', '0', '1'])
    const told = stage.types.filter((type) => type !== 'confirmed')
    expect(told).toEqual(['requested', 'connection-lost', 'connection-back', 'established', 'over'])
  })

  test('the server asks for a pause, and gets it', async () => {
    stage.api.next('System/Messages', success, reply(429, 'Busy', { 'Retry-After': '9' }), ended(1), gone)
    const { clock, waits } = hasty()
    await stage.visit({ clock }).outcome
    expect(waits).toContain(9150)
    expect(stage.types).not.toContain('connection-lost')
  })

  test('an empty answer that comes at once does not make the client run hot', async () => {
    stage.api.next('System/Messages', success, reply(204), reply(204), ended(1), gone)
    const { clock, waits } = hasty()
    await stage.visit({ clock }).outcome
    expect(waits).toEqual([250, 250])
  })

  test('a poll that is held again means that the connection is back', async () => {
    stage.api.next('System/Messages', success, reply(500, 'No'))
    stage.visit({ clock: hasty({ holds: true }).clock })
    await stage.happened('connection-back')
    expect(stage.api.of('System/Messages')).toHaveLength(3)
  })

  test('a refused line does not stop the next', async () => {
    stage.api.next('System/Messages', success, established)
    stage.api.next('Chasitor/ChatMessage', reply(413, 'Too long'))
    const { visitor } = stage.visit()
    visitor.say('too long')
    visitor.say('short')
    await stage.happened('confirmed', 2)
    expect(stage.events).toContainEqual({ type: 'refused', noun: 'ChatMessage', status: 413, text: 'Too long' })
    expect(stage.api.commands.at(-1)).toEqual([3, 'ChatMessage', { text: 'short' }])
  })

  test('the server counts differently: the command takes the number after the one it names', async () => {
    stage.api.next('System/Messages', success, established)
    stage.api.next('Chasitor/ChatMessage', reply(409, 'Out of sync Ack. Expected 2. Actual 6'))
    const { visitor } = stage.visit()
    visitor.say('one')
    await stage.happened('confirmed', 2)
    expect(stage.api.commands.slice(1).map(([number]) => number)).toEqual([2, 7])
  })
})

describe('a session that moved', () => {
  const moved = reply(503)
  const token = reply(200, {
    messages: [message('ReconnectSession', { resetSequence: true, affinityToken: '9b071fa0' })],
  })
  const history = messages(1, message('ChasitorSessionData', { queuePosition: 0, chatMessages: [] }))

  test('is found again with the offset and the new token, and commands wait for it', async () => {
    stage.api.next('System/Messages', success, established, moved)
    stage.api.next('System/ReconnectSession', token)
    stage.api.next('System/Messages', history)
    const { visitor } = stage.visit()
    await stage.happened('history')
    visitor.say('still here')
    await stage.happened('confirmed', 2)
    expect(stage.api.of('System/ReconnectSession')[0]?.query.get('ReconnectSession.offset')).toBe('1001')
    expect(stage.acks).toEqual(['-1', '0', '1', '-1', '1'])
    expect(stage.api.of('System/Messages')[3]?.headers['x-liveagent-affinity']).toBe('9b071fa0')
    expect(stage.api.of('Chasitor/ChasitorResyncState')).toHaveLength(1)
    expect(stage.api.commands.at(-1)).toEqual([2, 'ChatMessage', { text: 'still here' }])
    expect(stage.types).not.toContain('connection-lost')
  })

  test('found by a command lets go of the poll that waits at the old place', async () => {
    stage.api.next('System/Messages', success, established)
    stage.api.next('Chasitor/ChatMessage', moved)
    stage.api.next('System/ReconnectSession', token)
    const { visitor } = stage.visit()
    await stage.api.arrived('System/Messages', 3)
    stage.api.next('System/Messages', history)
    visitor.say('hello')
    await stage.happened('confirmed', 2)
    expect(stage.api.commands.slice(1)).toEqual([
      [2, 'ChatMessage', { text: 'hello' }],
      [2, 'ChatMessage', { text: 'hello' }],
    ])
  })

  test('is only a server that is away when nobody gives a new token', async () => {
    stage.api.next('System/Messages', success, moved, established, ended(2), gone)
    stage.api.next('System/ReconnectSession', moved)
    await stage.visit({ clock: hasty().clock }).outcome
    expect(stage.acks.slice(0, 4)).toEqual(['-1', '0', '0', '1'])
    expect(stage.types).toContain('connection-back')
  })
})

describe('a restart', () => {
  test('of the client: the chat goes on, an unanswered command goes out again as it was', async () => {
    stage.api.next('System/Messages', success, established)
    stage.api.next('Chasitor/ChatMessage', () => undefined)
    let kept = ''
    const first = stage.visit({ onChange: (state) => (kept = JSON.stringify(saveVisitor(stage.api.endpoint, state))) })
    await stage.api.arrived('System/Messages', 3)
    first.visitor.say('one')
    first.visitor.say('two')
    await stage.api.arrived('Chasitor/ChatMessage')
    // What was kept when the request arrived is what a killed client leaves behind.
    const left = readSavedVisitor(JSON.parse(kept))
    first.visitor.stop()

    stage.api.next('System/Messages', says(2, 'Hello'))
    stage.visit({ state: left!.state })
    await stage.happened('confirmed', 3)
    expect(stage.api.commands).toMatchObject([
      [1, 'ChasitorInit', {}],
      [2, 'ChatMessage', { text: 'one' }],
      [2, 'ChatMessage', { text: 'one' }],
      [3, 'ChatMessage', { text: 'two' }],
    ])
    await stage.happened('message')
    expect(stage.acks).toEqual(['-1', '0', '1', '1', '2'])
    expect(stage.api.of('System/SessionId')).toHaveLength(1)
  })

  test('of the server: what is said meanwhile arrives when it is back', async () => {
    stage.api.next('System/Messages', success, established)
    const { visitor } = stage.visit()
    await stage.api.arrived('System/Messages', 3)
    const { port } = stage.api
    await stage.api.close()
    await stage.happened('connection-lost')
    visitor.say('one')
    visitor.say('two')
    stage.api = await ScriptedVisitorApi.listen(port)
    stage.api.next('System/Messages', says(2, 'Hello again'))
    await stage.happened('confirmed', 3)
    await stage.happened('connection-back')
    expect(stage.api.commands).toEqual([
      [2, 'ChatMessage', { text: 'one' }],
      [3, 'ChatMessage', { text: 'two' }],
    ])
  })
})

test('whatever goes wrong with commands, each is done once and in order', async () => {
  const fault = fc.constantFrom('cut', 'half', '500', '429', 'done but cut', 'ok')
  await fc.assert(
    fc.asyncProperty(fc.array(fault, { maxLength: 12 }), fc.integer({ min: 1, max: 6 }), async (faults, count) => {
      await using server = await ScriptedVisitorApi.listen()
      const done = new Map<string, string>()
      const does = (fails: string): Play => {
        return (answer, received) => {
          const number = String(received.headers['x-liveagent-sequence'])
          const { text } = JSON.parse(received.body) as { text: string }
          if (['ok', 'done but cut', 'half'].includes(fails)) {
            expect(done.get(number) ?? text).toBe(text)
            done.set(number, text)
          }
          const plays = { cut, half: cutInTheMiddle, 'done but cut': cut, ok: reply(200, 'OK') }
          const play = fails in plays ? plays[fails as keyof typeof plays] : reply(Number(fails), 'No')
          play(answer, received)
        }
      }
      server.next('Chasitor/ChatMessage', ...faults.map(does), ...Array.from({ length: count }, () => does('ok')))
      server.next('System/Messages', success, established)
      const wire = new WireClient(server.endpoint)
      const { clock } = hasty()
      let confirmed = 0
      const visitor = new Visitor({
        wire,
        state: newVisitor(request),
        clock,
        random: () => 0.8,
        onEvent: (event) => {
          if (event.type === 'confirmed') confirmed += 1
          if (confirmed === count + 1) visitor.stop()
        },
      })
      const texts = Array.from({ length: count }, (_, index) => `line ${index}`)
      for (const text of texts) visitor.say(text)
      await visitor.run()
      wire.close()
      expect([...done]).toEqual(texts.map((text, index) => [String(index + 2), text]))
    }),
    { numRuns: 40 },
  )
})
