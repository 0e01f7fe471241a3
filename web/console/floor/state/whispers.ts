/** What a supervisor is about to whisper, chat by chat, and on its way there. */
import { batch, signal, type ReadonlySignal } from '@preact/signals'
import { tellRefusal } from '../../state/attempts.js'
import type { Drafts } from '../../state/drafts.js'
import type { Notices } from '../../state/notices.js'
import type { FloorApi } from '../floor-api.js'

export interface Whispers {
  readonly drafts: Drafts['texts']
  /** The chats whose whisper is on its way. */
  readonly sending: ReadonlySignal<ReadonlySet<string>>
  write(chatId: string, text: string): void
  /** Sends the draft, which stays until the server has it; an empty one, and one on its way, is left alone. */
  send(chatId: string): Promise<void>
}

/** Whispers with what was left of the last ones. */
export function createWhispers(
  api: Pick<FloorApi, 'whisper'>,
  newKey: () => string,
  notices: Notices,
  drafts: Drafts,
): Whispers {
  const sending = signal<ReadonlySet<string>>(new Set())
  // The same words tried again are the same whisper: a lost answer must not double it.
  const tried = new Map<string, { text: string; key: string }>()

  return {
    drafts: drafts.texts,
    sending,
    write: (chatId, text) => drafts.set(chatId, text),
    async send(chatId) {
      const written = drafts.texts.value[chatId] ?? ''
      const text = written.trim()
      if (text === '' || sending.value.has(chatId)) return
      sending.value = new Set([...sending.value, chatId])
      const before = tried.get(chatId)
      const attempt = before?.text === text ? before : { text, key: newKey() }
      tried.set(chatId, attempt)
      const answer = await api.whisper(chatId, text, attempt.key)
      batch(() => {
        sending.value = new Set([...sending.value].filter((other) => other !== chatId))
        if (!answer.ok) return tellRefusal(notices, 'whisper', answer)
        tried.delete(chatId)
        // What was written meanwhile stays.
        if (drafts.texts.value[chatId] === written) drafts.set(chatId, '')
      })
    },
  }
}
