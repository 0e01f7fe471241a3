/** Figures of a period told by button, agent, skill or queue: who belongs to which line of the report. */
import type { HandoverTarget } from '../chat/handover.js'
import { lineOfTarget } from '../routing/floor.js'
import type { Setup } from '../setup/setup.js'
import type { PeriodFigures, SlotFigures } from './figures.js'
import type { LiveAgents, LiveFloor, LiveQueue } from './live.js'
import type { Span } from './slots.js'
import type { ChatFigures, TimeFigures } from './summary.js'

export const groupings = ['button', 'agent', 'skill', 'queue'] as const
export type Grouping = (typeof groupings)[number]

/** One line: a button, an agent, a skill or a queue. What makes no sense for it is absent. */
export interface ReportLine {
  readonly id: string
  /** Empty for what is not in setup any more, and for requests without a button. */
  readonly name: string
  readonly chats: ChatFigures
  /** Of agents: of one, or of those who have a skill. */
  readonly time?: TimeFigures
  readonly queue?: LiveQueue
  readonly agents?: LiveAgents
}

export interface Report {
  readonly span: Span
  readonly chats: ChatFigures
  readonly time: TimeFigures
  readonly queue: LiveQueue
  readonly agents: LiveAgents
  readonly established: number
  /** By name, those without a name last. */
  readonly lines: readonly ReportLine[]
  readonly series: readonly SlotFigures[]
}

/** Everything that is set up has a line, and so has whatever something was counted for in the period. */
export const report = (
  setup: Setup,
  organizationId: string,
  by: Grouping,
  figures: PeriodFigures,
  live: LiveFloor,
): Report => ({
  span: figures.span,
  chats: figures.chats('button'),
  time: figures.time(),
  queue: live.queue(),
  agents: live.agents(),
  established: live.established,
  lines: linesBy[by](setup, organizationId, figures, live).sort(inOrder),
  series: figures.series,
})

const inOrder = (a: ReportLine, b: ReportLine): number => {
  if ((a.name === '') !== (b.name === '')) return a.name === '' ? 1 : -1
  return a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)
}

type Lines = (setup: Setup, organizationId: string, figures: PeriodFigures, live: LiveFloor) => ReportLine[]

const idsOf = (objects: readonly { readonly id: string }[]): Set<string> => new Set(objects.map(({ id }) => id))

/** What waits at buttons, and what was sent to their skill or queue by itself. */
const withSent = (buttonIds: ReadonlySet<string>, target: HandoverTarget): ReadonlySet<string> =>
  new Set([...buttonIds, lineOfTarget(target)])

const byButton: Lines = (setup, organizationId, figures, live) => {
  const buttons = setup.all(organizationId, 'button')
  return [...new Set([...idsOf(buttons), ...figures.subjects('button')])].map((id) => {
    const ids = new Set([id])
    const name = setup.button(organizationId, id)?.name ?? ''
    return { id, name, chats: figures.chats('button', ids), queue: live.queue(ids) }
  })
}

const byAgent: Lines = (setup, organizationId, figures, live) => {
  const agents = setup.agents(organizationId)
  return [...new Set([...idsOf(agents), ...figures.subjects('agent')])].map((id) => {
    const ids = new Set([id])
    const name = setup.agent(organizationId, id)?.name ?? ''
    return { id, name, chats: figures.chats('agent', ids), time: figures.time(ids), agents: live.agents(ids) }
  })
}

const bySkill: Lines = (setup, organizationId, figures, live) => {
  const buttons = setup.all(organizationId, 'button')
  const agents = setup.agents(organizationId)
  return setup.all(organizationId, 'skill').map(({ id, name }) => {
    const buttonIds = idsOf(buttons.filter(({ skillIds }) => skillIds.includes(id)))
    const agentIds = idsOf(agents.filter(({ skillIds }) => skillIds.includes(id)))
    return {
      ...{ id, name, chats: figures.chats('button', buttonIds), time: figures.time(agentIds) },
      ...{ queue: live.queue(withSent(buttonIds, { type: 'skill', id })), agents: live.agents(agentIds) },
    }
  })
}

const byQueue: Lines = (setup, organizationId, figures, live) => {
  const buttons = setup.all(organizationId, 'button')
  return setup.all(organizationId, 'queue').map(({ id, name }) => {
    const ids = idsOf(buttons.filter(({ queueId }) => queueId === id))
    const queue = live.queue(withSent(ids, { type: 'queue', id }))
    return { id, name, chats: figures.chats('button', ids), queue }
  })
}

const linesBy: Readonly<Record<Grouping, Lines>> = { button: byButton, agent: byAgent, skill: bySkill, queue: byQueue }
