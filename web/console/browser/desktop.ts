import { effect } from '@preact/signals'
import type { App } from '../state/app.js'
import { desktopChat } from '../state/desktop-facts.js'
import type { Preferences } from '../state/preferences.js'
import { texts } from '../texts/texts.js'

/** Whether this browser can tell of things on the desktop; pages that came over plain HTTP cannot. */
export const hasDesktop = 'Notification' in window && window.isSecureContext

/**
 * Turns notifications on or off. The browser asks whoever turns them on, and never before; a no turns them off again.
 */
export async function setDesktop(preferences: Preferences, on: boolean): Promise<void> {
  preferences.setDesktop(on)
  if (on && (await Notification.requestPermission()) !== 'granted') preferences.setDesktop(false)
}

/** Tells on the desktop what happens while nobody looks at the page. What visitors write is never in it. */
export function followDesktop(app: App, { desktop }: Preferences): void {
  effect(() => {
    const notice = app.notices.spoken.value
    const session = app.session.peek()
    const chatId = notice && desktopChat(notice.fact)
    if (!notice || chatId === undefined || session.state !== 'signed-in') return
    const wanted = desktop.peek() && session.desk.snapshot.peek().configuration.notifications
    if (!wanted || !hasDesktop || Notification.permission !== 'granted' || document.hasFocus()) return
    // One for each chat, also where two windows tell of it.
    const told = new Notification(texts.notices.text(notice.fact), { tag: chatId, icon: '/console/favicon.svg' })
    told.onclick = () => {
      window.focus()
      session.desk.select(chatId)
      told.close()
    }
  })
}
