/** Keeps what is seen of a windowed list where it is while rows come in before it. */
import type { Virtualizer } from '@tanstack/virtual-core'

export interface DrawnRow {
  readonly key: string
  readonly index: number
}

export interface HeldPlace {
  /** Where the row is among all rows now. */
  readonly index: number
  /** Where it began in the list before. */
  readonly startPx: number
  readonly element: Element
  /** Where it was on the screen. */
  readonly topPx: number
}

export type ListVirtualizer = Virtualizer<HTMLElement, Element>

/**
 * The lowest row in sight that will still be there, as the page is still drawn; undefined when there is none. The lowest,
 * because those above it may change with what comes before them: a day that begins earlier, a name that is not repeated.
 */
export function holdPlace(
  virtualizer: ListVirtualizer,
  box: HTMLElement | null,
  list: HTMLElement | null,
  rows: readonly DrawnRow[],
  keys: readonly string[],
): HeldPlace | undefined {
  if (!box || !list) return undefined
  const { bottom } = box.getBoundingClientRect()
  const places = new Map(keys.map((key, index) => [key, index]))
  for (let child = rows.length - 1; child >= 0; child -= 1) {
    const row = rows[child]
    const element = list.children[child]
    const index = row && places.get(row.key)
    if (!row || !element || index === undefined) continue
    const topPx = element.getBoundingClientRect().top
    if (topPx < bottom) return { index, startPx: startOf(virtualizer, row.index), element, topPx }
  }
  return undefined
}

/** Moves the window to where the row is now, before the page is drawn, so that it is in it. */
export function followPlace(virtualizer: ListVirtualizer, { index, startPx }: HeldPlace): void {
  // Asking for the total lays the rows out anew.
  virtualizer.getTotalSize()
  virtualizer.scrollOffset = (virtualizer.scrollOffset ?? 0) + startOf(virtualizer, index) - startPx
}

/** Scrolls so that the row is where it was on the screen; the page is drawn, and not shown yet. */
export function putBack(virtualizer: ListVirtualizer, box: HTMLElement, list: HTMLElement, held: HeldPlace): void {
  // What was drawn has its true height on the page already; the virtualizer must not make up for it once more.
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = () => false
  for (const row of list.children) virtualizer.resizeItem(virtualizer.indexFromElement(row), heightOf(row))
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = undefined
  if (!held.element.isConnected) return
  box.scrollTop += held.element.getBoundingClientRect().top - held.topPx
  virtualizer.scrollOffset = box.scrollTop
}

/** The height of an element with its fractions, which add up over many rows. */
export const heightOf = (element: Element): number => element.getBoundingClientRect().height

// Where a row begins by what is known of the heights of those before it.
const startOf = (virtualizer: ListVirtualizer, index: number): number =>
  virtualizer.measurementsCache[index]?.start ?? 0
