import { effect, type ReadonlySignal } from '@preact/signals'
import type { Desk } from '../../state/desk.js'
import { lastNumber } from '../../state/unread.js'
import type { Watch } from './watch.js'

/**
 * Whoever talks along in a chat and reads it where it is watched has not missed it at the desk. Only what the watch has
 * shown counts: the desk's stream may be ahead of it, or live while the watch's is lost. `isSeen` says whether the
 * newest of the watch is on the screen. Returns how to stop.
 */
export const readHere = (
  { chatId, watched }: Pick<Watch, 'chatId' | 'watched'>,
  { entries, reading }: Pick<Desk, 'entries' | 'reading'>,
  isSeen: ReadonlySignal<boolean>,
): (() => void) =>
  effect(() => {
    const waits = entries.value.some(({ chat, unread }) => chat.chatId === chatId && unread > 0)
    if (!waits || !isSeen.value || !watched.value) return
    const { standing, transcript } = watched.value
    reading.seenElsewhere(chatId, lastNumber({ entries: transcript.entries, files: standing.files }))
  })
