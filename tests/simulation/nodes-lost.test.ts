/** Nodes that die or stand still, and those who were in contact with them. */
import { describe, expect, test } from 'vitest'
import { TooLateError } from '../../src/event-log/too-late.js'
import { established, nobody, stateOn } from '../support/roaming-chat.js'
import { settled } from '../support/settled.js'
import { RoamingVisitor, SimulatedNodes } from '../support/simulated-nodes.js'
import type { SimulatedServer } from '../support/simulated-server.js'

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
    const offerEnd = (): number | undefined => {
      const now = ledger.peek(chat)
      return now?.state === 'offered' ? now.offer.expiresAt : undefined
    }
    all.node(0).crash()
    await all.pass(19_000)
    const firstEnd = offerEnd()
    expect(firstEnd).toBeGreaterThan(all.node(1).clock.now())
    await all.pass(10_000)
    // It may be offered to the same agent again, who is not given up yet.
    expect(offerEnd()).not.toBe(firstEnd)
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

  test('[N-9 N-23] nor does it write what a visitor repeated elsewhere, however much was said since', async () => {
    const all = await SimulatedNodes.start({ count: 2, capacities: [1] })
    const visitor = new RoamingVisitor(all, 0)
    const chat = await established(all, visitor)
    const [paused, other] = [all.node(0), all.node(1)]
    const said = (on: SimulatedServer, number: number) =>
      on.parts.forVisitors.chats.writeAsVisitor(chat, `said ${number}`, { number, digest: `said ${number}` })
    paused.log.holdAppends = true
    const late = said(paused, 10)
    // Rejected later on.
    late.catch(() => undefined)
    await settled()
    paused.pause()
    for (let number = 10; number < 160; number += 1) {
      await said(other, number)
      await all.pass(400)
    }
    paused.log.holdAppends = false
    paused.resume()
    await paused.log.appends[0]?.release('written')
    await expect(late).rejects.toThrow(TooLateError)
    const { entries } = await other.parts.chats.entriesBefore(chat, Infinity, 1000)
    const texts = entries.flatMap(({ body }) => (body.type === 'visitor-message' ? [body.text] : []))
    expect(texts).toEqual(Array.from({ length: 150 }, (_, n) => `said ${10 + n}`))
  })
})
