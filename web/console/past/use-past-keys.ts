import { useEffect, useRef } from 'preact/hooks'
import { isCovered, isWriting } from '../browser/keyboard.js'
import { offerHere } from '../state/place-offer.js'
import { pastOffer } from './past-offer.js'

const rows = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.past-row')]

/** Moves the focus among the chats that were found, from the one that has it or is read. */
const move = (steps: 1 | -1): boolean => {
  const all = rows()
  const focused = all.indexOf(document.activeElement as HTMLElement)
  const read = all.findIndex((row) => row.getAttribute('aria-current') === 'true')
  const from = focused >= 0 ? focused : read
  const next = all[from < 0 ? 0 : from + steps]
  next?.focus()
  return next !== undefined
}

/**
 * The keys of the page: `/` goes to the search field, J and K (and arrows, in the list or from the field) move among
 * what was found, Escape leaves the chat.
 */
export function usePastKeys({ onLeave }: { onLeave: () => void }): void {
  const leave = useRef(onLeave)
  leave.current = onLeave
  useEffect(() => offerHere(pastOffer), [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || isCovered()) return
      const { target } = event
      // Caps Lock makes capitals of letters; the other keys have names.
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
      const field = document.getElementById('past-search')
      const inList = target instanceof HTMLElement && target.closest('.past-list') !== null
      if (isWriting(target)) {
        if (target === field && key === 'ArrowDown' && move(1)) event.preventDefault()
        return
      }
      if (key === '/') {
        event.preventDefault()
        field?.focus()
      } else if (key === 'j' || (inList && key === 'ArrowDown')) {
        if (move(1)) event.preventDefault()
      } else if (key === 'k' || (inList && key === 'ArrowUp')) {
        if (move(-1)) event.preventDefault()
      } else if (key === 'Escape') leave.current()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}
