/** Whether a finger or a button of the mouse is down. */
let isPressed = false
const ends = ['pointerup', 'pointercancel'] as const

addEventListener('pointerdown', () => (isPressed = true), true)
for (const end of ends) addEventListener(end, () => (isPressed = false), true)

/**
 * Does something at once, or when what is being pressed was released: a field that loses the focus to a press may not move
 * what is pressed, or the press would miss it.
 */
export function afterPress(deed: () => void): void {
  if (!isPressed) {
    deed()
    return
  }
  const released = new AbortController()
  const release = (): void => {
    released.abort()
    // After the click, which comes at the same moment.
    setTimeout(deed)
  }
  for (const end of ends) addEventListener(end, release, { signal: released.signal })
}
