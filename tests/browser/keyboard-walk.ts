import type { Page } from 'playwright-core'

export interface KeyboardStop {
  /** Its name as a screen reader says it, near enough. */
  readonly name: string
  /** What is wrong with it: nothing of it can be seen, or nothing shows that it has the focus. */
  readonly wrong: string
}

/** More than any page has; a walk that is longer is in a trap. */
const stopsMax = 150

/** What has the focus, or undefined where nothing has. */
const stop = `(() => {
  const element = document.activeElement
  if (element === null || element === document.body) return undefined
  const { left, top, width, height } = element.getBoundingClientRect()
  const places = [[0.5, 0.5], [0.1, 0.1], [0.9, 0.1], [0.1, 0.9], [0.9, 0.9]]
  const isSeen = places.some(([x, y]) => {
    const there = document.elementFromPoint(left + x * width, top + y * height)
    return there !== null && (element.contains(there) || there.contains(element))
  })
  const around = [element, element.nextElementSibling, element.parentElement, element.parentElement?.parentElement]
  const isMarked = around.some((one) => one && getComputedStyle(one).outlineStyle !== 'none')
  const labelled = element.getAttribute('aria-labelledby')
  const words = (labelled ? document.getElementById(labelled) : (element.labels?.[0] ?? element)).cloneNode(true)
  for (const silent of words.querySelectorAll('[aria-hidden=true]')) silent.remove()
  const name = (element.getAttribute('aria-label') ?? words.textContent).trim().replace(/\\s+/g, ' ')
  return { name, wrong: [isSeen ? '' : 'hidden', isMarked ? '' : 'unmarked'].join('') }
})()`

/** Goes once round the page with Tab, from what has the focus until that has it again. Throws when it never comes. */
export const keyboardWalk = async (page: Page): Promise<KeyboardStop[]> => {
  await page.evaluate('window.walkBegan = document.activeElement')
  const stops: KeyboardStop[] = []
  while (stops.length < stopsMax) {
    await page.keyboard.press('Tab')
    const next = await page.evaluate<KeyboardStop | undefined>(stop)
    if (next) stops.push(next)
    if (await page.evaluate('window.walkBegan === document.activeElement')) return stops
  }
  throw new Error(`The keyboard does not come back: ${stops.map(({ name }) => name).join(', ')}`)
}
