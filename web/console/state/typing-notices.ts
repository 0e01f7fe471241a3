import type { Clock } from './clock.js'
import { createTypingNotice, type TypingNotice } from './typing-notice.js'

/** Lets the visitors of all chats know whether the agent types. */
export interface TypingNotices {
  /** What stands in the text field of this chat now. */
  changed(chatId: string, text: string): void
  stopped(chatId: string): void
  /** Lets go of all other chats, whose visitors need not know any more. */
  keepOnly(chatIds: ReadonlySet<string>): void
  stopAll(): void
}

/** Nothing is typed yet; `tell` tells the server. */
export function createTypingNotices(clock: Clock, tell: (chatId: string, isTyping: boolean) => void): TypingNotices {
  const notices = new Map<string, TypingNotice>()
  return {
    changed(chatId, text) {
      const notice = notices.get(chatId) ?? createTypingNotice(clock, (isTyping) => tell(chatId, isTyping))
      notices.set(chatId, notice)
      notice.changed(text)
    },
    stopped: (chatId) => notices.get(chatId)?.stopped(),
    keepOnly(chatIds) {
      for (const chatId of notices.keys()) if (!chatIds.has(chatId)) notices.delete(chatId)
    },
    stopAll() {
      for (const notice of notices.values()) notice.stopped()
    },
  }
}
