import type { RefObject } from 'preact'
import { useLayoutEffect } from 'preact/hooks'
import type { Focus, FocusPlace } from '../state/focus.js'

/** Whether the page is mainly used with fingers. */
export const isTouch = matchMedia('(pointer: coarse)').matches

/** Whether shortcuts go by the Command key. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** Takes the focus when the state asks for this place; without a place never. With `onlyIfLost`, only when no element has it. */
export function useFocusPlace(
  focus: Focus,
  place: FocusPlace | undefined,
  ref: RefObject<HTMLElement | null>,
  onlyIfLost = false,
): void {
  const wanted = place !== undefined && focus.wish.value === place
  useLayoutEffect(() => {
    if (!wanted || !ref.current) return
    focus.taken()
    const holder = document.activeElement
    if (!onlyIfLost || holder === null || holder === document.body) ref.current.focus()
  })
}
