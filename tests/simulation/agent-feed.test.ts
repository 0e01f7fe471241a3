import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Follower } from '../../src/agent-api/agent-feed.js'
import type { Snapshot } from '../../src/agent-api/messages.js'
import { ChatError } from '../../src/chat/chat-error.js'
import type { ChatRef } from '../../src/chat/chat-service.js'
import { applyAgentEvent } from '../../web/console/state/apply-event.js'
import { seededRuns } from '../support/seeded-runs.js'
import { settled } from '../support/settled.js'
import { chatRequest, organizationId, SimulatedServer } from '../support/simulated-server.js'

const agentIds = ['a0', 'a1'] as const

/** A console as far as its state goes: what it was told, folded by the reducer that the real one uses. */
class Mirror {
  state: Snapshot | undefined
  lastEventId: string | undefined

  readonly follower: Follower = ({ id, name, data }) => {
    this.lastEventId = id ?? this.lastEventId
    if (name === 'snapshot') this.state = data as Snapshot
    else if (this.state) this.state = applyAgentEvent(this.state, name, data as never)
  }
}

type Step =
  | { readonly type: 'ask' | 'hold-reads' | 'flow' | 'settle' }
  | {
      readonly type: 'accept' | 'decline' | 'say' | 'end' | 'follow' | 'come-back'
      readonly agent: 0 | 1
      readonly pick: number
    }
  | { readonly type: 'visitor-says' | 'visitor-leaves'; readonly pick: number }
  | { readonly type: 'presence'; readonly agent: 0 | 1; readonly status: 'online' | 'away' }

const agent = fc.constantFrom(0 as const, 1 as const)
const pick = fc.nat({ max: 5 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ type: fc.constantFrom('ask' as const, 'hold-reads' as const, 'flow' as const, 'settle' as const) }),
  fc.record({
    type: fc.constantFrom(
      ...(['accept', 'accept', 'accept', 'decline', 'say', 'say', 'end', 'follow', 'come-back'] as const),
    ),
    agent,
    pick,
  }),
  fc.record({ type: fc.constantFrom('visitor-says' as const, 'visitor-leaves' as const), pick }),
  fc.record({
    type: fc.constant('presence' as const),
    agent,
    status: fc.constantFrom('online' as const, 'away' as const),
  }),
)

const { title, ...runs } = seededRuns(150)

test(`a snapshot and the durable events after it equal a fresh snapshot (${title})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const server = await SimulatedServer.start({ capacities: [2, 2] })
      const { assignments, chats, feeds, router, sessions, setup } = server.parts
      const refs: ChatRef[] = []
      const mirrors: { agent: 0 | 1; mirror: Mirror }[] = []
      const work: Promise<unknown>[] = []
      const profileOf = (n: 0 | 1) => () => {
        const profile = setup.agent(organizationId, agentIds[n])
        if (profile === undefined) throw new Error('The agent is gone.')
        return profile
      }
      const follow = (n: 0 | 1, from?: string) => {
        const mirror = new Mirror()
        mirrors.push({ agent: n, mirror })
        return feeds.follow(profileOf(n), from, mirror.follower)
      }
      const ask = async () => {
        const session = await sessions.find(sessions.create().key)
        if (session === undefined) throw new Error('A new session is not known.')
        const ref = sessions.chatFor(session, organizationId)
        refs.push(ref)
        const asked = { request: chatRequest(session.id), digest: session.id }
        await assignments.request(ref, asked, sessions.chatOpening(session))
      }
      const carryOut = (one: Step): Promise<unknown> => {
        const ref = 'pick' in one ? refs[one.pick % Math.max(1, refs.length)] : undefined
        if (one.type === 'ask') return ask()
        if (one.type === 'presence') return assignments.setPresence(organizationId, agentIds[one.agent], one.status)
        if (one.type === 'follow') return follow(one.agent)
        if (one.type === 'come-back') {
          const known = mirrors.findLast((other) => other.agent === one.agent)?.mirror
          if (known?.state === undefined) return Promise.resolve()
          const mirror = new Mirror()
          mirror.state = known.state
          mirrors.push({ agent: one.agent, mirror })
          return feeds.follow(profileOf(one.agent), known.lastEventId, mirror.follower)
        }
        if (ref === undefined) return Promise.resolve()
        if (one.type === 'visitor-says') return chats.writeAsVisitor(ref, `visitor ${work.length}`)
        if (one.type === 'visitor-leaves') return assignments.endByVisitor(ref, 'visitor')
        if (!('agent' in one)) return Promise.resolve()
        const id = agentIds[one.agent]
        if (one.type === 'accept') return assignments.accept(ref, { id, name: id })
        if (one.type === 'decline') return assignments.endOffer(ref, id, 'declined')
        if (one.type === 'say') return chats.writeAsAgent(ref, { id, name: id }, `agent ${work.length}`)
        return assignments.endByAgent(ref, id)
      }

      for (const id of agentIds) {
        router.agentArrived(organizationId, id)
        await assignments.setPresence(organizationId, id, 'online')
      }
      work.push(follow(0), follow(1))
      for (const one of steps) {
        if (one.type === 'hold-reads') server.log.holdReads = true
        else if (one.type === 'flow') await server.flow()
        else if (one.type === 'settle') await settled()
        else {
          work.push(
            carryOut(one).catch((error: unknown) => {
              if (!(error instanceof ChatError)) throw error
            }),
          )
        }
      }
      await server.flow()
      await Promise.all(work)
      await server.flow()

      for (const { agent: n, mirror } of mirrors) {
        const fresh = new Mirror()
        await feeds.follow(profileOf(n), undefined, fresh.follower)
        expect(mirror.state).toEqual(fresh.state)
      }
      expect(server.backgroundErrors).toEqual([])
      await server.shutDown()
    }),
    runs,
  )
})
