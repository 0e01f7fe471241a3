import { effect, untracked } from '@preact/signals'
import type { App } from '../state/app.js'
import type { Desk } from '../state/desk.js'

/**
 * Keeps the selected chat in the address: a reload comes back to it, and on a phone the way back leads to the list.
 */
export function followAddress(app: App): void {
  const deskNow = (): Desk | undefined =>
    app.session.peek().state === 'signed-in' ? (app.session.peek() as { desk: Desk }).desk : undefined
  let known: Desk | undefined

  effect(() => {
    const session = app.session.value
    if (session.state !== 'signed-in') return
    const { desk } = session
    const named = chatInAddress()
    if (desk !== known) {
      known = desk
      if (named !== undefined) untracked(() => desk.select(named))
    }
    const selected = desk.reading.selected.value
    if (selected === named) return
    const address = selected === undefined ? location.pathname : `#/chats/${encodeURIComponent(selected)}`
    // From the list into a chat is a step that can be taken back; from one chat to another is not.
    if (selected !== undefined && named === undefined) history.pushState(null, '', address)
    else history.replaceState(null, '', address)
  })

  addEventListener('popstate', () => deskNow()?.select(chatInAddress()))
}

function chatInAddress(): string | undefined {
  const chatId = /^#\/chats\/([^/]+)$/.exec(location.hash)?.[1]
  return chatId === undefined ? undefined : decodeURIComponent(chatId)
}
