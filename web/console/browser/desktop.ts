import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals'
import type { App } from '../state/app.js'
import { desktopChat } from '../state/desktop-facts.js'
import { deskPath, isDesk } from '../state/place.js'
import type { Preferences } from '../state/preferences.js'
import { texts } from '../texts/texts.js'
import { goTo, path } from './path.js'

/** Whether this browser can tell of things on the desktop; pages that came over plain HTTP cannot. */
export const hasDesktop = 'Notification' in window && window.isSecureContext

const permission = signal<NotificationPermission>(hasDesktop ? Notification.permission : 'denied')

/** What the browser says of it: it asks whoever turns notifications on, and keeps a no. */
export const desktopPermission: ReadonlySignal<NotificationPermission> = permission

/** Turns notifications on or off. The browser asks whoever turns them on, and never before; a no turns them off again. */
export async function setDesktop(preferences: Preferences, on: boolean): Promise<void> {
  preferences.setDesktop(on)
  if (!on) return
  permission.value = await Notification.requestPermission()
  if (permission.value !== 'granted') preferences.setDesktop(false)
}

/** Tells on the desktop what happens while nobody looks at the page. What visitors write is never in it. */
export function followDesktop(app: App, { desktop, desktopAbout }: Preferences): void {
  let lastId = 0
  effect(() => {
    const spoken = app.notices.spoken.value
    const fresh = spoken.filter(({ id }) => id > lastId)
    lastId = spoken.at(-1)?.id ?? lastId
    const session = app.session.peek()
    if (session.state !== 'signed-in' || !hasDesktop) return
    const { desk } = session
    const wanted = desktop.peek() && desk.snapshot.peek().configuration.notifications
    if (!wanted || Notification.permission !== 'granted' || document.hasFocus()) return
    for (const { fact } of fresh) {
      const chatId = desktopChat(fact, desktopAbout.peek())
      if (chatId === undefined) continue
      const told = untracked(() => tell(texts.notices.text(fact), chatId))
      if (told)
        told.onclick = () => {
          window.focus()
          told.close()
          // Somebody else may be logged in by now, or the same agent once more.
          const now = app.session.peek()
          if (now.state !== 'signed-in') return
          // A request is answered at the desk, too.
          if (!isDesk(path.peek())) goTo(deskPath)
          now.desk.select(chatId)
        }
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
