/** Whether the agent takes requests, and which of the organization's statuses they have. */
import { batch, computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Presence, PresenceChoice, StatusList } from '../../../src/agent-api/presence.js'
import type { AgentApi } from '../api/agent-api.js'
import { tellRefusal } from './attempts.js'
import type { Notices } from './notices.js'

/** One line of the menu. Those of the organization have an id and a name of their own. */
export interface StatusChoice {
  readonly status: Presence['status']
  readonly named?: { readonly statusId: string; readonly name: string }
}

export interface Status {
  /** What the agent chose, before the server has confirmed it too. */
  readonly current: ReadonlySignal<StatusChoice>
  /** Everything there is to choose: those that take chats, those that do not, and offline. */
  readonly choices: ReadonlySignal<readonly StatusChoice[]>
  /** The status chosen at this page that the server has not confirmed yet. */
  readonly chosen: ReadonlySignal<StatusChoice | undefined>
  choose(choice: StatusChoice): Promise<void>
  /** Asks for the organization's statuses anew; what is known stays when that fails. */
  refresh(): Promise<void>
}

export interface StatusOptions {
  api: Pick<AgentApi, 'setPresence' | 'statuses'>
  notices: Notices
  confirmed: ReadonlySignal<Presence>
  /** The server has it. */
  onConfirmed: (presence: Presence) => void
}

/** The status as the server has it, with the organization's statuses unknown until `refresh`. */
export function createStatus({ api, notices, confirmed, onConfirmed }: StatusOptions): Status {
  const listed = signal<StatusList['statuses']>([])
  const chosen = signal<StatusChoice | undefined>(undefined)
  let choices = 0

  const asChoice = ({ status, statusId }: Presence): StatusChoice => {
    const known = listed.value.find((other) => other.statusId === statusId)
    return known ? { status, named: { statusId: known.statusId, name: known.name } } : { status }
  }

  return {
    chosen,
    current: computed(() => chosen.value ?? asChoice(confirmed.value)),
    choices: computed(() => {
      const named = listed.value.map(({ statusId, takesChats }) =>
        asChoice({ status: takesChats ? 'online' : 'away', statusId }),
      )
      const of = (status: Presence['status']): StatusChoice[] => [
        { status },
        ...named.filter((choice) => choice.status === status),
      ]
      return [...of('online'), ...of('away'), { status: 'offline' as const }]
    }),
    async choose(choice) {
      choices += 1
      const mine = choices
      chosen.value = choice
      const before = confirmed.peek()
      const wanted: PresenceChoice = choice.named ? { statusId: choice.named.statusId } : { status: choice.status }
      const answer = await api.setPresence(wanted)
      // A later choice is on its way; its answer counts.
      if (mine !== choices) return
      batch(() => {
        // What the stream has told meanwhile may be newer than this answer, and it tells of this choice, too.
        if (answer.ok && confirmed.peek() === before) onConfirmed(answer.value)
        chosen.value = undefined
      })
      tellRefusal(notices, 'set-status', answer)
    },
    async refresh() {
      const answer = await api.statuses()
      if (answer.ok) listed.value = answer.value.statuses
    },
  }
}

/** Whether two choices are the same. */
export const isSameStatus = (a: StatusChoice, b: StatusChoice): boolean =>
  a.status === b.status && a.named?.statusId === b.named?.statusId
