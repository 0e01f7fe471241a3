import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Play } from '../../tests/support/scripted-visitor-api.js'
import {
  cut,
  cutInTheMiddle,
  message,
  messages,
  reply,
  scriptedSession,
  ScriptedVisitorApi,
} from '../../tests/support/scripted-visitor-api.js'
import type { Clock } from '../lib/clock.js'
import { readSavedVisitor, saveVisitor } from './saved-visitor.js'
import type { VisitorEvent } from './visitor-events.js'
import type { VisitorState } from './visitor-state.js'
import { newVisitor } from './visitor-state.js'
import { Visitor } from './visitor.js'
import { WireClient } from './wire-client.js'

const request = { organizationId: '00D', deploymentId: '572', buttonId: '573', visitorName: 'Ana' }
const gone = reply(403, 'Session required but was invalid or not found')
const success = messages(0, message('ChatRequestSuccess', { queuePosition: 1 }))
const established = messages(1, message('ChatEstablished', { name: 'Ada', sneakPeekEnabled: false }))
const ended = (sequence: number) => messages(sequence, message('ChatEnded', { reason: 'agent' }))
const says = (sequence: number, text: string) => messages(sequence, message('ChatMessage', { name: 'Ada', text }))

// So long an open poll is watched after a loss; see `loops.ts`.
const HOLD_MS = 1000

/**
 * A clock that waits for nothing, and remembers what it was asked to wait for. Where a test is not about it, an open
 * poll is never open for long enough to mean something.
 */
const hasty = ({ holds = false } = {}) => {
  const waits: number[] = []
  const clock: Clock = {
    now: () => 1_767_268_800_000,
    after: (delayMs, run) => {
      if (delayMs === HOLD_MS && !holds) return { cancel: () => undefined }
      waits.push(delayMs)
      const soon = setImmediate(run)
      return { cancel: () => clearImmediate(soon) }
    },
  }
  return { clock, waits }
}

let api: ScriptedVisitorApi
let open: Visitor[]
let wires: WireClient[]
let events: VisitorEvent[]
let look: (() => void)[]

beforeEach(async () => {
  api = await ScriptedVisitorApi.listen()
  open = []
  wires = []
  events = []
  look = []
})
afterEach(async () => {
  for (const visitor of open) visitor.stop()
  for (const wire of wires) wire.close()
  await api[Symbol.asyncDispose]()
})

interface Settings {
  state?: VisitorState
  clock?: Clock
  acknowledge?: boolean
  onChange?: (state: VisitorState) => void
}

const visit = ({ state = newVisitor(request), ...more }: Settings = {}) => {
  const wire = new WireClient(api.endpoint)
  wires.push(wire)
  const onEvent = (event: VisitorEvent) => {
    events.push(event)
    for (const resolve of look.splice(0)) resolve()
  }
  const visitor = new Visitor({ wire, state, onEvent, random: () => 0.8, ...more })
  open.push(visitor)
  return { visitor, outcome: visitor.run() }
}
const types = () => events.map(({ type }) => type)
const happened = async (type: VisitorEvent['type'], count = 1) => {
  while (types().filter((seen) => seen === type).length < count)
    await new Promise<void>((resolve) => look.push(resolve))
}
const acks = () => api.of('System/Messages').map(({ query }) => query.get('ack'))

describe('a chat from the beginning to the end', () => {
  test('is told in order, and everything is acknowledged, the end too', async () => {
    api.next('System/Messages', success, established, reply(204), says(2, 'Hello'), ended(3), gone)
    const { visitor, outcome } = visit({ clock: hasty().clock })
    visitor.say('early')
    expect(await outcome).toEqual({ kind: 'ended', reason: 'agent' })
    expect(types().filter((type) => type !== 'confirmed')).toEqual(['requested', 'established', 'message', 'over'])
    expect(acks()).toEqual(['-1', '0', '1', '1', '2', '3'])
    expect(api.commands.map(([number, noun]) => [number, noun])).toEqual([
      [1, 'ChasitorInit'],
      [2, 'ChatMessage'],
    ])
  })

  test('without acknowledging', async () => {
    api.next('System/Messages', success, established, says(2, 'Hello'), says(2, 'Hello'), ended(3), gone)
    const { outcome } = visit({ acknowledge: false })
    expect(await outcome).toEqual({ kind: 'ended', reason: 'agent' })
    expect(acks()).toEqual([null, null, null, null, null])
    expect(types().filter((type) => type === 'message')).toHaveLength(1)
  })

  test('nobody there', async () => {
    api.next('System/Messages', messages(0, message('ChatRequestFail', { reason: 'Unavailable' })), gone)
    expect(await visit().outcome).toEqual({ kind: 'failed', reason: 'Unavailable' })
    expect(acks()).toEqual(['-1', '0'])
  })

  test('ended by the visitor, after what was said before', async () => {
    const { visitor, outcome } = visit()
    api.next('System/Messages', success, established)
    await happened('established')
    // The poll that is open now brings the end once the server has the command.
    await api.arrived('System/Messages', 3)
    api.next('Chasitor/ChatEnd', (answer, received) => {
      reply(200, 'OK')(answer, received)
      api.next('System/Messages', gone)
      api.answerHeldPoll(ended(2))
    })
    visitor.say('Bye')
    expect([visitor.end(), visitor.end(), visitor.say('too late')]).toEqual([true, false, false])
    expect(await outcome).toEqual({ kind: 'ended', reason: 'agent' })
    expect(api.commands.map(([, noun]) => noun)).toEqual(['ChasitorInit', 'ChatMessage', 'ChatEnd'])
  })

  test('the server agrees to the end and says no more', async () => {
    api.next('System/Messages', success, established)
    const { visitor, outcome } = visit({ clock: hasty().clock })
    await happened('established')
    visitor.end()
    expect(await outcome).toEqual({ kind: 'ended', reason: 'client' })
  })

  test('a session that the server no longer knows', async () => {
    api.next('System/Messages', success, gone)
    expect(await visit().outcome).toEqual({ kind: 'gone' })
  })

  test('stopping leaves the chat where it is', async () => {
    api.next('System/Messages', success)
    const { visitor, outcome } = visit()
    await api.arrived('System/Messages', 2)
    visitor.stop()
    expect(await outcome).toEqual({ kind: 'stopped' })
    expect(visitor.state.phase).toBe('waiting')
    expect(types().at(-1)).toBe('over')
  })
})

describe('asking for a session', () => {
  test('is given up after three tries', async () => {
    await api.close()
    const { clock, waits } = hasty()
    expect(await visit({ clock }).outcome).toEqual({ kind: 'unreachable', why: 'nobody answers there' })
    expect(waits).toEqual([150, 300])
    expect(types()).toEqual(['over'])
  })

  test('is not given up while the server is only busy', async () => {
    const busy = reply(429, 'Busy', { 'Retry-After': '3' })
    api.next('System/SessionId', busy, busy, busy, busy)
    api.next('System/Messages', success, ended(1), gone)
    const { clock, waits } = hasty()
    expect(await visit({ clock }).outcome).toMatchObject({ kind: 'ended' })
    expect(waits.filter((wait) => wait > 3000)).toHaveLength(4)
    expect(types().slice(0, 2)).toEqual(['connection-lost', 'connection-back'])
  })

  test('of something else than a chat server is given up', async () => {
    const page = reply(404, 'Not Found')
    api.next('System/SessionId', page, page, page)
    expect(await visit({ clock: hasty().clock }).outcome).toEqual({ kind: 'unreachable', why: 'it answered 404' })
  })
})

describe('when something is lost', () => {
  test.each<[string, Play]>([
    ['a lost answer', cut],
    ['half an answer', cutInTheMiddle],
    ['a fault of the server', reply(500, 'Internal Server Error')],
    ['a bad gateway', reply(502, '<html>')],
    ['a busy server', reply(429, 'Busy')],
  ])('%s: the command is sent again as it was', async (_, play) => {
    api.next('System/Messages', success, established)
    api.next('Chasitor/ChatMessage', play, play)
    const { visitor } = visit({ clock: hasty().clock })
    visitor.say('one')
    visitor.say('two')
    await happened('confirmed', 3)
    expect(api.commands.slice(1)).toEqual([
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
    api.next('System/Messages', success, play, play, established, ended(2), gone)
    expect(await visit({ clock: hasty().clock }).outcome).toMatchObject({ kind: 'ended' })
    expect(acks().slice(0, 5)).toEqual(['-1', '0', '0', '0', '1'])
    const told = types().filter((type) => type !== 'confirmed')
    expect(told).toEqual(['requested', 'connection-lost', 'connection-back', 'established', 'over'])
  })

  test('the server asks for a pause, and gets it', async () => {
    api.next('System/Messages', success, reply(429, 'Busy', { 'Retry-After': '9' }), ended(1), gone)
    const { clock, waits } = hasty()
    await visit({ clock }).outcome
    expect(waits).toContain(9150)
    expect(types()).not.toContain('connection-lost')
  })

  test('an empty answer that comes at once does not make the client run hot', async () => {
    api.next('System/Messages', success, reply(204), reply(204), ended(1), gone)
    const { clock, waits } = hasty()
    await visit({ clock }).outcome
    expect(waits).toEqual([250, 250])
  })

  test('a poll that is held again means that the connection is back', async () => {
    api.next('System/Messages', success, reply(500, 'No'))
    visit({ clock: hasty({ holds: true }).clock })
    await happened('connection-back')
    expect(api.of('System/Messages')).toHaveLength(3)
  })

  test('a refused line does not stop the next', async () => {
    api.next('System/Messages', success, established)
    api.next('Chasitor/ChatMessage', reply(413, 'Too long'))
    const { visitor } = visit()
    visitor.say('too long')
    visitor.say('short')
    await happened('confirmed', 2)
    expect(events).toContainEqual({ type: 'refused', noun: 'ChatMessage', status: 413, text: 'Too long' })
    expect(api.commands.at(-1)).toEqual([3, 'ChatMessage', { text: 'short' }])
  })

  test('the server counts differently: the command takes the number after the one it names', async () => {
    api.next('System/Messages', success, established)
    api.next('Chasitor/ChatMessage', reply(409, 'Out of sync Ack. Expected 2. Actual 6'))
    const { visitor } = visit()
    visitor.say('one')
    await happened('confirmed', 2)
    expect(api.commands.slice(1).map(([number]) => number)).toEqual([2, 7])
  })
})

describe('a session that moved', () => {
  const moved = reply(503)
  const token = reply(200, {
    messages: [message('ReconnectSession', { resetSequence: true, affinityToken: '9b071fa0' })],
  })
  const history = messages(1, message('ChasitorSessionData', { queuePosition: 0, chatMessages: [] }))

  test('is found again with the offset and the new token, and commands wait for it', async () => {
    api.next('System/Messages', success, established, moved)
    api.next('System/ReconnectSession', token)
    api.next('System/Messages', history)
    const { visitor } = visit()
    await happened('history')
    visitor.say('still here')
    await happened('confirmed', 2)
    expect(api.of('System/ReconnectSession')[0]?.query.get('ReconnectSession.offset')).toBe('1001')
    expect(acks()).toEqual(['-1', '0', '1', '-1', '1'])
    expect(api.of('System/Messages')[3]?.headers['x-liveagent-affinity']).toBe('9b071fa0')
    expect(api.of('Chasitor/ChasitorResyncState')).toHaveLength(1)
    expect(api.commands.at(-1)).toEqual([2, 'ChatMessage', { text: 'still here' }])
    expect(types()).not.toContain('connection-lost')
  })

  test('found by a command lets go of the poll that waits at the old place', async () => {
    api.next('System/Messages', success, established)
    api.next('Chasitor/ChatMessage', moved)
    api.next('System/ReconnectSession', token)
    const { visitor } = visit()
    await api.arrived('System/Messages', 3)
    api.next('System/Messages', history)
    visitor.say('hello')
    await happened('confirmed', 2)
    expect(api.commands.slice(1)).toEqual([
      [2, 'ChatMessage', { text: 'hello' }],
      [2, 'ChatMessage', { text: 'hello' }],
    ])
  })

  test('is only a server that is away when nobody gives a new token', async () => {
    api.next('System/Messages', success, moved, established, ended(2), gone)
    api.next('System/ReconnectSession', moved)
    await visit({ clock: hasty().clock }).outcome
    expect(acks().slice(0, 4)).toEqual(['-1', '0', '0', '1'])
    expect(types()).toContain('connection-back')
  })
})

describe('a restart', () => {
  test('of the client: the chat goes on, an unanswered command goes out again as it was', async () => {
    api.next('System/Messages', success, established)
    api.next('Chasitor/ChatMessage', () => undefined)
    let kept = ''
    const first = visit({ onChange: (state) => (kept = JSON.stringify(saveVisitor(api.endpoint, state))) })
    await api.arrived('System/Messages', 3)
    first.visitor.say('one')
    first.visitor.say('two')
    await api.arrived('Chasitor/ChatMessage')
    // What was kept when the request arrived is what a killed client leaves behind.
    const left = readSavedVisitor(JSON.parse(kept))
    first.visitor.stop()

    api.next('System/Messages', says(2, 'Hello'))
    visit({ state: left!.state })
    await happened('confirmed', 3)
    expect(api.commands).toMatchObject([
      [1, 'ChasitorInit', {}],
      [2, 'ChatMessage', { text: 'one' }],
      [2, 'ChatMessage', { text: 'one' }],
      [3, 'ChatMessage', { text: 'two' }],
    ])
    await happened('message')
    expect(acks()).toEqual(['-1', '0', '1', '1', '2'])
    expect(api.of('System/SessionId')).toHaveLength(1)
  })

  test('of the server: what is said meanwhile arrives when it is back', async () => {
    api.next('System/Messages', success, established)
    const { visitor } = visit()
    await api.arrived('System/Messages', 3)
    const { port } = api
    await api.close()
    await happened('connection-lost')
    visitor.say('one')
    visitor.say('two')
    api = await ScriptedVisitorApi.listen(port)
    api.next('System/Messages', says(2, 'Hello again'))
    await happened('confirmed', 3)
    await happened('connection-back')
    expect(api.commands).toEqual([
      [2, 'ChatMessage', { text: 'one' }],
      [3, 'ChatMessage', { text: 'two' }],
    ])
  })
})

test('before a command goes out, its number and content are kept', async () => {
  const states: VisitorState[] = []
  api.next('System/Messages', success, established)
  api.next('Chasitor/ChatMessage', (answer, received) => {
    expect(states.at(-1)).toMatchObject({ commands: { sending: { number: 2, body: { text: 'one' } } } })
    reply(200, 'OK')(answer, received)
  })
  const { visitor } = visit({ onChange: (state) => states.push(state) })
  visitor.say('one')
  await happened('confirmed', 2)
})

test('what arrived is told before it is acknowledged', async () => {
  api.next('System/Messages', success, established, says(2, 'Hello'), (answer, received) => {
    expect(types()).toContain('message')
    api.next('System/Messages', gone)
    ended(3)(answer, received)
  })
  await visit().outcome
  expect(acks()).toEqual(['-1', '0', '1', '2', '3'])
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

test('the key never leaves the headers', async () => {
  api.next('System/Messages', success, ended(1), gone)
  await visit().outcome
  const told = JSON.stringify([events, api.received.map(({ resource, body }) => [resource, body])])
  expect(told).not.toContain(scriptedSession.key)
})
