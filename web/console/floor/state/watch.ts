/** Watching one chat: its transcript as it grows, what both sides are about to say, and what is known of the visitor. */
import { batch, signal, type ReadonlySignal } from '@preact/signals'
import type { Chat } from '../../../../src/agent-api/chats.js'
import { readJson } from '../../api/read-json.js'
import { tellRefusal } from '../../state/attempts.js'
import type { Clock } from '../../state/clock.js'
import { createConnection, type Connection } from '../../state/connection.js'
import type { Notices } from '../../state/notices.js'
import { withEarlier } from '../../state/transcript.js'
import { createVisitorSigns, type VisitorSign } from '../../state/visitor-signs.js'
import type { FloorApi } from '../floor-api.js'
import { applyWatchEvent, type Watched, type WatchEvent } from './watched.js'

export interface Watch {
  readonly chatId: string
  /** Undefined until the server has said how it stands; stays as it was while the connection is away. */
  readonly watched: ReadonlySignal<Watched | undefined>
  readonly connection: ReadonlySignal<Connection>
  /** Why it cannot be watched, if it cannot: there is no such chat, or it is not for whoever asks. */
  readonly refused: ReadonlySignal<'not-there' | 'denied' | undefined>
  /** What is about to be said: the visitor's under the chat's id, agents' under theirs. */
  readonly signs: ReadonlySignal<ReadonlyMap<string, VisitorSign>>
  /** What the agent knows of the visitor; undefined while nobody has the chat. */
  readonly visitor: ReadonlySignal<Chat | undefined>
  readonly loadingEarlier: ReadonlySignal<boolean>
  loadEarlier(): Promise<void>
  retryNow(): void
  stop(): void
}

export interface WatchOptions {
  api: Pick<FloorApi, 'openChat' | 'chat' | 'entriesBefore'>
  chatId: string
  clock: Clock
  /** A number from 0 to 1, new at each call. */
  chance: () => number
  notices: Notices
}

/** A watch that has begun. */
export function watchChat({ api, chatId, clock, chance, notices }: WatchOptions): Watch {
  const watched = signal<Watched | undefined>(undefined)
  const refused = signal<'not-there' | 'denied' | undefined>(undefined)
  const visitor = signal<Chat | undefined>(undefined)
  const loadingEarlier = signal(false)
  const signs = createVisitorSigns(clock)
  let isAsking = false
  let isStopped = false

  const askAboutVisitor = async (): Promise<void> => {
    const state = watched.value?.standing.state
    if (isAsking || visitor.value !== undefined || (state !== 'established' && state !== 'ended')) return
    isAsking = true
    const answer = await api.chat(chatId)
    isAsking = false
    if (answer.ok && !isStopped) visitor.value = answer.value
  }

  const takeIn = (event: WatchEvent): void => {
    watched.value = applyWatchEvent(watched.value, event)
    switch (event.name) {
      case 'snapshot':
        signs.clearAll()
        break
      case 'visitor-typing':
        signs.typing(event.data)
        break
      case 'agent-typing':
        signs.typing({ ...event.data, chatId: event.data.agentId })
        break
      case 'message':
        signs.clear(event.data.from === 'visitor' ? chatId : (event.data.agentId ?? ''))
        break
      default:
    }
    if (watched.value?.standing.state === 'ended') signs.clearAll()
    void askAboutVisitor()
  }

  const connection = createConnection({
    ...{ clock, chance },
    open: async (lastEventId, abort) => {
      const stream = await api.openChat(chatId, lastEventId, abort)
      refused.value = stream.status === 404 ? 'not-there' : stream.status === 403 ? 'denied' : undefined
      return stream
    },
    onEvent: ({ name, data }) => batch(() => takeIn({ name, data: readJson(data) } as WatchEvent)),
  })
  connection.start()

  return {
    ...{ chatId, watched, refused, visitor, loadingEarlier, signs: signs.signs, connection: connection.state },
    async loadEarlier() {
      const first = watched.value?.transcript.entries[0]
      if (!first || !watched.value?.transcript.hasEarlier || loadingEarlier.value) return
      loadingEarlier.value = true
      const page = await api.entriesBefore(chatId, first.number)
      tellRefusal(notices, 'load-earlier', page)
      batch(() => {
        loadingEarlier.value = false
        const now = watched.value
        // What is known may have begun anew while the page was on its way; then the page no longer fits.
        if (!page.ok || now?.transcript.entries[0]?.number !== first.number) return
        watched.value = { ...now, transcript: withEarlier(now.transcript, page.value) }
      })
    },
    retryNow: () => connection.retryNow(),
    stop() {
      isStopped = true
      signs.clearAll()
      connection.stop()
    },
  }
}
