/** Clients without `ack` at several nodes: what they were thought to have and have not. */
import { expect, test } from 'vitest'
import type { PollOutcome } from '../../src/delivery/visitor-session.js'
import { RoamingVisitor, SimulatedNodes } from '../support/simulated-nodes.js'

test('[N-1] an answer that did not arrive is given by a node that reads the place which was kept before that was known', async () => {
  const all = await SimulatedNodes.start({ count: 2, capacities: [1] })
  const agent = { id: 'a0', name: 'Agent 0' }
  const visitor = new RoamingVisitor(all, 0, false)
  await all.agentComes(0, agent.id)
  await visitor.ask(0)
  await all.rest()
  await all.pass(250)
  const [one, other] = [all.node(0), all.node(1)]
  const chat = await visitor.chat(0)
  await one.parts.assignments.accept(chat, agent)
  for (let turn = 0; turn < 3; turn += 1) {
    await visitor.poll(0)
    visitor.attend()
  }
  expect(visitor.numbers).toEqual([0, 1])
  const outcomes: PollOutcome[] = []
  one.parts.sessions.polls.open(await visitor.session(0), undefined, (outcome) => outcomes.push(outcome))
  await one.parts.chats.writeAsAgent(chat, agent, 'Hello')
  await all.rest()
  const [lost] = outcomes
  if (lost?.type !== 'answer') throw new Error('There was no answer.')
  lost.handOver.done()
  one.log.keepBookmarks()
  await all.rest()
  // What is kept now is written with the next commit, which is not yet.
  lost.handOver.undone()
  await all.rest()
  await visitor.poll(1)
  await all.rest()
  expect(visitor.attend()).toBe('answer')
  expect(visitor.numbers).toEqual([0, 1, 2])
  expect((await other.parts.sessions.find(visitor.key))?.isHome).toBe(true)
})
