import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

/** Targets of 24 pixels are not asked for unless one says so. */
const options = { rules: { 'target-size': { enabled: true } } }

/** What axe finds wrong with the page as it stands, a line for each kind. */
export const axeFindings = async ({ page }: { readonly page: Page }): Promise<string[]> => {
  // Large enough to be read only once by each page.
  if (await page.evaluate(`typeof axe === 'undefined'`)) await page.evaluate(axe.source)
  // A page that is still fading, now or because its state changes meanwhile, has other colours than it will have.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))')
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`)
  await page.emulateMedia({ reducedMotion: null })
  return violations.map(
    ({ id, impact, nodes }) => `${impact ?? ''} ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  )
}
