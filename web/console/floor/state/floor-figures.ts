/** What happened on the floor in the last 24 hours, asked for again and again while somebody looks. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { FiguresAnswer } from '../../../../src/agent-api/figure-messages.js'
import type { Clock, Timer } from '../../state/clock.js'
import type { FloorApi } from '../floor-api.js'
import { lineKey } from './floor.js'

/** How often they are asked for: they are sums over a day. */
export const figuresEveryMs = 30_000

const kinds = ['button', 'skill', 'queue'] as const
export type LineFigures = FiguresAnswer['lines'][number]['chats']

export interface Figures {
  readonly whole: FiguresAnswer
  /** By `lineKey`; for lines of which nothing is known, nothing. */
  readonly lines: ReadonlyMap<string, LineFigures>
}

export interface FloorFigures {
  /** Undefined until the server has told them; the last ones stay while it cannot be reached. */
  readonly figures: ReadonlySignal<Figures | undefined>
  stop(): void
}

/** Figures that are asked for from now on. */
export function followFigures(api: Pick<FloorApi, 'figures'>, clock: Clock): FloorFigures {
  const figures = signal<Figures | undefined>(undefined)
  let isStopped = false
  let next: Timer | undefined
  const ask = async (): Promise<void> => {
    const answers = await Promise.all(kinds.map((kind) => api.figures(kind)))
    if (isStopped) return
    const [first] = answers
    if (first?.ok) {
      const lines = new Map<string, LineFigures>()
      for (const [place, kind] of kinds.entries()) {
        const answer = answers[place]
        for (const { id, chats } of answer?.ok ? answer.value.lines : []) lines.set(lineKey({ kind, id }), chats)
      }
      figures.value = { whole: first.value, lines }
    }
    next = clock.after(figuresEveryMs, () => void ask())
  }
  void ask()
  return {
    figures,
    stop() {
      isStopped = true
      next?.cancel()
    },
  }
}
