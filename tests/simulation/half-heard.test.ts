/** A node that has heard of a part of what another one wrote at once. */
import { expect, test } from 'vitest'
import type { FeedEvent } from '../../src/agent-api/agent-feed.js'
import type { Snapshot } from '../../src/agent-api/messages.js'
import { agentRef } from '../../src/routing/agent.js'
import { RoamingVisitor, SimulatedNodes } from '../support/simulated-nodes.js'
import { organizationId } from '../support/simulated-server.js'

const agent = { id: 'a0', name: 'Agent 0' }

/** What a console is told first that comes to a node now. */
const snapshotAt = async (all: SimulatedNodes, n: number): Promise<Pick<Snapshot, 'offers' | 'chats'>> => {
  const { feeds, setup } = all.node(n).parts
  const events: FeedEvent[] = []
  const profile = () => setup.agent(organizationId, agent.id) ?? expect.fail('There is no agent.')
  const leave = await feeds.follow(profile, undefined, (event) => events.push(event))
  leave()
  expect(events.map(({ name }) => name)).toEqual(['snapshot'])
  return events[0]?.data as Snapshot
}

test('[N-6] a console that comes to a node is told what the node knows of chats, though not yet of the agent', async () => {
  const all = await SimulatedNodes.start({ count: 2, capacities: [1] })
  const visitor = new RoamingVisitor(all, 0)
  const [one, other] = [all.node(0).parts, all.node(1).parts]
  await all.agentComes(0, agent.id)
  all.relay.fate = () => 'lost'
  all.node(1).pause()
  await visitor.ask(0)
  const chat = await visitor.chat(0)
  const hears = async (): Promise<void> => {
    const { version } = await one.ledger.read(chat)
    await other.ledger.takeIn([{ ref: chat, version, isOpen: true }])
  }
  for (let turn = 0; turn < 20 && one.ledger.peek(chat)?.state !== 'offered'; turn += 1) await all.node(0).pass(250)
  await hears()
  const places = () => other.ledger.peek(agentRef(organizationId, agent.id))?.places
  expect(places()).toEqual([])
  expect((await snapshotAt(all, 1)).offers).toMatchObject([{ chatId: chat.name.id }])
  await one.assignments.endOffer(chat, agent.id, 'declined')
  await hears()
  expect((await snapshotAt(all, 1)).offers).toEqual([])
})
