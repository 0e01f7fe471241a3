import { useRef } from 'preact/hooks'
import { ChatList } from '../parts/chat-list.js'
import { ChatView } from '../parts/chat-view.js'
import { DetailsPanel } from '../parts/details-panel.js'
import { EmptyStage } from '../parts/empty-stage.js'
import { RequestList } from '../parts/request-list.js'
import type { PlaceProps } from '../places.js'
import { texts } from '../texts/texts.js'

/** The agent at work. */
export function DeskScreen({ app, desk, details }: PlaceProps) {
  const side = useRef<HTMLDivElement>(null)
  const entry = desk.selectedEntry.value
  const idle = desk.entries.value.length === 0 && desk.snapshot.value.offers.length === 0
  const closeDetails = (): void => {
    // Back to where one came from, unless one has gone on already.
    if (document.activeElement?.closest('.details')) document.getElementById('details-button')?.focus()
    details.show(false)
  }
  return (
    <div
      class={`panes ${entry ? 'desk-chat' : idle ? 'desk-idle' : 'desk-list'}`}
      onKeyDown={(event) => {
        // A menu closes first.
        const isTaken = event.defaultPrevented || document.querySelector(':popover-open') !== null
        if (event.key === 'Escape' && details.over.value && !isTaken) closeDetails()
      }}
    >
      <h1 class="unseen">{texts.places.name('desk')}</h1>
      <div class="side" ref={side}>
        <RequestList desk={desk} />
        <ChatList desk={desk} box={side} />
      </div>
      {entry ? (
        <ChatView
          desk={desk}
          entry={entry}
          connection={app.connection}
          detailsShown={details.shown.value}
          onToggleDetails={() => details.toggle()}
        />
      ) : (
        <EmptyStage desk={desk} />
      )}
      {entry && details.shown.value && (
        <DetailsPanel
          entry={entry}
          transcript={desk.transcripts.all.value.get(entry.chat.chatId)?.entries ?? entry.chat.entries}
          server={app.server}
          over={details.over.value}
          onClose={closeDetails}
        />
      )}
    </div>
  )
}
