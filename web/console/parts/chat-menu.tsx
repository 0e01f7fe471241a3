import type { ChatEntry } from '../state/chat-entries.js'
import { buttonsIn, type ChatAction } from '../state/chat-part.js'
import type { Desk } from '../state/desk.js'
import { texts } from '../texts/texts.js'
import { Icon, type IconName } from './icon.js'
import { Menu } from './menu.js'

const icons: Record<ChatAction, IconName> = {
  transfer: 'handOver',
  invite: 'invite',
  'take-back': 'back',
  leave: 'leave',
  'ask-file': 'clip',
  'raise-flag': 'flag',
  'lower-flag': 'flag',
  block: 'block',
  'send-event': 'bolt',
  end: 'close',
  close: 'close',
}

/** What stands beside the menu, or in a bar, already; on a small screen the buttons are only in the menu. */
const elsewhere: readonly ChatAction[] = ['end', 'close', 'take-back', 'lower-flag']

/** What can be done in a chat besides writing and ending it. */
export function ChatMenu({ desk, entry }: { desk: Desk; entry: ChatEntry }) {
  const { chat } = entry
  const { agent, configuration } = desk.snapshot.value
  const buttons = buttonsIn(entry, agent.id, configuration)
  const actions = desk.actionsIn(chat.chatId).filter((action) => !elsewhere.includes(action))
  if (actions.length === 0) return null
  return (
    <>
      {buttons.map((action) => (
        <button
          key={action}
          type="button"
          class="icon-button chat-action"
          aria-disabled={!actions.includes(action)}
          aria-label={texts.actions.name(action)}
          title={texts.actions.title(action)}
          onClick={() => desk.perform(chat.chatId, action)}
        >
          <Icon name={icons[action]} />
        </button>
      ))}
      <button
        type="button"
        class="icon-button"
        popovertarget="chat-menu"
        aria-label={texts.actions.more}
        title={texts.actions.more}
      >
        <Icon name="more" />
      </button>
      <Menu id="chat-menu" label={texts.actions.more} role="group">
        {actions.map((action) => (
          <button
            key={action}
            type="button"
            class={`menu-item${buttons.includes(action) ? ' menu-item-shown' : ''}${action === 'block' ? ' menu-item-danger' : ''}`}
            popovertarget="chat-menu"
            popovertargetaction="hide"
            onClick={() => desk.perform(chat.chatId, action)}
          >
            <Icon name={icons[action]} />
            <span>{texts.actions.name(action)}</span>
            {texts.actions.keys[action] !== undefined && <kbd aria-hidden="true">{texts.actions.keys[action]}</kbd>}
          </button>
        ))}
      </Menu>
    </>
  )
}
