import type { PresenceStatus } from '../../../src/agent-api/messages.js'
import type { Desk } from '../state/desk.js'
import { texts } from '../texts/texts.js'

const statuses: readonly PresenceStatus[] = ['online', 'away', 'offline']

/** Whether the agent takes requests. */
export function StatusSwitch({ desk }: { desk: Desk }) {
  return (
    <fieldset class="segments status">
      <legend class="unseen">{texts.status.legend}</legend>
      {statuses.map((status) => (
        <label key={status} class="segment">
          <input
            type="radio"
            name="status"
            value={status}
            checked={desk.status.value === status}
            onChange={() => void desk.setStatus(status)}
          />
          <span>
            <i class={`dot dot-${status}`} aria-hidden="true" />
            {texts.status.name(status)}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
