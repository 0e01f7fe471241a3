/** What happened on the floor lately, asked for again and again while somebody looks. */
import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals'
import type { FiguresAnswer } from '../../../../src/agent-api/figure-messages.js'
import type { Clock, Timer } from '../../state/clock.js'
import type { FloorApi } from '../floor-api.js'
import { lineKey } from './floor.js'
import type { FiguresAsked } from './floor-view.js'

/** How often they are asked for: they are sums over an hour or a day. */
export const figuresEveryMs = 30_000

const kinds = ['button', 'skill', 'queue'] as const
export type LineFigures = FiguresAnswer['lines'][number]['chats']

export interface Figures {
  readonly period: FiguresAsked['period']
  readonly whole: FiguresAnswer
  /** By `lineKey`; for lines of which nothing is known, nothing. */
  readonly lines: ReadonlyMap<string, LineFigures>
}

export interface FloorFigures {
  /** Undefined until the server has told them; the last ones stay while it cannot be reached. */
  readonly figures: ReadonlySignal<Figures | undefined>
  stop(): void
}

/** Figures that are asked for from now on, and at once when other ones are wanted. */
export function followFigures(
  api: Pick<FloorApi, 'figures'>,
  clock: Pick<Clock, 'after'>,
  wanted: ReadonlySignal<FiguresAsked>,
): FloorFigures {
  const figures = signal<Figures | undefined>(undefined)
  // Whatever else is another in what holds them is nothing to ask anew for.
  const period = computed(() => wanted.value.period)
  const withinS = computed(() => wanted.value.withinS)
  let asked = 0
  let next: Timer | undefined
  const ask = async (what: FiguresAsked): Promise<void> => {
    const own = (asked += 1)
    next?.cancel()
    const answers = await Promise.all(kinds.map((kind) => api.figures(kind, what)))
    // Others are wanted meanwhile, or none.
    if (own !== asked) return
    const [first] = answers
    if (first?.ok) {
      const lines = new Map<string, LineFigures>()
      for (const [place, kind] of kinds.entries()) {
        const answer = answers[place]
        for (const { id, chats } of answer?.ok ? answer.value.lines : []) lines.set(lineKey({ kind, id }), chats)
      }
      figures.value = { period: what.period, whole: first.value, lines }
    }
    next = clock.after(figuresEveryMs, () => void ask(what))
  }
  const stopFollowing = effect(() => {
    const what = { period: period.value, withinS: withinS.value }
    untracked(() => void ask(what))
  })
  return {
    figures,
    stop() {
      asked += 1
      stopFollowing()
      next?.cancel()
    },
  }
}
