import { useId } from 'preact/hooks'
import type { Desk } from '../state/desk.js'
import { isSameStatus, type StatusChoice } from '../state/status.js'
import { texts } from '../texts/texts.js'
import { Icon } from './icon.js'
import { Menu } from './menu.js'

/** Whether the agent takes requests, and what else they say of themselves. */
export function StatusMenu({ desk }: { desk: Desk }) {
  const { current } = desk.status
  return (
    <>
      <button type="button" id="status-button" class="status-button" popovertarget="status">
        <span class="unseen">{texts.status.legend}:</span>
        <i class={`dot dot-${current.value.status}`} aria-hidden="true" />
        <span class="clip" dir="auto">
          {nameOf(current.value)}
        </span>
        <Icon name="open" />
      </button>
      <Menu id="status" label={texts.status.legend} role="group" onOpen={() => void desk.status.refresh()}>
        <fieldset>
          <legend class="menu-title">{texts.status.legend}</legend>
          {desk.status.choices.value.map((choice) => (
            <StatusLine key={choice.named?.statusId ?? choice.status} desk={desk} choice={choice} />
          ))}
        </fieldset>
      </Menu>
    </>
  )
}

function StatusLine({ desk, choice }: { desk: Desk; choice: StatusChoice }) {
  const id = useId()
  return (
    <label class="menu-item status-line">
      <input
        type="radio"
        name="status"
        checked={isSameStatus(desk.status.current.value, choice)}
        aria-describedby={choice.named && id}
        onChange={() => void desk.status.choose(choice)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') document.querySelector<HTMLElement>('#status')?.hidePopover()
        }}
        // A choice with the pointer is the last word; with the arrow keys one passes through others.
        onPointerUp={() => document.querySelector<HTMLElement>('#status')?.hidePopover()}
      />
      <i class={`dot dot-${choice.status}`} aria-hidden="true" />
      <span class="status-words">
        <span dir="auto">{nameOf(choice)}</span>
        {choice.named && (
          <span class="status-about" id={id}>
            {texts.status.about(choice.status)}
          </span>
        )}
      </span>
      <Icon name="check" />
    </label>
  )
}

const nameOf = ({ named, status }: StatusChoice): string => named?.name ?? texts.status.name(status)
