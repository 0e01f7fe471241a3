/**
 * Everything one logged-in agent sees and does. The stream is the truth; what this page adds (older messages, ended
 * chats, drafts, what is seen, what is on its way) lives beside it in modules of its own, and this puts them together.
 */
import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { PresenceStatus, Snapshot } from '../../../src/agent-api/messages.js'
import type { AgentApi } from '../api/agent-api.js'
import type { Answer } from '../api/answer.js'
import { afterClosing, chatEntries, neighbour, type ChatEntry } from './chat-entries.js'
import type { Clock } from './clock.js'
import { createDeskStream, type DeskStream } from './desk-stream.js'
import { createDrafts, type Drafts } from './drafts.js'
import { createFocus, type Focus } from './focus.js'
import type { Deed, Notices } from './notices.js'
import { createOutbox, type Outbox } from './outbox.js'
import { createReading, type Reading } from './reading.js'
import { createRequests, type Requests } from './requests.js'
import type { TextStore } from './store.js'
import { createTranscripts, type Transcripts } from './transcripts.js'
import { createTypingNotice, type TypingNotice } from './typing-notice.js'
import { createVisitorSigns, type VisitorSigns } from './visitor-signs.js'

export interface DeskOptions {
  api: AgentApi
  clock: Clock
  /** A number from 0 to 1, new at each call. */
  chance: () => number
  newKey: () => string
  /** The server's time, milliseconds since 1970. */
  now: ReadonlySignal<number>
  /** Kept by the browser for all its windows. */
  local: TextStore
  /** Kept for this window only. */
  tab: TextStore
  pageVisible: ReadonlySignal<boolean>
  notices: Notices
  /** Called for each new request, for the sound. */
  onRequest: () => void
}

/** What may lie over the page, waiting for the agent. */
export type DialogName = 'help' | 'end-chat' | 'log-out'

export interface Desk {
  readonly snapshot: ReadonlySignal<Snapshot>
  readonly entries: ReadonlySignal<readonly ChatEntry[]>
  readonly selectedEntry: ReadonlySignal<ChatEntry | undefined>
  /** The status the agent chose, before the server has confirmed it too. */
  readonly status: ReadonlySignal<PresenceStatus>
  /** How many things wait for the agent: requests and unread messages. */
  readonly waitingCount: ReadonlySignal<number>
  readonly stream: DeskStream
  readonly transcripts: Transcripts
  readonly reading: Reading
  readonly requests: Requests
  readonly outbox: Outbox
  readonly drafts: Drafts
  readonly signs: VisitorSigns
  readonly focus: Focus
  readonly dialog: Signal<DialogName | undefined>
  /** Turns to a chat; `undefined` goes back to the list. Unknown chats are ignored. */
  select(chatId: string | undefined): void
  /** Turns to the chat `steps` further down the list; negative: up. */
  selectNeighbour(steps: number): void
  setStatus(status: PresenceStatus): Promise<void>
  /** Writes a draft, and lets the visitor know that the agent types. */
  write(chatId: string, text: string): void
  /** Sends the draft; an empty one stays. */
  send(chatId: string): void
  endChat(chatId: string): Promise<void>
  /** Asks the visitor for a file; nothing while that was tried already. */
  askForFile(chatId: string): Promise<void>
  withdrawFile(chatId: string, fileId: string): Promise<void>
  /** Puts an ended chat away. */
  closeChat(chatId: string): void
  /** Forgets what this agent left in the browser; for logging out. */
  forget(): void
  stop(): void
}

/** A desk as the first snapshot shows it. */
export function createDesk(first: Snapshot, options: DeskOptions): Desk {
  const { api, clock, chance, newKey, now, local, tab, pageVisible, notices, onRequest } = options
  const { id } = first.agent
  const readName = `${id}.read`
  const outboxName = `${id}.unsent`

  const chosen = signal<PresenceStatus | undefined>(undefined)
  let choices = 0
  const typing = new Map<string, TypingNotice>()
  const asking = new Set<string>()
  const transcripts = createTranscripts(api, notices)
  const filesOf = (chatId: string) =>
    [...snapshot.value.chats, ...stream.ended.value.map(({ chat }) => chat)].find((chat) => chat.chatId === chatId)
      ?.files ?? []
  const reading = createReading({
    store: local,
    storeName: readName,
    pageVisible,
    transcripts: transcripts.all,
    filesOf,
  })
  const requests = createRequests(api, notices)
  const drafts = createDrafts(local, `${id}.draft.`)
  const signs = createVisitorSigns(clock)
  const focus = createFocus()
  const stream = createDeskStream(first, {
    ...{ now, transcripts, reading, requests, signs, focus, notices, onRequest },
    chosenStatus: () => chosen.peek(),
    onChatsLeft(remaining) {
      drafts.keepOnly(remaining)
      for (const chatId of typing.keys()) if (!remaining.has(chatId)) typing.delete(chatId)
    },
  })
  const outbox = createOutbox({
    ...{ clock, chance, newKey, store: tab, storeName: outboxName },
    send: (chatId, text, key) => api.sendMessage(chatId, text, key),
    onSent: (message) => stream.apply('message', message),
  })
  const { snapshot } = stream

  const entries = computed(() =>
    chatEntries(snapshot.value.chats, stream.ended.value, transcripts.all.value, reading.marks.value),
  )
  const selectedEntry = computed(() => entries.value.find(({ chat }) => chat.chatId === reading.selected.value))
  const waitingCount = computed(() =>
    entries.value.reduce((sum, { unread }) => sum + unread, snapshot.value.offers.length),
  )

  const typingOf = (chatId: string): TypingNotice => {
    // A lost word about typing is not worth a second try.
    const notice = typing.get(chatId) ?? createTypingNotice(clock, (is) => void api.setTyping(chatId, is))
    typing.set(chatId, notice)
    return notice
  }

  const tell = (deed: Deed, answer: Answer<unknown>): void => {
    if (answer.ok || answer.refusal.kind === 'signed-out') return
    notices.show({ what: 'not-done', deed, detail: answer.refusal.kind === 'refused' ? answer.refusal.detail : '' })
  }

  const select = (chatId: string | undefined): void => {
    if (chatId !== undefined && !entries.value.some(({ chat }) => chat.chatId === chatId)) return
    const before = reading.selected.value
    if (before !== undefined && before !== chatId) typing.get(before)?.stopped()
    batch(() => {
      reading.select(chatId)
      focus.ask(chatId === undefined ? 'chats' : selectedEntry.value?.ended ? 'close-chat' : 'composer')
    })
  }

  return {
    ...{ snapshot, entries, selectedEntry, waitingCount, stream, transcripts, reading, requests, outbox, drafts },
    ...{ signs, focus, select },
    dialog: signal<DialogName | undefined>(undefined),
    status: computed(() => chosen.value ?? snapshot.value.presence.status),
    selectNeighbour(steps) {
      const next = neighbour(entries.value, reading.selected.value, steps)
      if (next !== undefined) select(next)
    },
    async setStatus(status) {
      choices += 1
      const mine = choices
      chosen.value = status
      const answer = await api.setPresence(status)
      // A later choice is on its way; its answer counts.
      if (mine !== choices) return
      batch(() => {
        if (answer.ok) stream.apply('presence', answer.value)
        chosen.value = undefined
      })
      tell('set-status', answer)
    },
    write(chatId, text) {
      drafts.set(chatId, text)
      typingOf(chatId).changed(text)
    },
    send(chatId) {
      const text = trimmed(drafts.texts.value[chatId] ?? '')
      if (text === '') return
      const newest = transcripts.all.value.get(chatId)?.entries.at(-1)?.number ?? -1
      batch(() => {
        if (!outbox.add(chatId, text, newest)) return notices.show({ what: 'too-many-unsent' })
        drafts.set(chatId, '')
        reading.answered()
      })
      typing.get(chatId)?.stopped()
    },
    async endChat(chatId) {
      if (stream.ending.value.has(chatId)) return
      stream.setEnding(chatId, true)
      typing.get(chatId)?.stopped()
      const answer = await api.end(chatId)
      if (answer.ok) return
      stream.setEnding(chatId, false)
      // Already over: the stream tells how.
      if (answer.refusal.kind === 'refused' && answer.refusal.status === 409) return
      tell('end', answer)
    },
    async askForFile(chatId) {
      if (asking.has(chatId)) return
      asking.add(chatId)
      const answer = await api.askForFile(chatId)
      asking.delete(chatId)
      // What came of it the stream tells; by now the file may be here already.
      tell('ask-file', answer)
    },
    async withdrawFile(chatId, fileId) {
      tell('withdraw-file', await api.withdrawFile(chatId, fileId))
    },
    closeChat(chatId) {
      if (!stream.ended.value.some(({ chat }) => chat.chatId === chatId)) return
      const next = afterClosing(entries.value, chatId)
      batch(() => {
        if (reading.selected.value === chatId) select(next)
        outbox.discardChat(chatId)
        stream.close(chatId)
      })
    },
    forget() {
      drafts.keepOnly(new Set())
      local.write(readName, undefined)
      tab.write(outboxName, undefined)
    },
    stop() {
      outbox.stop()
      reading.stop()
      signs.clearAll()
      for (const notice of typing.values()) notice.stopped()
    },
  }
}

/** Without the blank lines around it, which are slips; what indents the first line may be meant. */
const trimmed = (text: string): string => text.trimEnd().replace(/^(?:[^\S\n]*\n)+/, '')
