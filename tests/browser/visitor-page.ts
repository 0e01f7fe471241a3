/** A visitor's window in a real browser. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { tryItAddress, type Target } from '../../web/console/try-it/target.js'
import { axeFindings } from './axe-findings.js'

export class VisitorPage {
  /** What the browser complained of: script errors, and what the content security policy stopped. */
  readonly complaints: string[] = []

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('pageerror', (error) => this.complaints.push(String(error)))
    page.on('console', (message) => {
      // Lost and refused requests belong to the tests.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.complaints.push(message.text())
    })
  }

  /** Opens the window of a server at `address`, for a chat with `target`. */
  static async open(browser: Browser, address: string, target: Target | undefined): Promise<VisitorPage> {
    const context = await browser.newContext({ viewport: { width: 480, height: 760 }, locale: 'en-GB' })
    context.setDefaultTimeout(20_000)
    const visitor = new VisitorPage(context, await context.newPage())
    await visitor.page.goto(address + (target === undefined ? '/console/try-it.html' : tryItAddress(target)))
    return visitor
  }

  get log(): Locator {
    return this.page.getByRole('log')
  }

  /** Where the visitor writes. */
  get field(): Locator {
    return this.page.getByRole('textbox', { name: 'Message' })
  }

  findings(): Promise<string[]> {
    return axeFindings(this)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.context.close()
  }
}
