/** A chat whose two sides ask different nodes. */
import { expect } from 'vitest'
import type { Chat } from '../../src/chat/chat.js'
import type { RoamingVisitor, SimulatedNodes } from './simulated-nodes.js'

/** The agent who answers. */
export const nobody = { id: 'a0', name: 'Agent 0' }

/** The visitor's chat as a node knows it. */
export const stateOn = async (all: SimulatedNodes, n: number, visitor: RoamingVisitor): Promise<Chat> => {
  const { ledger } = all.node(n).parts
  return (await ledger.read(await visitor.chat(n))).state
}

/** A chat that a visitor asked for on one node and an agent accepted on another. */
export const established = async (all: SimulatedNodes, visitor: RoamingVisitor) => {
  await all.agentComes(1, 'a0')
  await visitor.ask(0)
  await all.rest()
  await all.pass(250)
  expect((await stateOn(all, 2, visitor)).state).toBe('offered')
  await all.node(2).parts.assignments.accept(await visitor.chat(2), nobody)
  await all.rest()
  return visitor.chat(0)
}
