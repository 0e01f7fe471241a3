/**
 * Everything one logged-in agent sees and does. The stream is the truth; what this page adds (older messages, ended
 * chats, drafts, what is seen, what is on its way) lives beside it in modules of its own, and this puts them together.
 */
import { batch, computed, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals'
import type { Snapshot } from '../../../src/agent-api/messages.js'
import type { Offer } from '../../../src/agent-api/offers.js'
import type { AgentApi } from '../api/agent-api.js'
import { createAttempts, tellRefusal } from './attempts.js'
import { createChatDeeds, type ChatDeeds } from './chat-deeds.js'
import { chatEntries, type ChatEntry } from './chat-entries.js'
import { actionsIn, type ChatAction } from './chat-part.js'
import type { Clock } from './clock.js'
import { createColleagueSearch, type ColleagueSearch } from './colleague-search.js'
import { createDeskNews } from './desk-news.js'
import { createDeskStream, type DeskStream } from './desk-stream.js'
import { createDrafts, type Drafts } from './drafts.js'
import { createFocus, type Focus } from './focus.js'
import type { Notices } from './notices.js'
import { createOpenDialog, type OpenDialog } from './open-dialog.js'
import { createOutbox, type Outbox } from './outbox.js'
import { createQuickTexts, type QuickTexts } from './quick-texts.js'
import { createReading, type Reading } from './reading.js'
import { createRequests, type Requests } from './requests.js'
import { createStatus, type Status } from './status.js'
import type { TextStore } from './store.js'
import { createTranscripts, type Transcripts } from './transcripts.js'
import { createTurning, type Turning } from './turning.js'
import { createTypingNotices } from './typing-notices.js'
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
  /** For the sounds: there is a new request, or a visitor was lost. */
  onRequest: () => void
  onLost: () => void
}

export interface Desk extends Turning {
  readonly snapshot: ReadonlySignal<Snapshot>
  readonly entries: ReadonlySignal<readonly ChatEntry[]>
  readonly selectedEntry: ReadonlySignal<ChatEntry | undefined>
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
  readonly status: Status
  readonly deeds: ChatDeeds
  readonly colleagues: ColleagueSearch
  readonly quickTexts: QuickTexts
  readonly dialog: Signal<OpenDialog | undefined>
  /** Writes a draft, and lets the visitor know that the agent types. */
  write(chatId: string, text: string): void
  /** Sends the draft; an empty one stays. */
  send(chatId: string): void
  endChat(chatId: string): Promise<void>
  /** Lets an offer pass, after asking why where that is wanted. */
  decline(offer: Offer): void
  /** What the agent may do in a chat now; nothing in one that is not here. */
  actionsIn(chatId: string): readonly ChatAction[]
  mayIn(chatId: string, action: ChatAction): boolean
  /** Does something in a chat, or asks what has to be known first. Nothing for what is not possible there now. */
  perform(chatId: string, action: ChatAction): void
  /** Forgets what this agent left in the browser; for logging out. */
  forget(): void
  stop(): void
}

/** A desk as the first snapshot shows it. */
export function createDesk(first: Snapshot, options: DeskOptions): Desk {
  const { api, clock, chance, newKey, now, local, tab, pageVisible, notices, onRequest, onLost } = options
  const { id } = first.agent
  const refresh = (): void => {
    void status.refresh()
    void requests.refreshReasons()
  }

  const snapshot = signal(first)
  // A lost word about typing is not worth a second try.
  const typing = createTypingNotices(clock, (chatId, is) => void api.setTyping(chatId, is))
  const transcripts = createTranscripts(api, notices, (chatId) => reading.selected.peek() === chatId)
  const filesOf = (chatId: string) =>
    [...snapshot.value.chats, ...stream.ended.value.map(({ chat }) => chat)].find((chat) => chat.chatId === chatId)
      ?.files ?? []
  const reading = createReading({
    store: local,
    storeName: `${id}.read`,
    agentId: id,
    pageVisible,
    transcripts: transcripts.all,
    filesOf,
  })
  const requests = createRequests(api, notices)
  const drafts = createDrafts(local, `${id}.draft.`)
  const signs = createVisitorSigns(clock)
  const focus = createFocus()
  const quickTexts = createQuickTexts(api)
  const news = createDeskNews({
    ...{ snapshot, reading, pageVisible, notices, onRequest, onLost },
    chosenStatus: () => status.chosen.peek()?.status,
    takeLoweredHere: (chatId) => deeds.takeLoweredHere(chatId),
  })
  const stream = createDeskStream(snapshot, {
    ...{ now, transcripts, reading, requests, signs, focus, news },
    onSnapshot: refresh,
    onChatsLeft(remaining) {
      drafts.keepOnly(remaining)
      quickTexts.keepOnly(remaining)
      typing.keepOnly(remaining)
    },
  })
  const outbox = createOutbox({
    ...{ clock, chance, newKey, store: tab, storeName: `${id}.unsent` },
    send: (chatId, text, key) => api.sendMessage(chatId, text, key),
    onSent: (message) => stream.apply('message', message),
    onRefused: (chatId) => news.messageRefused(chatId),
  })
  const status = createStatus({
    ...{ api, notices, confirmed: computed(() => snapshot.value.presence) },
    onConfirmed: (presence) => stream.apply('presence', presence),
  })
  const deeds = createChatDeeds(api, createAttempts(notices))
  const colleagues = createColleagueSearch(api, clock)

  const entries = computed(() =>
    chatEntries(snapshot.value.chats, stream.ended.value, transcripts.all.value, reading.marks.value, id),
  )
  const selectedEntry = computed(() => entries.value.find(({ chat }) => chat.chatId === reading.selected.value))
  const waitingCount = computed(() =>
    entries.value.reduce((sum, { unread }) => sum + unread, snapshot.value.offers.length),
  )

  const entryOf = (chatId: string): ChatEntry | undefined => entries.value.find(({ chat }) => chat.chatId === chatId)
  const actionsNow = (chatId: string): readonly ChatAction[] => {
    const entry = entryOf(chatId)
    const { agent, configuration } = snapshot.value
    return entry ? actionsIn(entry, agent.id, configuration) : []
  }
  const mayIn = (chatId: string, action: ChatAction): boolean => actionsNow(chatId).includes(action)

  const turning = createTurning({ entries, reading, focus, stream, outbox, transcripts, typing })

  const { dialog, stop: stopAsking } = createOpenDialog(({ what, chatId }) =>
    what === 'decline' ? snapshot.value.offers.some((offer) => offer.chatId === chatId) : mayIn(chatId, what),
  )

  // After a reload a chat that ended meanwhile is not here to show what was refused in it.
  const stopTelling = effect(() => {
    const refused = outbox.unsent.value.filter(({ failed }) => failed !== undefined)
    for (const { key, chatId, text, failed } of refused) {
      if (failed === undefined || entryOf(chatId)) continue
      untracked(() => notices.show({ what: 'not-sent', text: shortened(text), ...failed }))
      outbox.discard(key)
    }
  })

  refresh()

  return {
    ...{ snapshot, entries, selectedEntry, waitingCount, stream, transcripts, reading, requests, outbox, drafts },
    ...{ actionsIn: actionsNow, mayIn, signs, focus, status, deeds, dialog, colleagues, quickTexts },
    ...turning,
    write(chatId, text) {
      drafts.set(chatId, text)
      typing.changed(chatId, text)
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
      typing.stopped(chatId)
    },
    decline(offer) {
      if (requests.reasons.value.length > 0) dialog.value = { what: 'decline', chatId: offer.chatId }
      else void requests.decline(offer)
    },
    perform(chatId, action) {
      const handover = entryOf(chatId)?.chat.handover
      if (!mayIn(chatId, action)) return
      switch (action) {
        case 'close':
          return turning.closeChat(chatId)
        case 'ask-file':
          return void deeds.askForFile(chatId)
        case 'lower-flag':
          return void deeds.lowerFlag(chatId)
        case 'take-back':
          if (handover) void deeds.takeBack(chatId, handover.type)
          return
        default:
          dialog.value = { what: action, chatId }
      }
    },
    async endChat(chatId) {
      if (stream.ending.value.has(chatId)) return
      stream.setEnding(chatId, true)
      typing.stopped(chatId)
      const answer = await api.end(chatId)
      if (answer.ok) return
      stream.setEnding(chatId, false)
      // Already over: the stream tells how.
      if (answer.refusal.kind === 'refused' && answer.refusal.status === 409) return
      tellRefusal(notices, 'end', answer)
    },
    forget() {
      drafts.keepOnly(new Set())
      // Places keep things, too.
      for (const store of [local, tab]) {
        for (const name of store.names()) if (name.startsWith(`${id}.`)) store.write(name, undefined)
      }
    },
    stop() {
      outbox.stop()
      reading.stop()
      stopAsking()
      stopTelling()
      colleagues.close()
      signs.clearAll()
      typing.stopAll()
    },
  }
}

/** Without the blank lines around it, which are slips; what indents the first line may be meant. */
const trimmed = (text: string): string => text.trimEnd().replace(/^(?:[^\S\n]*\n)+/, '')

/** How many characters of a message a notice repeats. */
const repeatedMax = 200
const shortened = (text: string): string => (text.length > repeatedMax ? `${text.slice(0, repeatedMax)}…` : text)
