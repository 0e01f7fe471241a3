/** What setup says to routing, computed once for each revision of setup: it is asked for every chat and agent. */
import type { AcceptanceTerms } from '../chat/rules.js'
import type { Chat } from '../chat/chat.js'
import type { Clock, Millis } from '../lib/clock.js'
import { acceptanceTerms } from '../routing/acceptance-terms.js'
import type { QueueLimits } from '../routing/availability-rules.js'
import { buttonDemand, orphanDemand } from '../routing/button-demand.js'
import type { Demand } from '../routing/demand.js'
import type { FloorPlan } from '../routing/floor-plan.js'
import type { PassReason } from '../routing/presences.js'
import { isOpen } from '../setup/open-hours-rules.js'
import type { Setup, SetupObject } from '../setup/setup.js'

const noSkills: readonly string[] = []

export class FloorPlans {
  readonly #setup: Setup
  readonly #clock: Clock
  readonly #offerTimeoutMs: Millis
  readonly #demands = new Map<string, Demand>()
  #revision = -1

  constructor(options: { setup: Setup; clock: Clock; offerTimeoutMs: Millis }) {
    this.#setup = options.setup
    this.#clock = options.clock
    this.#offerTimeoutMs = options.offerTimeoutMs
  }

  of(organizationId: string): FloorPlan {
    const setup = this.#setup
    return {
      get revision() {
        return setup.revision
      },
      capacityOf: (agentId) => setup.capacityOf(organizationId, agentId),
      skillsOf: (agentId) => setup.agent(organizationId, agentId)?.skillIds ?? noSkills,
      demandOf: (buttonId) => this.#demandOf(organizationId, buttonId),
    }
  }

  /** A button's limits now; `undefined` for one that is not there, takes no requests, or is closed at this hour. */
  queueOf(organizationId: string, buttonId: string): QueueLimits | undefined {
    const button = this.#setup.button(organizationId, buttonId)
    if (!button?.active || !this.#isOpen(button)) return undefined
    const { queueEnabled, queuePerAgentMax, queueOverallMax } = button
    return { enabled: queueEnabled, perAgentMax: queuePerAgentMax, overallMax: queueOverallMax }
  }

  /**
   * The queues that take, one after the other, what the queue of a button cannot. No more than {@link overflowQueuesMax} are
   * asked, and none twice.
   */
  overflowOf(organizationId: string, buttonId: string): readonly string[] {
    const button = this.#setup.button(organizationId, buttonId)
    const first = button?.routing === 'queue' ? button.queueId : null
    if (first === null) return []
    const queueIds = [first]
    for (let id = first; queueIds.length <= overflowQueuesMax;) {
      const next = this.#setup.get(organizationId, 'queue', id)?.overflowQueueId ?? null
      if (next === null || queueIds.includes(next)) break
      queueIds.push((id = next))
    }
    return queueIds.slice(1)
  }

  /** What an agent takes a chat with; `undefined` for one who is not in setup any more. */
  termsOf(chat: Chat, agentId: string): AcceptanceTerms | undefined {
    const { organizationId } = chat
    const agent = this.#setup.agent(organizationId, agentId)
    if (agent === undefined || chat.state === 'unrequested' || chat.state === 'ended') return undefined
    const button = this.#setup.button(organizationId, chat.buttonId)
    const resumed = chat.state === 'established' || chat.resumed
    return acceptanceTerms({ visitorName: chat.visitorName, resumed }, agent, button, this.#configurationOf(agent))
  }

  /** How long a visitor may wait for an answer of the agent in charge before that is critical; Infinity: for ever. */
  criticalWaitMs(chat: Chat): Millis {
    const agent = chat.state === 'established' ? this.#setup.agent(chat.organizationId, chat.agent.id) : undefined
    const seconds = agent && this.#configurationOf(agent)?.criticalWaitS
    return seconds ? seconds * 1000 : Infinity
  }

  /** Whether an agent who lets a chat pass is away from then on. */
  isAwayAfter(organizationId: string, agentId: string, reason: PassReason): boolean {
    const agent = this.#setup.agent(organizationId, agentId)
    const configuration = agent && this.#configurationOf(agent)
    if (configuration === undefined) return false
    return reason === 'declined' ? configuration.awayOnDecline : configuration.awayOnPushTimeout
  }

  #configurationOf({ organizationId, configurationId }: SetupObject<'agent'>) {
    return configurationId === null
      ? undefined
      : this.#setup.get(organizationId, 'agent-configuration', configurationId)
  }

  #isOpen({ organizationId, businessHoursId }: SetupObject<'button'>): boolean {
    const hours =
      businessHoursId === null ? undefined : this.#setup.get(organizationId, 'business-hours', businessHoursId)
    return hours === undefined || isOpen(hours, this.#clock.now())
  }

  /** What is asked for chats that were handed to a skill or a queue; `undefined` for a button. */
  #handedTo(organizationId: string, line: string): Demand | undefined {
    const [type, id] = line.split('/')
    const standard = orphanDemand(this.#offerTimeoutMs)
    if (id === undefined) return undefined
    if (type === 'skill') {
      const skills = { type: 'skills', needed: 'any', skillIds: [id], additional: [], dropAfterMs: 0 } as const
      return { ...standard, eligibility: skills }
    }
    const queue = this.#setup.get(organizationId, 'queue', id)
    const eligibility = { type: 'members', agentIds: new Set(queue?.memberIds) } as const
    return { ...standard, ...(queue && { model: queue.model }), eligibility }
  }

  #demandOf(organizationId: string, buttonId: string): Demand {
    if (this.#revision !== this.#setup.revision) {
      this.#revision = this.#setup.revision
      this.#demands.clear()
    }
    const key = `${organizationId}/${buttonId}`
    let demand = this.#demands.get(key)
    if (demand === undefined) {
      const handed = this.#handedTo(organizationId, buttonId)
      const button = this.#setup.button(organizationId, buttonId)
      const queueId = button?.queueId ?? null
      const queue = queueId === null ? undefined : this.#setup.get(organizationId, 'queue', queueId)
      demand =
        handed ?? (button ? buttonDemand(button, queue, this.#offerTimeoutMs) : orphanDemand(this.#offerTimeoutMs))
      if (this.#demands.size >= demandsMax) this.#demands.clear()
      this.#demands.set(key, demand)
    }
    return demand
  }
}

/** How many queues take what others cannot, one after the other. */
export const overflowQueuesMax = 5

/** How many buttons' demands are kept; whoever asks for buttons that are not there must not fill the memory. */
const demandsMax = 10_000
