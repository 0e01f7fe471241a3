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
  onKeyDown: (event: KeyboardEvent) => void
  toNewest: () => void
}

/**
 * Keeps a scrolling box at its end while the reader is there, and leaves it where it is otherwise. Where what comes in
 * above is drawn, that keeps its place by itself.
 */
export function useStickyScroll(atNewest: Signal<boolean>, onNearBeginning: () => void): StickyScroll {
  const box = useRef<HTMLDivElement>(null)
  const inner = useRef<HTMLDivElement>(null)
  // How high everything was when the beginning was near; asked for once, a failure is not asked for again by each step.
  const askedAt = useRef<number | undefined>(undefined)

  const toNewest = (): void => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight
  }

  useLayoutEffect(() => {
    if (atNewest.peek()) toNewest()
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
    // The browser would glide there, past rows whose height is not known yet, and stop where the end used to be.
    onKeyDown(event) {
      if (
        !box.current ||
        event.target !== box.current ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.shiftKey
      )
        return
      if (event.key === 'Home') box.current.scrollTop = 0
      else if (event.key === 'End') toNewest()
      else return
      event.preventDefault()
    },
    onScroll() {
      if (!box.current) return
      const { scrollTop, scrollHeight, clientHeight } = box.current
      atNewest.value = scrollHeight - scrollTop - clientHeight < nearPx
      if (scrollTop >= earlierPx || scrollHeight === clientHeight) askedAt.current = undefined
      else if (askedAt.current !== scrollHeight) {
        askedAt.current = scrollHeight
        onNearBeginning()
      }
    },
  }
}
