/** Several nodes on one store that cannot tell each other anything, or cannot ask: what is durable arrives all the same. */
import { describe, expect, test, vi } from 'vitest'
import { LogAwayError } from '../../src/event-log/event-log.js'
import { goneAfterMs } from '../../src/nodes/turns.js'
import { established, nobody, stateOn } from '../support/roaming-chat.js'
import { RoamingVisitor, SimulatedNodes } from '../support/simulated-nodes.js'

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
