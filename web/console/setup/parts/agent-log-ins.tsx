import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { AgentLogIns as Known } from '../../../../src/setup-api/messages.js'
import { Confirm } from '../../parts/dialog.js'
import { texts as consoleTexts } from '../../texts/texts.js'
import type { Stored } from '../api/setup-api.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'
import { focusHere } from './focus-here.js'
import { refusalWords } from './save-bar.js'

export interface AgentLogInsProps {
  setup: Setup
  agent: Stored
  /** Undefined until it is. */
  known: Known | undefined
  /** Something was done about them; settles when it is known what is so now. */
  onChanged: () => Promise<void>
}

/** Whether an agent is logged in and whether they have to wait, and the end of both. */
export function AgentLogIns({ setup, agent, known: now, onChanged }: AgentLogInsProps) {
  const problem = useSignal<string | undefined>(undefined)
  const asking = useSignal<'end' | 'unlock' | undefined>(undefined)
  const busy = useSignal(false)
  const ending = useRef<HTMLButtonElement>(null)
  const act = async (deed: 'end' | 'unlock'): Promise<void> => {
    busy.value = true
    problem.value = undefined
    const answer = await (deed === 'end' ? setup.api.endLogIns(agent.id) : setup.api.unlock(agent.id))
    problem.value = answer.ok ? undefined : refusalWords(answer.refusal)
    // The button that unlocks goes.
    if (answer.ok && deed === 'unlock') focusHere(ending.current)
    await onChanged()
    busy.value = false
  }
  const asked = asking.value
  const isEnd = asked === 'end'
  return (
    <div class="set-field">
      <p class="set-label">{texts.access.logIns}</p>
      <p class="set-help" role="status">
        {now && texts.access.loggedIn(now.count)}
        {now?.lockedUntil !== undefined && (
          <> {texts.access.locked(consoleTexts.time.clock(Date.parse(now.lockedUntil)))}</>
        )}
      </p>
      <div class="set-measure">
        <button
          type="button"
          ref={ending}
          class="button button-small"
          aria-disabled={busy.value || !now || now.count === 0}
          onClick={() => {
            if (!busy.value && now && now.count > 0) asking.value = 'end'
          }}
        >
          {texts.access.endLogIns}
        </button>
        {now?.lockedUntil !== undefined && (
          <button
            type="button"
            class="button button-small"
            aria-disabled={busy.value}
            onClick={() => {
              if (!busy.value) asking.value = 'unlock'
            }}
          >
            {texts.access.unlock}
          </button>
        )}
      </div>
      <p class="set-problem" role="alert">
        {problem.value}
      </p>
      {asked !== undefined && (
        <Confirm
          title={isEnd ? texts.access.askEnd(agent.name) : texts.access.askUnlock(agent.name)}
          sentences={[isEnd ? texts.access.askEndMore : texts.access.askUnlockMore]}
          confirm={isEnd ? texts.access.endLogIns : texts.access.unlock}
          onConfirm={() => void act(asked)}
          onClose={() => (asking.value = undefined)}
        />
      )}
    </div>
  )
}
