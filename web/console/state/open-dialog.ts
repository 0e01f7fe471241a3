import { effect, signal, type Signal } from '@preact/signals'
import type { ChatQuestion } from './chat-part.js'

/** What lies over the page, waiting for the agent. */
export type OpenDialog = { readonly what: 'help' | 'log-out' | 'palette' } | OpenQuestion

/** About one chat: a chat action that needs a word more, or declining an offer for a reason. */
export interface OpenQuestion {
  readonly what: ChatQuestion | 'decline'
  readonly chatId: string
}

/** Nothing is open yet. A question about something that is not possible any more goes away by itself, until `stop`. */
export function createOpenDialog(isPossible: (question: OpenQuestion) => boolean): {
  readonly dialog: Signal<OpenDialog | undefined>
  readonly stop: () => void
} {
  const dialog = signal<OpenDialog | undefined>(undefined)
  const stop = effect(() => {
    const open = dialog.value
    if (open !== undefined && 'chatId' in open && !isPossible(open)) dialog.value = undefined
  })
  return { dialog, stop }
}
