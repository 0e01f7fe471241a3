import { effect, untracked } from '@preact/signals'
import type { App } from '../state/app.js'
import { desktopChat } from '../state/desktop-facts.js'
import { deskPath, isDesk } from '../state/place.js'
import type { Preferences } from '../state/preferences.js'
import { texts } from '../texts/texts.js'
import { goTo, path } from './path.js'

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
    const told = untracked(() => tell(texts.notices.text(notice.fact), chatId))
    if (told)
      told.onclick = () => {
        window.focus()
        // A request is answered at the desk, too.
        if (!isDesk(path.peek())) goTo(deskPath)
        session.desk.select(chatId)
        told.close()
      }
  })
}

/** One for each chat, also where two windows tell of it; undefined where the browser has none for pages after all. */
function tell(words: string, chatId: string): Notification | undefined {
  try {
    return new Notification(words, { tag: chatId, icon: '/console/favicon.svg' })
  } catch {
    // Chrome on Android knows them, and leaves them to service workers.
    return undefined
  }
}
