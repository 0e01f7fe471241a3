import { effect, untracked } from '@preact/signals'
import type { App } from '../state/app.js'
import type { Desk } from '../state/desk.js'
import { chatHash, chatInHash, deskPath, isDesk } from '../state/place.js'
import { goTo, path } from './path.js'

/**
 * Keeps the selected chat in the address while the desk is on the page: a reload comes back to it, and on a phone the way
 * back leads to the list. Turning to a chat anywhere else leads to the desk.
 */
export function followAddress(app: App): void {
  const deskNow = (): Desk | undefined =>
    app.session.peek().state === 'signed-in' ? (app.session.peek() as { desk: Desk }).desk : undefined
  let known: Desk | undefined
  let lastTurns = 0

  effect(() => {
    const session = app.session.value
    if (session.state !== 'signed-in') return
    const { desk } = session
    const atDesk = isDesk(path.value)
    const named = atDesk ? chatInAddress() : undefined
    if (desk !== known) {
      known = desk
      lastTurns = 0
      if (named !== undefined) untracked(() => desk.select(named))
    }
    const selected = desk.reading.selected.value
    const turns = desk.reading.turns.value
    const turned = turns !== lastTurns
    lastTurns = turns
    if (!atDesk) {
      if (turned && selected !== undefined) untracked(() => goTo(addressOf(selected)))
      return
    }
    if (selected === named) return
    const address = addressOf(selected)
    // From the list into a chat is a step that can be taken back; from one chat to another is not.
    if (selected !== undefined && named === undefined) history.pushState(null, '', address)
    else history.replaceState(null, '', address)
  })

  addEventListener('popstate', () => {
    if (isDesk(location.pathname)) deskNow()?.select(chatInAddress())
  })
}

const addressOf = (chatId: string | undefined): string =>
  chatId === undefined ? location.pathname : deskPath + chatHash(chatId)

const chatInAddress = (): string | undefined => chatInHash(location.hash)
