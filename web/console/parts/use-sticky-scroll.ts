import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { RefObject } from 'preact'
import type { Signal } from '@preact/signals'

/** So near to the end the box counts as being there. */
const nearPx = 48
/** So near to the beginning earlier messages are fetched. */
const earlierPx = 240

export interface StickyScroll {
  box: RefObject<HTMLDivElement | null>
  inner: RefObject<HTMLDivElement | null>
  onScroll: () => void
  toNewest: () => void
}

/**
 * Keeps a scrolling box at its end while the reader is there, and leaves it where it is otherwise, also when something
 * is put in before what is seen. `firstKey` names the first thing in the box.
 */
export function useStickyScroll(
  atNewest: Signal<boolean>,
  firstKey: string | number | undefined,
  onNearBeginning: () => void,
): StickyScroll {
  const box = useRef<HTMLDivElement>(null)
  const inner = useRef<HTMLDivElement>(null)
  const shownFirst = useRef(firstKey)

  // The page as it is still drawn: how far it is from its end must be the same after something came in above.
  const before = box.current
  const fromEnd =
    before && shownFirst.current !== firstKey && !atNewest.peek() ? before.scrollHeight - before.scrollTop : undefined
  shownFirst.current = firstKey

  const toNewest = (): void => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight
  }

  useLayoutEffect(() => {
    if (!box.current) return
    if (atNewest.peek()) toNewest()
    else if (fromEnd !== undefined) box.current.scrollTop = box.current.scrollHeight - fromEnd
  })

  useEffect(() => {
    if (!box.current || !inner.current) return
    // The text field below grows, the window turns, the ghost appears.
    const observer = new ResizeObserver(() => {
      if (atNewest.peek()) toNewest()
    })
    observer.observe(box.current)
    observer.observe(inner.current)
    return () => observer.disconnect()
  }, [atNewest])

  return {
    box,
    inner,
    toNewest,
    onScroll() {
      if (!box.current) return
      const { scrollTop, scrollHeight, clientHeight } = box.current
      atNewest.value = scrollHeight - scrollTop - clientHeight < nearPx
      if (scrollTop < earlierPx && scrollHeight > clientHeight) onNearBeginning()
    },
  }
}
