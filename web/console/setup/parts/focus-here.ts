/**
 * Gives something the focus when what had it is done with: unless whoever pressed that has gone on to another part of the
 * page, or to another page.
 */
export function focusHere(next: HTMLElement | null): void {
  const { activeElement } = document
  const isFree = activeElement === null || activeElement === document.body
  if (isFree || next?.closest('section')?.contains(activeElement)) next?.focus()
}
