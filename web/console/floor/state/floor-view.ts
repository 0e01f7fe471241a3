/** What of the floor somebody looks at, and in which order; kept in the address, so that it can be shared. Pure. */
import type { OwnConfiguration } from '../../../../src/agent-api/messages.js'
import type { PresenceStatus } from '../../../../src/agent-api/presence.js'

export const chatSorts = ['urgency', 'unanswered', 'duration', 'visitor', 'agent'] as const
export type ChatSort = (typeof chatSorts)[number]

export const agentSorts = ['name', 'status', 'load', 'since'] as const
export type AgentSort = (typeof agentSorts)[number]

export const chatKinds = ['flagged', 'critical', 'waiting', 'running'] as const
export type ChatKind = (typeof chatKinds)[number]

export const statuses = ['online', 'away', 'offline'] as const satisfies readonly PresenceStatus[]

export const periods = ['day', 'hour'] as const
/** The last 24 hours, hour by hour, or the last 60 minutes, minute by minute. */
export type Period = (typeof periods)[number]

/** The seconds within which an answer can be wanted; those that the server counts by. */
export const answerTargets = [10, 20, 30, 45, 60, 90, 120, 180, 300, 600] as const
export type AnswerTarget = (typeof answerTargets)[number]

/** Which figures are told. */
export interface FiguresAsked {
  readonly period: Period
  /** Within how many seconds an answer is in time. */
  readonly withinS: AnswerTarget
}

export interface FloorView extends FiguresAsked {
  /** Words that are in what is shown. */
  readonly text: string
  /** Only what belongs to this line: `button/573P…`. */
  readonly line: string | undefined
  readonly agentId: string | undefined
  readonly only: ChatKind | undefined
  readonly status: PresenceStatus | undefined
  readonly chatSort: ChatSort
  readonly agentSort: AgentSort
  /** For a screen on a wall: figures that can be read from afar. */
  readonly wall: boolean
}

export const wholeFloor: FloorView = {
  ...{ text: '', line: undefined, agentId: undefined, only: undefined, status: undefined },
  ...{ chatSort: 'urgency', agentSort: 'name', wall: false, period: 'day', withinS: 60 },
}

/** How many characters one searches for at most. */
export const searchTextMax = 80

const oneOf = <Known extends string>(known: readonly Known[], text: string | null): Known | undefined =>
  known.find((other) => other === text)

/** The view an address asks for by its `?…`; what it does not know is left out. */
export function viewOf(search: string): FloorView {
  const asked = new URLSearchParams(search)
  const named = (name: string): string | undefined => asked.get(name)?.slice(0, 64) || undefined
  return {
    text: asked.get('q')?.slice(0, searchTextMax) ?? '',
    line: named('at'),
    agentId: named('agent'),
    only: oneOf(chatKinds, asked.get('only')),
    status: oneOf(statuses, asked.get('status')),
    chatSort: oneOf(chatSorts, asked.get('sort')) ?? wholeFloor.chatSort,
    agentSort: oneOf(agentSorts, asked.get('agents')) ?? wholeFloor.agentSort,
    wall: asked.get('wall') === '1',
    period: oneOf(periods, asked.get('period')) ?? wholeFloor.period,
    withinS: answerTargets.find((seconds) => `${seconds}` === asked.get('within')) ?? wholeFloor.withinS,
  }
}

/** The `?…` of a view; empty for the whole floor. */
export function searchOf(view: FloorView): string {
  const { text, line, agentId, only, status, chatSort, agentSort, wall, period, withinS } = view
  const members: [string, string | undefined][] = [
    ['q', text],
    ['at', line],
    ['agent', agentId],
    ['only', only],
    ['status', status],
    ['sort', chatSort === wholeFloor.chatSort ? undefined : chatSort],
    ['agents', agentSort === wholeFloor.agentSort ? undefined : agentSort],
    ['wall', wall ? '1' : undefined],
    ['period', period === wholeFloor.period ? undefined : period],
    ['within', withinS === wholeFloor.withinS ? undefined : `${withinS}`],
  ]
  const search = new URLSearchParams()
  for (const [name, value] of members) if (value !== undefined && value !== '') search.set(name, value)
  const written = search.toString()
  return written === '' ? '' : `?${written}`
}

/** The view a supervisor's configuration wants for an address that asks for none. */
export function firstView(
  search: string,
  configuration: Pick<
    OwnConfiguration,
    'supervisorStatusFilter' | 'supervisorButtonFilterId' | 'supervisorSkillFilterId'
  >,
): FloorView {
  if (search !== '') return viewOf(search)
  const { supervisorStatusFilter, supervisorButtonFilterId, supervisorSkillFilterId } = configuration
  const line =
    supervisorButtonFilterId !== null
      ? `button/${supervisorButtonFilterId}`
      : supervisorSkillFilterId !== null
        ? `skill/${supervisorSkillFilterId}`
        : undefined
  return { ...wholeFloor, line, status: supervisorStatusFilter ?? undefined }
}

/** Whether it leaves anything out. */
export const isFiltered = ({ text, line, agentId, only, status }: FloorView): boolean =>
  text !== '' || line !== undefined || agentId !== undefined || only !== undefined || status !== undefined
