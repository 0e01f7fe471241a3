/**
 * Which chat the agent looks at, and what has been seen of each. A message counts as seen when its chat is selected,
 * the page is visible and the newest messages are on the screen. What was seen survives a reload, and is known to all
 * windows that share the store.
 */
import { computed, effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals'
import { readJson, type TextStore } from './store.js'
import type { Transcript } from './transcript.js'
import { furthest, keepMarks, lastNumber, markRead, unreadCount, type ReadMarks, type Seeable } from './unread.js'

export interface ReadingOptions {
  store: TextStore
  /** The name in the store; it should name the agent. */
  storeName: string
  /** Who reads. */
  agentId: string
  /** Whether the page itself can be seen. */
  pageVisible: ReadonlySignal<boolean>
  transcripts: ReadonlySignal<ReadonlyMap<string, Transcript>>
  /** The files of a chat, oldest first. */
  filesOf: (chatId: string) => Seeable['files']
}

export interface Reading {
  readonly selected: ReadonlySignal<string | undefined>
  readonly marks: ReadonlySignal<ReadMarks>
  /** Whether the newest messages of the selected chat are on the screen; the transcript's part says so. */
  readonly atNewest: Signal<boolean>
  /** In the selected chat the number after which new messages begin; undefined when none were new. */
  readonly newAfter: ReadonlySignal<number | undefined>
  /** How often a chat was turned to, the same one included: whoever does so from elsewhere wants to see it. */
  readonly turns: ReadonlySignal<number>
  select(chatId: string | undefined): void
  /** Up to a number a chat was on the screen elsewhere than at the desk. */
  seenElsewhere(chatId: string, last: number): void
  /** The agent has answered, so nothing is new any more. */
  answered(): void
  keepOnly(chatIds: ReadonlySet<string>): void
  stop(): void
}

/** Starts with what the store remembers, and no chat selected. */
export function createReading(options: ReadingOptions): Reading {
  const { store, storeName, agentId, pageVisible, transcripts, filesOf } = options
  const selected = signal<string | undefined>(undefined)
  const kept = (): ReadMarks => restore(readJson(store, storeName))
  const marks = signal<ReadMarks>(kept())
  const atNewest = signal(true)
  const newAfter = signal<number | undefined>(undefined)
  const turns = signal(0)
  const reading = computed(() => pageVisible.value && atNewest.value)

  const change = (next: ReadMarks): void => {
    if (next === marks.peek()) return
    marks.value = next
    store.write(storeName, JSON.stringify(next))
  }
  const seen = (chatId: string, last: number): void => {
    const next = markRead(marks.peek(), chatId, last)
    // Another window may have written since.
    if (next !== marks.peek()) change(furthest(next, kept()))
  }
  const noteNew = (chatId: string): void => {
    const mark = marks.peek()[chatId]
    const entries = transcripts.peek().get(chatId)?.entries ?? []
    const unread = unreadCount({ entries, files: untracked(() => filesOf(chatId)) }, agentId, mark)
    newAfter.value = unread > 0 ? (mark ?? -1) : undefined
  }

  const stopFollowing = store.follow(storeName, () => {
    marks.value = furthest(marks.peek(), kept())
  })
  const stopReading = effect(() => {
    const chatId = selected.value
    const entries = chatId === undefined ? undefined : transcripts.value.get(chatId)?.entries
    if (chatId === undefined || !entries) return
    const files = filesOf(chatId)
    if (reading.value) seen(chatId, lastNumber({ entries, files }))
    // The first message that nobody was looking at starts what is new.
    else if (newAfter.peek() === undefined) noteNew(chatId)
  })

  return {
    selected,
    marks,
    atNewest,
    newAfter,
    turns,
    select(chatId) {
      if (chatId !== undefined) turns.value += 1
      if (chatId === selected.value) return
      if (chatId === undefined) newAfter.value = undefined
      else noteNew(chatId)
      atNewest.value = true
      selected.value = chatId
    },
    seenElsewhere: seen,
    answered: () => (newAfter.value = undefined),
    keepOnly: (chatIds) => change(keepMarks(furthest(marks.value, kept()), chatIds)),
    stop() {
      stopFollowing()
      stopReading()
    },
  }
}

function restore(kept: unknown): ReadMarks {
  if (typeof kept !== 'object' || kept === null) return {}
  return Object.fromEntries(
    Object.entries(kept).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  )
}
