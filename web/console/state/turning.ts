/** Turning from chat to chat: what becomes of the one that is left, and where the keyboard goes. */
import { batch, type ReadonlySignal } from '@preact/signals'
import { afterClosing, neighbour, type ChatEntry } from './chat-entries.js'
import type { DeskStream } from './desk-stream.js'
import type { Focus } from './focus.js'
import type { Outbox } from './outbox.js'
import type { Reading } from './reading.js'
import type { Transcripts } from './transcripts.js'
import type { TypingNotices } from './typing-notices.js'

export interface TurningOptions {
  entries: ReadonlySignal<readonly ChatEntry[]>
  reading: Reading
  focus: Focus
  stream: Pick<DeskStream, 'ended' | 'close'>
  outbox: Pick<Outbox, 'discardChat'>
  transcripts: Pick<Transcripts, 'shorten'>
  typing: Pick<TypingNotices, 'stopped'>
}

export interface Turning {
  /** Turns to a chat; `undefined` goes back to the list. Unknown chats are ignored. */
  select(chatId: string | undefined): void
  /** Turns to the chat `steps` further down the list; negative: up. */
  selectNeighbour(steps: number): void
  /** Puts an ended chat away; from the screen it leads to the next. */
  closeChat(chatId: string): void
}

export function createTurning(options: TurningOptions): Turning {
  const { entries, reading, focus, stream, outbox, transcripts, typing } = options

  const entryOf = (chatId: string | undefined): ChatEntry | undefined =>
    entries.value.find(({ chat }) => chat.chatId === chatId)

  const turnFrom = (chatId: string): void => {
    typing.stopped(chatId)
    transcripts.shorten(chatId)
  }

  const select = (chatId: string | undefined): void => {
    if (chatId !== undefined && !entryOf(chatId)) return
    const before = reading.selected.value
    batch(() => {
      if (before !== undefined && before !== chatId) turnFrom(before)
      reading.select(chatId)
      focus.ask(chatId === undefined ? 'chats' : entryOf(chatId)?.ended ? 'close-chat' : 'composer')
    })
  }

  return {
    select,
    selectNeighbour(steps) {
      const next = neighbour(entries.value, reading.selected.value, steps)
      if (next !== undefined) select(next)
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
  }
}
