/** What setup says of a button, as routing understands it. Pure. */
import type { Millis } from '../lib/clock.js'
import type { Button } from '../setup/kinds/button.js'
import type { Queue } from '../setup/kinds/queue.js'
import type { Demand, Eligibility, RoutingModel } from './demand.js'

const everybody: Eligibility = { type: 'everybody' }

const skillsOf = (button: Button, needed: 'any' | 'all'): Eligibility => {
  const { skillIds, additionalSkillIds: additional, additionalSkillsS } = button
  if (skillIds.length === 0 && (needed === 'any' || additional.length === 0)) return everybody
  const dropAfterMs = additionalSkillsS === null ? Infinity : additionalSkillsS * 1000
  return { type: 'skills', needed, skillIds, additional: needed === 'all' ? additional : [], dropAfterMs }
}

const eligibilityOf = (button: Button, queue: Queue | undefined): Eligibility => {
  if (button.routing === 'queue') return { type: 'members', agentIds: new Set(queue?.memberIds) }
  return skillsOf(button, button.routing === 'skills' ? 'all' : 'any')
}

const modelOf = ({ routing }: Button, queue: Queue | undefined): RoutingModel => {
  if (routing === 'queue') return queue?.model ?? 'least-active'
  return routing === 'skills' ? 'least-active' : routing
}

/** The demand of a button's chats. `queue` is the one it sends its requests to, if it does. */
export const buttonDemand = (button: Button, queue: Queue | undefined, offerTimeoutMs: Millis): Demand => ({
  model: modelOf(button, queue),
  eligibility: eligibilityOf(button, queue),
  priority: button.priority,
  weight: button.capacityWeight,
  rounds: button.reroutesMax === null ? Infinity : button.reroutesMax + 1,
  queued: button.queueEnabled,
  offerTimeoutMs: button.pushTimeoutS === null ? offerTimeoutMs : button.pushTimeoutS * 1000,
  autoAccept: button.autoAccept,
})

/** The demand of chats whose button is not there any more: anybody may have them, for somebody must. */
export const orphanDemand = (offerTimeoutMs: Millis): Demand => ({
  ...{ model: 'most-available', eligibility: everybody, priority: 100, weight: 1, rounds: Infinity },
  ...{ queued: true, offerTimeoutMs, autoAccept: false },
})
