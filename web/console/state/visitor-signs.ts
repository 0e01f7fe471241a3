/**
 * What the stream tells once and keeps nowhere: that a visitor types, and what is about to be sent. It is as good as
 * its last word, so it fades, and a lost connection wipes it.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { AgentEvents } from '../../../src/agent-api/messages.js'
import type { Clock, Timer } from './clock.js'

export interface VisitorSign {
  /** Whether keys were pressed just now. */
  readonly typing: boolean
  /** The unsent text; empty when the visitor's client does not show it. */
  readonly text: string
}

/** Without a new sign the visitor counts as pausing. Most clients say once that typing starts, and once that it ends. */
export const typingFadesMs = 30_000

export interface VisitorSigns {
  readonly signs: ReadonlySignal<ReadonlyMap<string, VisitorSign>>
  typing(event: AgentEvents['visitor-typing']): void
  /** The visitor sent something, or the chat is over. */
  clear(chatId: string): void
  clearAll(): void
}

/** No signs yet. */
export function createVisitorSigns(clock: Clock): VisitorSigns {
  const signs = signal<ReadonlyMap<string, VisitorSign>>(new Map())
  const fading = new Map<string, Timer>()

  const set = (chatId: string, sign: VisitorSign | undefined): void => {
    fading.get(chatId)?.cancel()
    fading.delete(chatId)
    if (!sign && !signs.value.has(chatId)) return
    const next = new Map(signs.value)
    if (sign) next.set(chatId, sign)
    else next.delete(chatId)
    signs.value = next
  }
  const shown = (text: string): VisitorSign | undefined => (text === '' ? undefined : { typing: false, text })

  return {
    signs,
    typing({ chatId, typing, text = '' }) {
      if (!typing) return set(chatId, shown(text))
      set(chatId, { typing, text })
      // Unsent text stays in the field while the visitor thinks, so only the dots fade.
      fading.set(
        chatId,
        clock.after(typingFadesMs, () => set(chatId, shown(text))),
      )
    },
    clear: (chatId) => set(chatId, undefined),
    clearAll() {
      for (const timer of fading.values()) timer.cancel()
      fading.clear()
      if (signs.value.size > 0) signs.value = new Map()
    },
  }
}
