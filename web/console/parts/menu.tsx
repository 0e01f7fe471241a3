import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'

/** How far a menu keeps from its button, and from the edges of the page, in pixels. */
const gap = 6
const edge = 8

export interface MenuProps {
  /** Its id, which its button names in `popovertarget`. */
  id: string
  label: string
  role: 'dialog' | 'group'
  children: ComponentChildren
  onOpen?: () => void
}

/** What comes up below a button; the browser closes it with Escape, with a press elsewhere, and gives the focus back. */
export function Menu({ id, label, role, children, onOpen }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null)
  return (
    <div
      id={id}
      ref={menu}
      class="menu"
      popover="auto"
      role={role}
      aria-label={label}
      onToggle={(event) => {
        if (event.newState !== 'open' || !menu.current) return
        placeBelow(menu.current, document.querySelector(`[popovertarget="${id}"]`))
        menu.current.querySelector<HTMLElement>('input:checked, button')?.focus()
        onOpen?.()
      }}
    >
      {children}
    </div>
  )
}

/** Puts the menu's end below the button's, as far as the page allows. */
function placeBelow(menu: HTMLElement, button: Element | null): void {
  if (!button) return
  const { left, right, bottom } = button.getBoundingClientRect()
  const width = document.documentElement.clientWidth
  const fromEnd = getComputedStyle(menu).direction === 'rtl' ? left : width - right
  menu.style.insetInlineEnd = `${Math.max(edge, Math.min(fromEnd, width - menu.offsetWidth - edge))}px`
  menu.style.top = `${bottom + gap}px`
}
