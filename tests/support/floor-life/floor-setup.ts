/** The organization whose floor lives random lives: three agents who differ, lines of every kind, and short times. */
import type { HandoverTarget } from '../../../src/chat/handover.js'
import type { Button } from '../../../src/setup/kinds/button.js'
import type { ObjectChange } from '../../../src/setup/setup-store.js'
import { buttonId, organizationId, sweepMs } from '../simulated-server.js'
import { lineName, plainDemand, type TrueDemand } from '../truth/true-chat.js'

/** Of the agents `a0`, `a1`, `a2`. */
export const capacities = [1, 2, 3]
export const capacityOf = (agentId: string): number => capacities[Number(agentId.slice(1))] ?? 0

export const leaseMs = 10_000
export const offerTimeoutMs = 8_000
export const reofferPauseMs = 3_000
export const visitorLeaseMs = 45_000
export const unattendedMs = 15_000
export const transferTimeoutMs = 12_000
/** How late what time brings about may be: one sweep to notice, and one more when the disk failed the first. */
export const sweepsMs = 2 * sweepMs

const environment = {
  PARLEY_AGENT_LEASE_MS: String(leaseMs),
  PARLEY_OFFER_TIMEOUT_MS: String(offerTimeoutMs),
  PARLEY_REOFFER_PAUSE_MS: String(reofferPauseMs),
  PARLEY_TRANSFER_TIMEOUT_MS: String(transferTimeoutMs),
  PARLEY_UNATTENDED_MS: String(unattendedMs),
  PARLEY_VISITOR_WAITING_MS: String(visitorLeaseMs),
  PARLEY_VISITOR_ESTABLISHED_MS: String(visitorLeaseMs),
}

const skillId = '0C5P00000000001'
const queueId = '00GP00000000001'
const talkersId = '0C6P00000000001'
const shyTalkersId = '0C6P00000000002'
const isSkilled = (agentId: string): boolean => agentId !== 'a0'
const isQueueMember = (agentId: string): boolean => agentId !== 'a1'

/** Buttons of every kind, each with what must hold for its chats. */
const buttons: readonly { readonly id: string; readonly setup: Partial<Button>; readonly demand: TrueDemand }[] = [
  { id: buttonId, setup: {}, demand: plainDemand },
  {
    id: '573P00000000002',
    setup: { routing: 'choice', reroutesMax: 1 },
    demand: { ...plainDemand, choice: true, rounds: 2 },
  },
  {
    id: '573P00000000003',
    setup: { routing: 'least-active', queueEnabled: false, reroutesMax: 0 },
    demand: { ...plainDemand, queued: false, rounds: 1 },
  },
  {
    id: '573P00000000004',
    setup: { routing: 'skills', skillIds: [skillId], priority: 50, capacityWeight: 2, reroutesMax: 1 },
    demand: { ...plainDemand, priority: 50, weight: 2, rounds: 2, isEligible: isSkilled },
  },
  {
    id: '573P00000000005',
    setup: { routing: 'queue', queueId, priority: 200, autoAccept: true },
    demand: { ...plainDemand, priority: 200, isEligible: isQueueMember },
  },
  {
    id: '573P00000000006',
    setup: { routing: 'choice', queueEnabled: false, skillIds: [skillId] },
    demand: { ...plainDemand, choice: true, queued: false, isEligible: isSkilled },
  },
]
export const buttonIds: readonly string[] = buttons.map(({ id }) => id)

/** To what an agent can hand a chat that is no colleague by name. */
export const handoverTargets: readonly HandoverTarget[] = [
  ...buttonIds.map((id) => ({ type: 'button', id }) as const),
  { type: 'skill', id: skillId },
  { type: 'queue', id: queueId },
]

const demands = new Map<string, TrueDemand>([
  ...buttons.map(({ id, demand }) => [id, demand] as const),
  [lineName({ type: 'skill', id: skillId }), { ...plainDemand, isEligible: isSkilled }],
  [lineName({ type: 'queue', id: queueId }), { ...plainDemand, isEligible: isQueueMember }],
])
/** The lines in which chats can wait. */
export const lineNames: readonly string[] = [...demands.keys()]

/** What must hold for the chats in a line. */
export const demandOf = (line: string): TrueDemand => {
  const demand = demands.get(line)
  if (demand === undefined) throw new Error(`There is no line ${line}.`)
  return demand
}

const made = (kind: string, id: string, data: object): ObjectChange => ({
  ...{ organizationId, kind, id, expectedVersion: kind === 'button' && id === buttonId ? 1 : 0 },
  data: { name: id, ...data },
})

/** For the server that has this floor. */
export const floorSetup = {
  capacities,
  environment,
  agents: [
    { configurationId: talkersId },
    { skillIds: [skillId], configurationId: talkersId },
    { skillIds: [skillId], configurationId: shyTalkersId },
  ],
  more: [
    made('skill', skillId, {}),
    made('queue', queueId, { memberIds: ['a0', 'a2'], model: 'most-available' }),
    made('agent-configuration', talkersId, { conferencing: true }),
    made('agent-configuration', shyTalkersId, { conferencing: true, awayOnDecline: true, awayOnPushTimeout: true }),
    ...buttons.slice(1).map((button) => made('button', button.id, button.setup)),
  ],
}
