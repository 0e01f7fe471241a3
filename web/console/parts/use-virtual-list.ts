/**
 * Draws of a long list only the rows near what is seen; the window is kept by TanStack's virtualizer. Rows stand in the
 * page's normal flow, each in an element of its own, and may be of any height.
 */
import { useLayoutEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks'
import type { RefObject } from 'preact'
import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type Range,
  type VirtualizerOptions,
} from '@tanstack/virtual-core'
import { followPlace, heightOf, holdPlace, putBack, type ListVirtualizer } from './hold-place.js'
import { keptRows } from './kept-rows.js'

/** How many rows are drawn beyond either edge of what is seen. */
const overscan = 8

export interface VirtualListOptions<Item> {
  /** What the rows show, in their order: the same array as long as nothing changed. */
  items: readonly Item[]
  /** What a row is called for good, whatever comes in before it. */
  keyOf: (item: Item) => string
  /** About how high a row is, in pixels, as long as it has not been drawn. */
  estimatePx: (item: Item) => number
  /** The box that scrolls. Other things may stand in it before and after the list. */
  box: RefObject<HTMLElement | null>
  /** Up to so many rows all are drawn, so that the browser's own search and selection find everything. */
  wholeMax: number
  /** Whether the list opens at its end, and what is seen stays where it is when rows come in before it or go. */
  fromEnd?: boolean
}

export interface VirtualRow<Item> {
  readonly item: Item
  readonly key: string
  /** Its place in the whole list, from 0 on. */
  readonly index: number
  /** For the row's own element, a child of the list's. */
  readonly attributes: {
    readonly ref: (element: HTMLElement | null) => void
    readonly 'data-index': number
    readonly style: { readonly display: 'flow-root'; readonly marginTop: string }
  }
}

export interface VirtualList<Item> {
  readonly rows: readonly VirtualRow<Item>[]
  /** For the element that holds the rows and nothing else. */
  readonly attributes: {
    readonly ref: (element: HTMLElement | null) => void
    readonly style: { readonly display: 'flow-root'; readonly paddingBottom: string }
  }
  /** Scrolls no further than needed to show a row. */
  reveal: (index: number) => void
}

/** The window of a list. The component that uses it is drawn again whenever other rows come into it. */
export function useVirtualList<Item>(options: VirtualListOptions<Item>): VirtualList<Item> {
  const { items, keyOf, estimatePx, box, wholeMax, fromEnd = false } = options
  const list = useRef<HTMLElement | null>(null)
  const [setList] = useState(() => (element: HTMLElement | null) => void (list.current = element))
  const drawn = useRef<readonly VirtualRow<Item>[]>([])
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  // Where the list begins in the box.
  const [marginPx, setMarginPx] = useState(0)
  const isWhole = items.length <= wholeMax
  // By the identity of these the virtualizer knows whether anything has to be laid out again.
  const keys = useMemo(() => items.map(keyOf), [items])
  const getItemKey = useMemo(() => (index: number) => keys[index] ?? '', [keys])
  const rangeExtractor = useMemo(
    () => (range: Range) => {
      if (isWhole) return [...keys.keys()]
      const near = defaultRangeExtractor(range)
      return [...new Set([...near, ...keptRows(list.current, drawn.current, keys)])].sort((a, b) => a - b)
    },
    [keys, isWhole],
  )

  const settings: VirtualizerOptions<HTMLElement, Element> = {
    ...{ count: items.length, getItemKey, rangeExtractor, overscan, scrollMargin: marginPx, measureElement: heightOf },
    ...{ observeElementRect, observeElementOffset, scrollToFn: elementScroll },
    initialRect: { width: innerWidth, height: innerHeight },
    estimateSize: (index) => estimatePx(items[index] as Item),
    getScrollElement: () => box.current,
    initialOffset: () => (fromEnd ? virtualizer.getTotalSize() : (box.current?.scrollTop ?? 0)),
    onChange: () => redraw(undefined),
  }
  const [virtualizer] = useState((): ListVirtualizer => new Virtualizer(settings))

  const shownKeys = useRef(keys)
  const isPushed = fromEnd && shownKeys.current[0] !== keys[0]
  const held = isPushed ? holdPlace(virtualizer, box.current, list.current, drawn.current, keys) : undefined
  shownKeys.current = keys
  virtualizer.setOptions(settings)
  if (held) followPlace(virtualizer, held)

  useLayoutEffect(() => virtualizer._didMount(), [])
  useLayoutEffect(() => {
    virtualizer._willUpdate()
    if (!box.current || !list.current) return
    if (held) putBack(virtualizer, box.current, list.current, held)
    const boxTop = box.current.getBoundingClientRect().top + box.current.clientTop - box.current.scrollTop
    setMarginPx(list.current.getBoundingClientRect().top - boxTop)
  })

  let reachedPx = marginPx
  drawn.current = virtualizer.getVirtualItems().map(({ index, start, end }): VirtualRow<Item> => {
    const gapPx = start - reachedPx
    reachedPx = end
    return {
      ...{ item: items[index] as Item, key: getItemKey(index), index },
      attributes: {
        ...{ ref: virtualizer.measureElement, 'data-index': index },
        style: { display: 'flow-root', marginTop: `${gapPx}px` },
      },
    }
  })
  const restPx = Math.max(0, virtualizer.getTotalSize() + marginPx - reachedPx)
  return {
    rows: drawn.current,
    attributes: { ref: setList, style: { display: 'flow-root', paddingBottom: `${restPx}px` } },
    reveal: (index) => virtualizer.scrollToIndex(index),
  }
}
