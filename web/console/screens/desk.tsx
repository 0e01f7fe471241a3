import { useSignal, type ReadonlySignal } from '@preact/signals'
import { AccountMenu } from '../parts/account-menu.js'
import { ChatList } from '../parts/chat-list.js'
import { ChatView } from '../parts/chat-view.js'
import { ConnectionStrip } from '../parts/connection-strip.js'
import { DetailsPanel } from '../parts/details-panel.js'
import { Confirm } from '../parts/dialog.js'
import { EmptyStage } from '../parts/empty-stage.js'
import { Help } from '../parts/help.js'
import { Logo } from '../parts/logo.js'
import { RequestList } from '../parts/request-list.js'
import { StatusSwitch } from '../parts/status-switch.js'
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
    if (busy) desk.dialog.value = 'log-out'
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
        <StatusSwitch desk={desk} />
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
      <Dialogs app={app} desk={desk} />
    </div>
  )
}

function Dialogs({ app, desk }: { app: App; desk: Desk }) {
  const close = (): void => {
    desk.dialog.value = undefined
  }
  const entry = desk.selectedEntry.value
  switch (desk.dialog.value) {
    case undefined:
      return null
    case 'help':
      return <Help onClose={close} />
    case 'end-chat': {
      if (!entry || entry.ended) return null
      const { chatId, visitorName } = entry.chat
      const unsent = desk.outbox.unsent.value.some((other) => other.chatId === chatId)
      return (
        <Confirm
          title={texts.endChat.title(visitorName)}
          sentences={unsent ? [texts.endChat.text, texts.endChat.unsent] : [texts.endChat.text]}
          confirm={texts.endChat.confirm}
          onConfirm={() => void desk.endChat(chatId)}
          onClose={close}
        />
      )
    }
    case 'log-out': {
      const chats = desk.snapshot.value.chats.length
      const unsent = desk.outbox.unsent.value.length
      return (
        <Confirm
          title={texts.logOut.title}
          sentences={[
            ...(chats > 0 ? [texts.logOut.chats(chats)] : []),
            ...(unsent > 0 ? [texts.logOut.unsent(unsent)] : []),
          ]}
          confirm={texts.logOut.confirm}
          onConfirm={() => void app.logOut()}
          onClose={close}
        />
      )
    }
  }
}
