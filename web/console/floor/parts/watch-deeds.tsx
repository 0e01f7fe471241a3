import type { ChatStanding } from '../../../../src/agent-api/supervision/messages.js'
import { Icon } from '../../parts/icon.js'
import { Menu } from '../../parts/menu.js'
import type { Desk } from '../../state/desk.js'
import { texts as consoleTexts } from '../../texts/texts.js'
import type { Room } from '../state/room.js'
import { floorTexts as texts } from '../texts/texts.js'

const menuId = 'watch-menu'

export interface WatchDeedsProps {
  room: Room
  desk: Desk
  standing: ChatStanding
}

/** What a supervisor can do in a chat they watch. */
export function WatchDeeds({ room, desk, standing }: WatchDeedsProps) {
  const { chatId, state } = standing
  const words = texts.watch
  const isOwn = desk.snapshot.value.chats.some((chat) => chat.chatId === chatId)
  if (state === 'ended') return null
  const isRunning = state === 'established'
  return (
    <div class="watch-deeds">
      {/* The same button before and after, so that it keeps the focus; a double click or a held Enter means one of them. */}
      {isRunning && (
        <button
          type="button"
          class="button button-small button-primary"
          title={isOwn ? undefined : words.joinLong}
          onKeyDown={(event) => event.repeat && event.key === 'Enter' && event.preventDefault()}
          onClick={({ detail }) => {
            if (detail > 1) return
            if (isOwn) desk.select(chatId)
            else void room.deeds.join(chatId)
          }}
        >
          {isOwn ? words.goTo : words.join}
        </button>
      )}
      <button type="button" class="button button-small" onClick={() => (room.dialog.value = { what: 'give', chatId })}>
        {isRunning ? words.give : words.offer}
      </button>
      {isRunning && (
        <>
          <button
            type="button"
            class="icon-button"
            popovertarget={menuId}
            aria-label={consoleTexts.actions.more}
            title={consoleTexts.actions.more}
          >
            <Icon name="more" />
          </button>
          <Menu id={menuId} label={consoleTexts.actions.more} role="group">
            {isOwn && <Item icon="leave" name={words.leave} onChoose={() => void room.deeds.leave(chatId)} />}
            <Item icon="close" name={words.end} danger onChoose={() => (room.dialog.value = { what: 'end', chatId })} />
          </Menu>
        </>
      )}
    </div>
  )
}

interface ItemProps {
  icon: 'leave' | 'close'
  name: string
  danger?: boolean
  onChoose: () => void
}

function Item({ icon, name, danger = false, onChoose }: ItemProps) {
  return (
    <button
      type="button"
      class={danger ? 'menu-item menu-item-danger' : 'menu-item'}
      popovertarget={menuId}
      popovertargetaction="hide"
      onClick={onChoose}
    >
      <Icon name={icon} />
      <span>{name}</span>
    </button>
  )
}
