/** The agents' console in a real browser, as a person at it would use it. */
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'

export interface ConsoleOptions {
  readonly theme?: 'light' | 'dark'
  readonly width?: number
  readonly height?: number
  /** Used with fingers, as on a phone. */
  readonly touch?: boolean
}

export class AgentConsole {
  /** What the browser complained of: script errors, and what the content security policy stopped. */
  readonly complaints: string[] = []

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly address: string,
  ) {
    page.on('pageerror', (error) => this.complaints.push(String(error)))
    page.on('console', (message) => {
      // The browser itself notes every refused and every lost request; those belong to the tests.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        this.complaints.push(message.text())
    })
  }

  /** Opens the console of a server at `address` in a browser that knows nothing yet. */
  static async open(browser: Browser, address: string, options: ConsoleOptions = {}): Promise<AgentConsole> {
    const { theme = 'light', width = 1280, height = 800, touch = false } = options
    const context = await browser.newContext({
      ...{ viewport: { width, height }, colorScheme: theme, locale: 'en-GB', hasTouch: touch, isMobile: touch },
    })
    context.setDefaultTimeout(15_000)
    const console = new AgentConsole(context, await context.newPage(), address)
    await console.page.goto(`${address}/console/`)
    return console
  }

  async logIn(username = 'ada@example.com', password = 'parley-demo'): Promise<void> {
    await this.page.getByLabel('User name').fill(username)
    await this.page.getByLabel('Password', { exact: true }).fill(password)
    await this.page.getByRole('button', { name: 'Log in' }).click()
  }

  /** Logs in and takes chats. */
  async start(username?: string): Promise<void> {
    await this.logIn(username)
    await this.page.getByRole('button', { name: 'Go online' }).click()
    await this.page.getByText('All quiet').waitFor()
  }

  /** Takes the request of this visitor, and waits until the chat is there. */
  async accept(visitorName: string): Promise<void> {
    await this.page.getByRole('button', { name: `Accept the request from ${visitorName}` }).click()
    await this.field(visitorName).waitFor()
  }

  /** The messages of the chat on the screen. */
  get log(): Locator {
    return this.page.getByRole('log')
  }

  /** Where the agent writes to this visitor. */
  field(visitorName: string): Locator {
    return this.page.getByRole('textbox', { name: `Message to ${visitorName}` })
  }

  /** The line of this visitor in the list of chats. */
  row(visitorName: string): Locator {
    return this.page.getByRole('navigation', { name: 'Chats' }).getByRole('button', { name: visitorName })
  }

  /** What has the focus: its name as a screen reader says it, or its text. */
  async focused(): Promise<string> {
    return this.page.evaluate<string>(
      `document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent`,
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.context.close()
  }
}
