/**
 * Random lives of a chat across three nodes, whose messages to each other arrive, get lost, come late or twice, and each of
 * which may crash and come back: visitor and agent ask a node of their choice each time.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SimulatedNodes, RoamingVisitor } from '../support/simulated-nodes.js'
import { seededRuns } from '../support/seeded-runs.js'
import type { MessageFate } from '../support/simulated-relay.js'

const runs = seededRuns(60)
const count = 3
const agent = { id: 'a0', name: 'Agent 0' }

type Step =
  | { readonly type: 'say' | 'write' | 'poll' | 'crash'; readonly n: number }
  | { readonly type: 'pass'; readonly ms: number }
  | { readonly type: 'relay'; readonly fates: readonly [MessageFate, ...MessageFate[]] }
  | { readonly type: 'late messages arrive' }

const at = fc.nat({ max: count - 1 })
const fate = fc.constantFrom<MessageFate>('delivered', 'doubled', 'late', 'lost')
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ type: fc.constantFrom('say', 'write'), n: at }) },
    { weight: 4, arbitrary: fc.record({ type: fc.constant('poll'), n: at }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('crash'), n: at }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('pass'), ms: fc.integer({ min: 0, max: 2500 }) }) },
    {
      weight: 2,
      arbitrary: fc
        .array(fate, { minLength: 1, maxLength: 4 })
        .map((fates) => ({ type: 'relay' as const, fates: fates as [MessageFate, ...MessageFate[]] })),
    },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('late messages arrive') }) },
  ),
  { minLength: 5, maxLength: 40 },
)

const live = async (all: SimulatedNodes, life: readonly Step[]): Promise<void> => {
  const visitor = new RoamingVisitor(all, 0)
  await all.agentComes(1, agent.id)
  await visitor.ask(0)
  await all.rest()
  await all.pass(250)
  const chat = await visitor.chat(2)
  await all.node(2).parts.assignments.accept(chat, agent)
  const said: string[] = []
  for (const [index, step] of life.entries()) {
    const text = `message ${index}`
    if (step.type === 'say') await visitor.say(step.n, text)
    else if (step.type === 'write') await all.node(step.n).parts.chats.writeAsAgent(chat, agent, text)
    else if (step.type === 'poll') await visitor.poll(step.n)
    else if (step.type === 'pass') await all.pass(step.ms)
    else if (step.type === 'late messages arrive') all.relay.deliverLate()
    else if (step.type === 'relay') {
      let turn = 0
      const { fates } = step
      all.relay.fate = () => fates[(turn += 1) % fates.length] ?? fates[0]
    } else {
      all.node(step.n).crash()
      await all.node(step.n).boot()
    }
    if (step.type === 'say' || step.type === 'write') said.push(text)
    await all.rest()
    visitor.attend()
  }
  all.relay.fate = () => 'delivered'
  all.relay.deliverLate()
  // A look at the log later everybody knows everything.
  await all.pass(1250)
  const written = life.filter(({ type }) => type === 'write').length
  // A poll may end with nothing, as when an older one of another node is heard of late.
  for (let n = 0; n < 2 * count && visitor.numbers.length < 2 + written; n += 1) await visitor.readAll(n)
  for (const { parts } of all.nodes) {
    const { entries } = await parts.chats.messagesBefore(chat, Infinity, life.length + 1)
    expect(entries.map(({ body }) => body.text)).toEqual(said)
  }
  expect(visitor.numbers).toEqual(Array.from({ length: 2 + written }, (_, number) => number))
  const [first, ...others] = all.nodes.map(({ parts }) => parts.ledger.peek(chat))
  expect(first).toMatchObject({ state: 'established' })
  for (const other of others) expect(other).toEqual(first)
}

test(`[N-1 N-6 N-7] nothing is missed, repeated or told in another order, whatever becomes of hints (${runs.title})`, () =>
  fc.assert(
    fc.asyncProperty(steps, async (life) => live(await SimulatedNodes.start({ count, capacities: [1] }), life)),
    runs,
  ))
