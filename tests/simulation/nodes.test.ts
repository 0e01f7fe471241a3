/** Several nodes on one store: any of them answers anything, and what one of them suffers the others make up for. */
import { describe, expect, test } from 'vitest'
import type { LogInEnd } from '../../src/accounts/log-ins.js'
import { wrongAtAddressMax } from '../../src/edge/log-in-limits.js'
import type { PollOutcome } from '../../src/delivery/visitor-session.js'
import type { AgentProfile } from '../../src/setup/kinds/agent-profile.js'
import { hashToken } from '../../src/server/secrets.js'
import { organizationId } from '../support/simulated-server.js'
import { established, nobody, stateOn } from '../support/roaming-chat.js'
import { RoamingVisitor, SimulatedNodes } from '../support/simulated-nodes.js'

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

  test('[D-2 L-9] a poll whose session was long in coming is held for what is left of its time', async () => {
    const all = await SimulatedNodes.start({ count: 3, capacities: [1] })
    const visitor = new RoamingVisitor(all, 0)
    await established(all, visitor)
    await visitor.readAll(0)
    const { clock, parts } = all.node(0)
    const outcomes: PollOutcome['type'][] = []
    const came = clock.now() - 20_000
    parts.sessions.polls.open(await visitor.session(0), visitor.had, ({ type }) => outcomes.push(type), came)
    await all.pass(6000)
    expect(outcomes).toEqual([])
    await all.pass(2000)
    expect(outcomes).toEqual(['nothing'])
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
