/** Puts what happens on the floor into the shapes of supervisors. */
import type { EstablishedChat, OpenChat } from '../../chat/chat.js'
import { isOpenChat } from '../../chat/chat.js'
import { chatRef } from '../../chat/chat-service.js'
import { waitsAt } from '../../chat/queued.js'
import type { Ledger } from '../../event-log/ledger.js'
import { placesTaken } from '../../routing/agent.js'
import type { Availability } from '../../routing/availability.js'
import type { Floors } from '../../routing/floors.js'
import type { Setup, SetupObject } from '../../setup/setup.js'
import { asTime } from '../as-time.js'
import type { ChatViews } from '../chat-views.js'
import { asFlagMember } from '../flag-views.js'
import { Crews, type Hand } from './crews.js'
import type { FloorAgent, FloorChat, FloorQueue } from './floor-messages.js'
import { colleaguesMember } from './watch-views.js'
import { Lines, type Line, type QueuedPart } from './lines.js'
import type { Sight } from './sight.js'

/** Everything on a floor, whoever looks. */
export interface FloorItems {
  readonly agents: readonly FloorAgent[]
  readonly queues: readonly FloorQueue[]
  readonly chats: readonly FloorChat[]
}

export class FloorViews {
  readonly #floors: Floors
  readonly #ledger: Ledger
  readonly #availability: Availability
  readonly #setup: Setup
  readonly #sight: Sight
  readonly #views: ChatViews

  constructor(options: {
    floors: Floors
    ledger: Ledger
    availability: Availability
    setup: Setup
    sight: Sight
    views: ChatViews
  }) {
    this.#floors = options.floors
    this.#ledger = options.ledger
    this.#availability = options.availability
    this.#setup = options.setup
    this.#sight = options.sight
    this.#views = options.views
  }

  /** Everything there is on a floor now. Its cost grows with who is there and what is open. */
  all(organizationId: string): FloorItems {
    const floor = this.#floors.of(organizationId)
    const chatIds = new Set(floor.queued)
    for (const { places } of floor.agents) for (const chatId of places) chatIds.add(chatId)
    const chats = [...chatIds].flatMap((chatId) => this.chat(organizationId, chatId) ?? [])
    const crews = this.crews(organizationId)
    const agents = this.#setup.agents(organizationId).flatMap(({ id }) => this.agent(organizationId, id, crews) ?? [])
    return { agents, queues: this.queues(organizationId, chats, crews), chats }
  }

  /** An agent; nothing for one who is not there, or cannot log in. */
  agent(organizationId: string, agentId: string, crews: Crews): FloorAgent | undefined {
    const profile = this.#setup.agent(organizationId, agentId)
    if (profile?.active !== true) return undefined
    const { id, name, role } = profile
    const here = this.#floors.of(organizationId).agent(agentId)
    const places = here?.places ?? []
    const queueIds = crews.queuesOf(id)
    return {
      ...{ id, name, role, status: here?.status ?? 'offline' },
      ...this.#statusName(organizationId, here?.statusId),
      ...(here?.statusSince !== undefined && { since: asTime(here.statusSince) }),
      capacity: this.#setup.capacityOf(organizationId, id),
      load: here ? placesTaken(here) : 0,
      chatIds: [...places],
      ...(here && here.lastTakenAt > 0 && { lastTakenAt: asTime(here.lastTakenAt) }),
      skills: this.#skillsOf(profile),
      ...(queueIds.length > 0 && { queueIds: [...queueIds] }),
      flagged: places.some((chatId) => this.#isFlaggedBy(organizationId, chatId, id)),
    }
  }

  /** A chat; nothing for one that is not open. */
  chat(organizationId: string, chatId: string): FloorChat | undefined {
    const chat = this.#ledger.peek(chatRef(organizationId, chatId))
    if (chat === undefined || !isOpenChat(chat)) return undefined
    return {
      chatId,
      state: chat.state,
      visitorName: chat.visitorName,
      buttonId: chat.buttonId,
      buttonName: this.#views.buttonName(chat),
      ...this.#agentOf(chat),
      ...colleaguesMember(chat),
      ...this.#waitsAt(chat),
      waitingSince: asTime(chat.waitingSince),
      ...(chat.state === 'established' && this.#talkOf(chat)),
      ...asFlagMember(chat),
    }
  }

  /** Who answers what, as setup stands. */
  crews(organizationId: string): Crews {
    return new Crews(this.#setup, organizationId)
  }

  /** What waits where, given all chats that wait, and who answers what. */
  queues(organizationId: string, chats: Iterable<QueuedPart>, crews: Crews): FloorQueue[] {
    const standing = this.#availability.now(organizationId)
    const buttons = this.#setup.all(organizationId, 'button')
    const lines = new Lines(buttons, chats, (buttonId) => standing.isAvailable({ type: 'button', buttonId }))
    const handOf = this.#hands(organizationId)
    const row = (kind: FloorQueue['kind'], { id, name }: { id: string; name: string }, line: Line): FloorQueue => {
      return { kind, id, name, ...line, ...crews.answeredBy({ kind, id }), ...crews.at({ kind, id }, handOf) }
    }
    const rows = buttons.map((button) => row('button', button, lines.ofButton(button.id)))
    for (const skill of this.#setup.all(organizationId, 'skill'))
      rows.push(row('skill', skill, lines.ofSkill(skill.id)))
    for (const queue of this.#setup.all(organizationId, 'queue'))
      rows.push(row('queue', queue, lines.ofQueue(queue.id)))
    return rows
  }

  /** How agents stand now; each is looked at once, however many lines they answer. */
  #hands(organizationId: string): (agentId: string) => Hand {
    const floor = this.#floors.of(organizationId)
    const known = new Map<string, Hand>()
    return (agentId) => {
      const agent = known.has(agentId) ? undefined : floor.agent(agentId)
      const hand = known.get(agentId) ?? {
        isOnline: agent?.status === 'online',
        hasPlace: !!agent && placesTaken(agent) < this.#setup.capacityOf(organizationId, agentId),
      }
      known.set(agentId, hand)
      return hand
    }
  }

  #statusName(organizationId: string, statusId: string | undefined): Pick<FloorAgent, 'statusName'> {
    const status = statusId === undefined ? undefined : this.#setup.get(organizationId, 'presence-status', statusId)
    return status ? { statusName: status.name } : {}
  }

  #skillsOf({ organizationId, skillIds }: SetupObject<'agent'>): FloorAgent['skills'] {
    return skillIds.map((id) => ({ id, name: this.#setup.get(organizationId, 'skill', id)?.name ?? id }))
  }

  #isFlaggedBy(organizationId: string, chatId: string, agentId: string): boolean {
    const chat = this.#ledger.peek(chatRef(organizationId, chatId))
    return chat?.state === 'established' && chat.agent.id === agentId && chat.flag !== undefined
  }

  #agentOf(chat: OpenChat): Pick<FloorChat, 'agent'> {
    if (chat.state === 'established') return { agent: { id: chat.agent.id, name: chat.agent.name } }
    if (chat.state === 'waiting') return {}
    const { agentId } = chat.offer
    return { agent: { id: agentId, name: this.#setup.agent(chat.organizationId, agentId)?.name ?? agentId } }
  }

  #waitsAt(chat: OpenChat): Pick<FloorChat, 'waitsAt'> {
    const target = chat.state === 'established' ? undefined : waitsAt(chat)
    if (target === undefined || target.type === 'button') return {}
    const name = this.#setup.get(chat.organizationId, target.type, target.id)?.name ?? target.id
    return { waitsAt: { type: target.type, id: target.id, name } }
  }

  #talkOf({ organizationId, agent, establishedAt, talk }: EstablishedChat): Partial<FloorChat> {
    const { criticalWaitS } = this.#sight.configurationOf(organizationId, agent.id)
    const since = talk?.unansweredSince
    return {
      establishedAt: asTime(establishedAt),
      ...(talk && { lastWordsAt: asTime(talk.lastWordsAt) }),
      ...(since !== undefined && { unansweredSince: asTime(since) }),
      ...(since !== undefined && criticalWaitS !== null && { criticalAt: asTime(since + criticalWaitS * 1000) }),
    }
  }
}
