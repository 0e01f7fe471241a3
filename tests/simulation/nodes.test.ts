/** Several nodes on one store: any of them answers anything, and what one of them suffers the others make up for. */
import { describe, expect, test, vi } from 'vitest'
import type { Chat } from '../../src/chat/chat.js'
import type { LogInEnd } from '../../src/accounts/log-ins.js'
import { wrongAtAddressMax } from '../../src/edge/log-in-limits.js'
import { LogAwayError } from '../../src/event-log/event-log.js'
import type { PollOutcome } from '../../src/delivery/visitor-session.js'
import type { AgentProfile } from '../../src/setup/kinds/agent-profile.js'
import { hashToken } from '../../src/server/secrets.js'
import { goneAfterMs } from '../../src/nodes/turns.js'
import { RoamingVisitor, SimulatedNodes } from '../support/simulated-nodes.js'
import { organizationId } from '../support/simulated-server.js'

const nobody = { id: 'a0', name: 'Agent 0' }

const stateOn = async (all: SimulatedNodes, n: number, visitor: RoamingVisitor): Promise<Chat> => {
  const { ledger } = all.node(n).parts
  return (await ledger.read(await visitor.chat(n))).state
}

/** A chat that a visitor asked for on one node and an agent accepted on another. */
const established = async (all: SimulatedNodes, visitor: RoamingVisitor) => {
  await all.agentComes(1, 'a0')
  await visitor.ask(0)
  await all.rest()
  await all.pass(250)
  expect((await stateOn(all, 2, visitor)).state).toBe('offered')
  await all.node(2).parts.assignments.accept(await visitor.chat(2), nobody)
  await all.rest()
  return visitor.chat(0)
}

describe('any node answers anything', () => {
  test('[N-1] a chat whose every step is another node’s', async () => {
    const all = await SimulatedNodes.start({ count: 3, capacities: [1] })
    const visitor = new RoamingVisitor(all, 0)
    const chat = await established(all, visitor)
    await all.node(0).parts.chats.writeAsAgent(chat, nobody, 'Hello')
    await visitor.readAll(1)
    await visitor.say(2, 'Hi')
    await all.rest()
    for (const n of [0, 1, 2])
      expect(await stateOn(all, n, visitor)).toMatchObject({ state: 'established', version: 5 })
    expect(visitor.numbers).toEqual([0, 1, 2])
    await all.node(1).parts.assignments.endByAgent(chat, 'a0')
    await visitor.readAll(0)
    expect(visitor.numbers).toEqual([0, 1, 2, 3])
    expect((await all.agent(0, 'a0')).places).toEqual([])
  })

  test.each([true, false])(
    '[N-1] who changes the node with each request misses and repeats nothing (ack: %s)',
    async (acks) => {
      const all = await SimulatedNodes.start({ count: 3, capacities: [1] })
      const visitor = new RoamingVisitor(all, 0, acks)
      const chat = await established(all, visitor)
      for (let n = 0; n < 12; n += 1) {
        await all.node(n + 1).parts.chats.writeAsAgent(chat, nobody, `message ${n}`)
        if (n % 3 === 0) await visitor.say(n + 2, `answer ${n}`)
        await visitor.readAll(n)
      }
      expect(visitor.numbers).toEqual(Array.from({ length: 14 }, (_, n) => n))
    },
  )

  test('[N-1] an answer that turns out not to have arrived is given by the node that holds the poll now', async () => {
    const all = await SimulatedNodes.start({ count: 2, capacities: [1] })
    const visitor = new RoamingVisitor(all, 0, false)
    const chat = await established(all, visitor)
    await visitor.readAll(0)
    const session = await visitor.session(0)
    const outcomes: PollOutcome[] = []
    all.node(0).parts.sessions.polls.open(session, undefined, (outcome) => outcomes.push(outcome))
    await all.rest()
    await all.node(0).parts.chats.writeAsAgent(chat, nobody, 'Hello')
    const [lost] = outcomes
    if (lost?.type !== 'answer') throw new Error('There was no answer.')
    lost.handOver.done()
    await all.rest()
    await visitor.poll(1)
    expect(visitor.attend()).toBeUndefined()
    lost.handOver.undone()
    await all.rest()
    expect(visitor.attend()).toBe('answer')
    expect(visitor.numbers).toEqual([0, 1, 2])
  })

  test('[N-1] nor is it lost when that node has told what came after it', async () => {
    const all = await SimulatedNodes.start({ count: 2, capacities: [1] })
    const visitor = new RoamingVisitor(all, 0, false)
    const chat = await established(all, visitor)
    await visitor.readAll(0)
    const outcomes: PollOutcome[] = []
    all.node(0).parts.sessions.polls.open(await visitor.session(0), undefined, (outcome) => outcomes.push(outcome))
    await all.rest()
    await all.node(0).parts.chats.writeAsAgent(chat, nobody, 'Hello')
    const [lost] = outcomes
    if (lost?.type !== 'answer') throw new Error('There was no answer.')
    lost.handOver.done()
    await all.rest()
    await visitor.poll(1)
    await all.node(0).parts.chats.writeAsAgent(chat, nobody, 'Are you there?')
    await all.rest()
    expect(visitor.attend()).toBe('answer')
    lost.handOver.undone()
    await all.rest()
    await visitor.readAll(1)
    expect(visitor.numbers).toEqual([0, 1, 3, 2, 3])
  })

  test('[N-2] a held poll is woken on another node by what it is told, without a look at the store', async () => {
    const all = await SimulatedNodes.start({ count: 2, capacities: [1] })
    const visitor = new RoamingVisitor(all, 0)
    const chat = await established(all, visitor)
    await visitor.readAll(1)
    await visitor.poll(1)
    expect(visitor.attend()).toBeUndefined()
    all.node(1).log.holdReads = true
    await all.node(0).parts.chats.writeAsAgent(chat, nobody, 'Hello')
    await all.rest()
    expect(visitor.attend()).toBe('answer')
    expect(all.node(1).log.reads).toEqual([])
    all.node(1).log.holdReads = false
  })

  test('[N-3] typing reaches the visitor and the agent wherever they are', async () => {
    const all = await SimulatedNodes.start({ count: 3, capacities: [1] })
    const visitor = new RoamingVisitor(all, 0)
    const chat = await established(all, visitor)
    await visitor.readAll(2)
    await visitor.poll(2)
    await all.node(1).parts.chats.agentTyping(chat, 'a0', true)
    await all.rest()
    expect(visitor.attend()).toBe('answer')
    const heard: string[] = []
    const feed = all.node(1).parts
    const profile = () => feed.setup.agent(organizationId, 'a0')!
    const leave = await feed.feeds.follow(profile, undefined, ({ name }) => heard.push(name))
    await all.node(2).parts.chats.visitorTyping(await visitor.chat(2), true, 'x'.repeat(9000))
    await all.rest()
    leave()
    expect(heard).toEqual(['snapshot', 'visitor-typing'])
    expect(all.relay.longest).toBeLessThan(8000)
  })

  test('[N-4] a poll that one node holds ends when another is asked', async () => {
    const all = await SimulatedNodes.start({ count: 2, capacities: [1] })
    const visitor = new RoamingVisitor(all, 0)
    await established(all, visitor)
    await visitor.readAll(0)
    await visitor.poll(0)
    const { polls } = all.node(0).parts.sessions
    const held = await visitor.session(0)
    expect(held.poll).toBeDefined()
    expect(polls).toBeDefined()
    await visitor.poll(1)
    await all.rest()
    expect(held.poll).toBeUndefined()
  })

  test('[N-5] a client that reconnected on one node is told the chat so far by any', async () => {
    const all = await SimulatedNodes.start({ count: 3, capacities: [1] })
    const visitor = new RoamingVisitor(all, 0)
    await established(all, visitor)
    await visitor.readAll(1)
    await all.node(0).parts.reconnects.reconnect(await visitor.session(0), undefined)
    visitor.numbers.length = 0
    visitor.had = -1
    await visitor.readAll(1)
    expect(visitor.numbers).toEqual([0, 1])
  })
})

describe('without a word from the others', () => {
  test('[N-6] everything comes by the look at the log', async () => {
    const all = await SimulatedNodes.start({ count: 3, capacities: [1] })
    all.relay.isAway = true
    const visitor = new RoamingVisitor(all, 0)
    await all.agentComes(1, 'a0')
    await all.pass(1250)
    await visitor.ask(0)
    await all.pass(5000)
    expect((await stateOn(all, 2, visitor)).state).toBe('offered')
    await all.node(2).parts.assignments.accept(await visitor.chat(2), nobody)
    await visitor.poll(1)
    await all.pass(1250)
    await visitor.readAll(1)
    await all.node(0).parts.chats.writeAsAgent(await visitor.chat(0), nobody, 'Hello')
    await visitor.poll(1)
    await all.pass(1250)
    await visitor.readAll(1)
    expect(visitor.numbers).toEqual([0, 1, 2])
  })

  test('[N-6] a node that is told that it may have missed something looks at once', async () => {
    const all = await SimulatedNodes.start({ count: 2, capacities: [1] })
    const visitor = new RoamingVisitor(all, 0)
    const chat = await established(all, visitor)
    await visitor.readAll(1)
    await visitor.poll(1)
    all.relay.isAway = true
    await all.node(0).parts.chats.writeAsAgent(chat, nobody, 'Hello')
    await all.rest()
    expect(visitor.attend()).toBeUndefined()
    all.relay.back()
    await all.rest()
    expect(visitor.attend()).toBe('answer')
  })

  test('[N-13] nodes that forgot each other know of each other as soon as they can talk', async () => {
    const all = await SimulatedNodes.start({ count: 3, capacities: [1] })
    const others = () => all.nodes.map(({ parts }) => parts.nodes?.turns.others)
    all.relay.isAway = true
    await all.pass(goneAfterMs + 1000)
    expect(others()).toEqual([0, 0, 0])
    all.relay.back()
    await all.rest()
    expect(others()).toEqual([2, 2, 2])
  })
})

test('[N-1] what a client acknowledged is not given again by a node whose database is away when it asks', async () => {
  const all = await SimulatedNodes.start({ count: 2, capacities: [1] })
  const visitor = new RoamingVisitor(all, 0)
  const chat = await established(all, visitor)
  await visitor.poll(1)
  expect(visitor.attend()).toBe('answer')
  expect(visitor.numbers).toEqual([0])
  all.relay.isAway = true
  await all.node(0).parts.chats.writeAsAgent(chat, nobody, 'Hello')
  // As if another node had told the visitor all of it meanwhile.
  visitor.had = 2
  const { ledger } = all.node(1).parts
  const refresh = ledger.refresh.bind(ledger)
  let failures = 0
  vi.spyOn(ledger, 'refresh').mockImplementation((ref) => {
    if (ref.key !== chat.key || failures > 0) return refresh(ref)
    failures += 1
    return Promise.reject(new LogAwayError('The database cannot be reached.'))
  })
  await visitor.poll(1)
  await all.pass(2000)
  expect(failures).toBe(1)
  expect(visitor.attend()).toBeUndefined()
})

describe('a node that dies', () => {
  test('[N-7] has its offers end, and its agents and visitors given up, by the others within ten seconds', async () => {
    const all = await SimulatedNodes.start({
      count: 2,
      capacities: [1],
      environment: {
        PARLEY_OFFER_TIMEOUT_MS: '20000',
        PARLEY_AGENT_LEASE_MS: '30000',
        PARLEY_VISITOR_WAITING_MS: '60000',
      },
    })
    // Long before, so that nobody has just been started.
    await all.pass(30_000)
    const visitor = new RoamingVisitor(all, 0)
    await all.agentComes(0, 'a0')
    await visitor.ask(0)
    await all.pass(1000)
    expect((await stateOn(all, 0, visitor)).state).toBe('offered')
    const { ledger } = all.node(1).parts
    const chat = await visitor.chat(0)
    all.node(0).crash()
    await all.pass(19_000)
    expect(ledger.peek(chat)?.state).toBe('offered')
    await all.pass(10_000)
    expect(ledger.peek(chat)).not.toMatchObject({ offer: { agentId: 'a0', attempt: 1 } })
    await all.pass(10_000)
    expect((await all.agent(1, 'a0')).status).toBe('offline')
    expect(ledger.peek(chat)?.state).toBe('waiting')
    await all.pass(30_000)
    expect(ledger.peek(chat)).toMatchObject({ state: 'ended', reason: 'visitor-lost' })
  })

  test('[N-7] costs nothing that it acknowledged, though it could tell nobody', async () => {
    const all = await SimulatedNodes.start({ count: 2, capacities: [1] })
    const visitor = new RoamingVisitor(all, 0)
    const chat = await established(all, visitor)
    await visitor.readAll(0)
    all.relay.isAway = true
    await all.node(0).parts.chats.writeAsAgent(chat, nobody, 'Hello')
    all.node(0).crash()
    await visitor.poll(1)
    await all.pass(1250)
    await visitor.readAll(1)
    expect(visitor.numbers).toEqual([0, 1, 2])
  })
})

describe('who is in contact with one node', () => {
  test.each([false, true])('[N-8] is given up by none (nobody hears of it: %s)', async (isAway) => {
    const all = await SimulatedNodes.start({
      count: 3,
      capacities: [1],
      environment: { PARLEY_AGENT_LEASE_MS: '60000', PARLEY_VISITOR_ESTABLISHED_MS: '60000' },
    })
    const visitor = new RoamingVisitor(all, 0)
    await established(all, visitor)
    all.relay.isAway = isAway
    for (let n = 0; n < 12; n += 1) {
      await visitor.readAll(2)
      await all.pass(20_000)
    }
    expect(await stateOn(all, 0, visitor)).toMatchObject({ state: 'established' })
    expect((await all.agent(0, 'a0')).status).toBe('online')
  })

  test('[N-9] a node that was paused for a minute gives nobody up, and knows what happened when it wakes', async () => {
    const all = await SimulatedNodes.start({
      count: 2,
      capacities: [1],
      environment: {
        PARLEY_AGENT_LEASE_MS: '20000',
        PARLEY_VISITOR_ESTABLISHED_MS: '40000',
        PARLEY_VISITOR_AWAY_MS: '30000',
      },
    })
    const visitor = new RoamingVisitor(all, 0)
    const chat = await established(all, visitor)
    const paused = all.node(0)
    paused.pause()
    all.relay.fate = () => 'late'
    for (let n = 0; n < 3; n += 1) {
      await visitor.readAll(1)
      await visitor.say(1, `still here ${n}`)
      await all.pass(20_000)
    }
    paused.resume()
    await all.rest()
    expect(paused.parts.ledger.peek(chat)).toMatchObject({ state: 'established' })
    all.relay.deliverLate()
    await all.pass(1000)
    expect(paused.parts.ledger.peek(chat)).toEqual(all.node(1).parts.ledger.peek(chat))
    expect((await all.agent(1, 'a0')).status).toBe('online')
    await paused.parts.chats.writeAsAgent(chat, nobody, 'Hello')
    await visitor.readAll(0)
    expect(visitor.numbers).toEqual([0, 1, 2])
  })
})

describe('what administrators define', () => {
  const edit = (id: string, name: string) => ({ kind: 'skill' as const, id: `0C5P0000000000${id}`, data: { name } })
  const author = { by: 'a0', name: 'Agent 0', at: 0 }

  test.each([false, true])('[N-10] counts on every node (told by nobody: %s)', async (isAway) => {
    const all = await SimulatedNodes.start({ count: 2, capacities: [1] })
    all.relay.isAway = isAway
    await all.node(0).parts.editor.edit(organizationId, [{ ...edit('1', 'French'), expectedVersion: 0 }], author)
    await all.rest()
    if (isAway) await all.pass(1250)
    const heard = all.node(1).parts.setup.all(organizationId, 'skill')
    expect(heard.map(({ name }) => name)).toEqual(['French'])
  })

  test('[N-10] is checked against what another node has changed a moment ago', async () => {
    const all = await SimulatedNodes.start({ count: 2, capacities: [1, 1] })
    all.relay.isAway = true
    const [one, other] = [all.node(0).parts, all.node(1).parts]
    const renamed = (parts: typeof one, id: string) => {
      const profile = parts.setup.raw(organizationId, 'agent', id)!.data as AgentProfile
      return [{ kind: 'agent' as const, id, data: { ...profile, username: 'vera@example.com' } }]
    }
    await one.editor.edit(organizationId, renamed(one, 'a0'), author)
    await expect(other.editor.edit(organizationId, renamed(other, 'a1'), author)).rejects.toMatchObject({
      code: 'invalid',
    })
    expect(other.setup.agentByUsername('vera@example.com')?.id).toBe('a0')
    expect(other.setup.agentByUsername('a0@example.com')).toBeUndefined()
  })

  test('[N-11] a log-in that ends on one node ends on all', async () => {
    const all = await SimulatedNodes.start({ count: 2, capacities: [1] })
    const [one, other] = [all.node(0).parts, all.node(1).parts]
    const hash = hashToken('token')
    const expiresAt = all.node(0).clock.now() + 600_000_000
    const add = () => all.addToken({ hash, organizationId, agentId: 'a0', expiresAt, seenAt: 0, origin: {} })
    for (const isAway of [false, true]) {
      all.relay.isAway = isAway
      await add()
      expect(await one.accounts.identify('token')).toBeDefined()
      expect(await other.accounts.identify('token')).toBeDefined()
      const heard: LogInEnd[] = []
      const stop = other.logIns.follow((end) => heard.push(end))
      await one.logIns.end(hash)
      await all.rest()
      // Whoever holds it there hears of it at once, if anything is heard.
      expect(heard).toEqual(isAway ? [] : [{ hash }])
      stop()
      if (isAway) await all.pass(5250)
      expect(await other.accounts.identify('token')).toBeUndefined()
    }
  })

  test('[A-105] wrong passwords count on all nodes, and so does letting somebody in again', async () => {
    const all = await SimulatedNodes.start({ count: 2, capacities: [1] })
    const [one, other] = [all.node(0).parts.logInLimits, all.node(1).parts.logInLimits]
    for (let tries = 0; tries < wrongAtAddressMax; tries += 1) one.failed('ada@example.com', '203.0.113.7')
    await all.rest()
    expect(other.waitMs('ada@example.com', '203.0.113.7')).toBeGreaterThan(0)
    other.unlock('ada@example.com')
    await all.rest()
    for (const limits of [one, other]) expect(limits.waitMs('ada@example.com', '203.0.113.7')).toBe(0)
  })

  test('[N-12] pages that a visitor looked at are known wherever they ask for a chat', async () => {
    const all = await SimulatedNodes.start({ count: 2, capacities: [1] })
    all.node(0).parts.trails.note('visitor', 'https://example.com/prices')
    await all.rest()
    const pages = all.node(1).parts.trails.pagesOf('visitor')
    expect(pages.map(({ location }) => location)).toEqual(['https://example.com/prices'])
  })
})
