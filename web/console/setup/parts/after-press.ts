/** Whether a finger or a button of the mouse is down. */
let isPressed = false
/**
 * What says that it is not any more. A menu of the browser's own, such as that of a select, may keep the release to itself;
 * then the next key tells, or that the window lost the focus.
 */
const ends = ['pointerup', 'pointercancel', 'keydown', 'blur'] as const

/** Whether it is listened for on its way down: there the fields that lose the focus would be heard as well as the window. */
const isCaught = (end: (typeof ends)[number]): boolean => end !== 'blur'

addEventListener('pointerdown', () => (isPressed = true), true)
for (const end of ends) addEventListener(end, () => (isPressed = false), isCaught(end))

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
  for (const end of ends) addEventListener(end, release, { signal: released.signal, capture: isCaught(end) })
}
