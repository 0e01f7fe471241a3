import { signal, type ReadonlySignal } from '@preact/signals'
import type { Entry } from '../../../src/agent-api/entries.js'
import type { Chat } from '../../../src/agent-api/chats.js'
import type { AgentApi } from '../api/agent-api.js'
import { tellRefusal } from './attempts.js'
import type { Notices } from './notices.js'
import {
  readEntriesMax,
  shortened,
  transcriptEntriesMax,
  withEarlier,
  withNewest,
  withOne,
  type Transcript,
} from './transcript.js'

/** The transcripts of all chats on the desk. */
export interface Transcripts {
  readonly all: ReadonlySignal<ReadonlyMap<string, Transcript>>
  /** The chats whose earlier entries are being fetched. */
  readonly loading: ReadonlySignal<ReadonlySet<string>>
  /** A chat came with its newest entries. */
  newest(chats: readonly Chat[]): void
  /** Something was said or happened. An entry of a chat that is not here is ignored. */
  add(entry: Entry): void
  /** Fetches the page before the first known entry, unless there is none or it is on its way. */
  loadEarlier(chatId: string): Promise<void>
  /** Nobody looks at this chat any more, so the oldest of what was scrolled up to may go. */
  shorten(chatId: string): void
  /** Forgets all other chats. */
  keepOnly(chatIds: ReadonlySet<string>): void
}

/** No chats yet. `isRead` says whether the agent has turned to a chat. */
export function createTranscripts(
  api: Pick<AgentApi, 'entriesBefore'>,
  notices: Notices,
  isRead: (chatId: string) => boolean,
): Transcripts {
  const all = signal<ReadonlyMap<string, Transcript>>(new Map())
  const loading = signal<ReadonlySet<string>>(new Set())

  const set = (chatId: string, transcript: Transcript): void => {
    all.value = new Map(all.value).set(chatId, transcript)
  }

  return {
    all,
    loading,
    newest(chats) {
      const next = new Map(all.value)
      for (const chat of chats) next.set(chat.chatId, withNewest(next.get(chat.chatId), chat))
      all.value = next
    },
    add(entry) {
      const known = all.value.get(entry.chatId)
      if (!known) return
      const next = withOne(known, entry, isRead(entry.chatId) ? readEntriesMax : transcriptEntriesMax)
      if (next !== known) set(entry.chatId, next)
    },
    async loadEarlier(chatId) {
      const first = all.value.get(chatId)?.entries[0]
      if (!first || !all.value.get(chatId)?.hasEarlier || loading.value.has(chatId)) return
      loading.value = new Set([...loading.value, chatId])
      const page = await api.entriesBefore(chatId, first.number)
      loading.value = new Set([...loading.value].filter((other) => other !== chatId))
      const known = all.value.get(chatId)
      if (!page.ok) return tellRefusal(notices, 'load-earlier', page)
      // What is known may have started anew while the page was on its way; then the page no longer fits.
      if (known?.entries[0]?.number === first.number) set(chatId, withEarlier(known, page.value))
    },
    shorten(chatId) {
      const known = all.value.get(chatId)
      const next = known && shortened(known, transcriptEntriesMax)
      if (next !== undefined && next !== known) set(chatId, next)
    },
    keepOnly(chatIds) {
      if ([...all.value.keys()].every((chatId) => chatIds.has(chatId))) return
      all.value = new Map([...all.value].filter(([chatId]) => chatIds.has(chatId)))
    },
  }
}
