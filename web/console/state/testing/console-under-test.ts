import { signal } from '@preact/signals'
import type { Snapshot } from '../../../../src/agent-api/messages.js'
import { createServer } from '../../api/server.js'
import { createApp, type App } from '../app.js'
import type { Clock } from '../clock.js'
import type { Desk } from '../desk.js'
import { memoryStore, type TextStore } from '../store.js'
import { FakeApi, settle, snapshot } from './fake-api.js'

/** The console as a whole without its page: a fake of the API on one side, the desk's state on the other. */
export class ConsoleUnderTest {
  readonly fake = new FakeApi()
  readonly local: TextStore = memoryStore()
  readonly tab: TextStore = memoryStore()
  readonly #clock: Clock
  /** How often the bell rang. */
  rung = 0
  /** How often it sounded for what was lost. */
  lostTones = 0
  app: App

  constructor(clock: Clock) {
    this.#clock = clock
    this.app = this.#create()
  }

  #create(): App {
    let keys = 0
    return createApp({
      createServer: ({ onSignedOut }) => {
        this.fake.onSignedOut = onSignedOut
        return createServer({
          fetch: () => Promise.reject(new Error('no network')),
          onServerTime: () => undefined,
          onSignedOut,
        })
      },
      createApi: () => this.fake.api,
      ...{ clock: this.#clock, local: this.local, tab: this.tab, pageVisible: signal(true), chance: () => 0 },
      takeSignInRefusal: () => undefined,
      newKey: () => `key-${(keys += 1)}`,
      onRequest: () => (this.rung += 1),
      onLost: () => (this.lostTones += 1),
    })
  }

  /** Opens the page, with what an earlier one left in the browser. */
  async open(): Promise<void> {
    this.app = this.#create()
    this.app.start()
    await settle()
  }

  /** Opens the page of an agent who is logged in. */
  async start(first: Snapshot = snapshot()): Promise<Desk> {
    await this.open()
    await this.fake.tell('snapshot', first)
    return this.desk
  }

  /** Logs in where the log-in is shown. The desk is there with the first snapshot. */
  async logIn(): Promise<void> {
    const session = this.app.session.value
    if (session.state !== 'signed-out') throw new Error(`The session is ${session.state}.`)
    session.logIn.username.value = 'mara@example.org'
    session.logIn.password.value = 'secret'
    await session.logIn.submit()
  }

  get desk(): Desk {
    const session = this.app.session.value
    if (session.state !== 'signed-in') throw new Error(`The session is ${session.state}.`)
    return session.desk
  }

  /** The list of chats. */
  get listed(): string[] {
    return this.desk.entries.value.map((entry) => entry.chat.chatId + (entry.ended ? ' ended' : ''))
  }

  /** What the notices on the screen say. */
  get shown(): string[] {
    return this.app.notices.shown.value.map(({ fact }) => fact.what)
  }

  /** What a screen reader said last. */
  get spoken(): string | undefined {
    return this.app.notices.spoken.value.at(-1)?.fact.what
  }
}
