import { useSignal, type ReadonlySignal } from '@preact/signals'
import { AccountMenu } from '../parts/account-menu.js'
import { ChatList } from '../parts/chat-list.js'
import { ChatView } from '../parts/chat-view.js'
import { ConnectionStrip } from '../parts/connection-strip.js'
import { DetailsPanel } from '../parts/details-panel.js'
import { Dialogs } from '../parts/dialogs.js'
import { EmptyStage } from '../parts/empty-stage.js'
import { Icon } from '../parts/icon.js'
import { Logo } from '../parts/logo.js'
import { RequestList } from '../parts/request-list.js'
import { StatusMenu } from '../parts/status-menu.js'
import { isMac } from '../parts/use-focus-place.js'
import type { App } from '../state/app.js'
import type { Desk } from '../state/desk.js'
import type { Preferences } from '../state/preferences.js'
import { texts } from '../texts/texts.js'

export interface DeskScreenProps {
  app: App
  desk: Desk
  preferences: Preferences
  /** Whether there is room for the details beside the chat. */
  roomy: ReadonlySignal<boolean>
}

/** The agent at work. */
export function DeskScreen({ app, desk, preferences, roomy }: DeskScreenProps) {
  const entry = desk.selectedEntry.value
  // Where there is no room the details lie over the chat, and only while they are asked for.
  const laidOver = useSignal(false)
  const detailsShown = roomy.value ? preferences.details.value : laidOver.value
  const setDetails = (shown: boolean): void => {
    if (roomy.value) preferences.setDetails(shown)
    else laidOver.value = shown
  }
  const idle = desk.entries.value.length === 0 && desk.snapshot.value.offers.length === 0
  const logOut = (): void => {
    const busy = desk.snapshot.value.chats.length > 0 || desk.outbox.unsent.value.length > 0
    if (busy) desk.dialog.value = { what: 'log-out' }
    else void app.logOut()
  }
  return (
    <div class={`desk ${entry ? 'desk-chat' : idle ? 'desk-idle' : 'desk-list'}`}>
      <a
        class="skip"
        href="#chat"
        onClick={(event) => {
          // The address names the chat, so it must not change here.
          event.preventDefault()
          document.getElementById('chat')?.focus()
        }}
      >
        {texts.skipToChat}
      </a>
      <header class="bar">
        <div class="brand">
          <Logo />
          <h1>{texts.product}</h1>
        </div>
        <button type="button" class="search-button" onClick={() => (desk.dialog.value = { what: 'palette' })}>
          <Icon name="search" />
          <span>{texts.palette.open}</span>
          <kbd aria-hidden="true">{texts.palette.openKeys(isMac)}</kbd>
        </button>
        <StatusMenu desk={desk} />
        <AccountMenu desk={desk} preferences={preferences} onLogOut={logOut} />
      </header>
      <ConnectionStrip connection={app.connection} onRetry={app.retryNow} />
      <main class="panes">
        <div class="side">
          <RequestList desk={desk} />
          <ChatList desk={desk} />
        </div>
        {entry ? (
          <ChatView
            desk={desk}
            entry={entry}
            connection={app.connection}
            detailsShown={detailsShown}
            onToggleDetails={() => setDetails(!detailsShown)}
          />
        ) : (
          <EmptyStage desk={desk} />
        )}
        {entry && detailsShown && (
          <DetailsPanel
            entry={entry}
            transcript={desk.transcripts.all.value.get(entry.chat.chatId)?.entries ?? entry.chat.entries}
            onClose={() => setDetails(false)}
          />
        )}
      </main>
      <Dialogs {...{ app, desk, preferences }} onToggleDetails={() => setDetails(!detailsShown)} onLogOut={logOut} />
    </div>
  )
}
