/**
 * Who is at this page: nobody yet, nobody any more, or an agent with a desk. Owns the connection, and hands its events
 * to the desk.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { LoggedOut } from '../../../src/agent-api/logging-in.js'
import type { AgentEventName, AgentEvents, Snapshot } from '../../../src/agent-api/messages.js'
import type { AgentApi } from '../api/agent-api.js'
import { readJson } from '../api/read-json.js'
import type { Server, ServerOptions } from '../api/server.js'
import { tellRefusal } from './attempts.js'
import type { Clock } from './clock.js'
import { createConnection, type Connection } from './connection.js'
import { createDesk, type Desk } from './desk.js'
import { createLogIn, type LogIn, type SignInRefusal } from './log-in.js'
import { createNotices, type Notices } from './notices.js'
import type { TextStore } from './store.js'
import { createTicker } from './ticker.js'

export type Session =
  /** Connecting; whether the browser holds a valid cookie is not known yet. */
  | { state: 'opening' }
  /** `new`: nobody was logged in. `expired`: the server no longer knows the session. `left`: logged out here. */
  | { state: 'signed-out'; why: 'new' | 'expired' | 'left'; logIn: LogIn }
  | { state: 'signed-in'; desk: Desk }

export interface AppOptions {
  createServer: (events: Pick<ServerOptions, 'onServerTime' | 'onSignedOut'>) => Server
  createApi: (server: Server) => AgentApi
  clock: Clock
  /** A number from 0 to 1, new at each call. */
  chance: () => number
  newKey: () => string
  local: TextStore
  tab: TextStore
  pageVisible: ReadonlySignal<boolean>
  /** What a log-in with the identity provider came to; told once. */
  takeSignInRefusal: () => SignInRefusal | undefined
  /** For the sounds: there is a new request; a visitor, or the connection, was lost. */
  onRequest: () => void
  onLost: () => void
}

export interface App {
  readonly session: ReadonlySignal<Session>
  readonly connection: ReadonlySignal<Connection>
  /** The server's time, milliseconds since 1970, going on by the second. */
  readonly now: ReadonlySignal<number>
  readonly notices: Notices
  /** For the places that talk to it in their own way. */
  readonly server: Server
  /** Starts connecting. */
  start(): void
  /** Tries to connect at once, if the connection is lost. */
  retryNow: () => void
  logOut(): Promise<void>
}

/** An app that is not started yet. */
export function createApp(options: AppOptions): App {
  const { createServer, createApi, clock, chance } = options
  // Every answer tells the time; this is the smallest there is to ask for.
  const ticker = createTicker(clock, () => void deskNow()?.status.refresh())
  const notices = createNotices(clock)
  const session = signal<Session>({ state: 'opening' })
  const connection = signal<Connection>({ state: 'connecting' })
  const farewell = signal<LoggedOut['provider']>(undefined)
  let stopConnection = (): void => undefined
  /** Whose log-out is not answered yet. */
  let leaving: Desk | undefined
  let retryConnection = (): void => undefined

  const server = createServer({ onServerTime: (at) => ticker.serverSaid(at), onSignedOut: () => signOut() })
  const api = createApi(server)

  /** A log-out leaves nothing behind. At once: whoever logs in before it is answered keeps what they do from then on. */
  const putAway = (desk: Desk | undefined): void => {
    desk?.stop()
    if (desk === leaving) desk?.forget()
  }

  const signOut = (): void => {
    if (session.value.state === 'signed-out') return
    stopConnection()
    const desk = deskNow()
    // The page shows the log-in from here on, so what the desk still says on its way out changes nothing.
    session.value = {
      state: 'signed-out',
      why: !desk ? 'new' : desk === leaving ? 'left' : 'expired',
      logIn: createLogIn({ api, now: ticker.now, refusal: options.takeSignInRefusal(), onLoggedIn: connect, farewell }),
    }
    putAway(desk)
  }

  const deskNow = (): Desk | undefined => (session.value.state === 'signed-in' ? session.value.desk : undefined)

  const onEvent = (name: string, data: unknown): void => {
    const desk = deskNow()
    if (name === 'snapshot' && desk?.snapshot.value.agent.id !== (data as Snapshot).agent.id) {
      putAway(desk)
      const made = createDesk(data as Snapshot, { ...options, api, now: ticker.now, notices })
      session.value = { state: 'signed-in', desk: made }
      made.outbox.kick()
    } else desk?.stream.apply(name as AgentEventName, data as AgentEvents[AgentEventName])
  }

  const connect = (): void => {
    stopConnection()
    session.value = { state: 'opening' }
    const current = createConnection({
      clock,
      chance,
      open: (lastEventId, signal) => api.openEvents(lastEventId, signal),
      onEvent: (event) => onEvent(event.name, readJson(event.data)),
    })
    let wasLost = false
    const stopWatching = current.state.subscribe((now) => {
      connection.value = now
      if (now.state === 'signed-out') return signOut()
      if (now.state === 'lost' && !wasLost) {
        notices.speak({ what: 'connection-lost' })
        if (deskNow()?.snapshot.value.configuration.disconnectSound) options.onLost()
      }
      if (now.state === 'live') {
        if (wasLost) notices.speak({ what: 'connection-back' })
        deskNow()?.outbox.kick()
      }
      wasLost = now.state === 'lost'
    })
    stopConnection = () => {
      stopWatching()
      current.stop()
    }
    retryConnection = () => current.retryNow()
    current.start()
  }

  return {
    session,
    connection,
    now: ticker.now,
    notices,
    server,
    start: connect,
    retryNow: () => retryConnection(),
    async logOut() {
      const desk = deskNow()
      if (!desk || desk === leaving) return
      // The stream may learn of it before the answer is here.
      leaving = desk
      const answer = await api.logout()
      farewell.value = answer.ok ? answer.value.provider : undefined
      // Somebody may have logged in again since.
      if ((answer.ok || answer.refusal.kind === 'signed-out') && deskNow() === desk) signOut()
      if (leaving === desk) leaving = undefined
      tellRefusal(notices, 'log-out', answer)
    },
  }
}
