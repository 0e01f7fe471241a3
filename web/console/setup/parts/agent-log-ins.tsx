import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { AgentLogIns as Known } from '../../../../src/setup-api/messages.js'
import type { Answer } from '../../api/answer.js'
import { Confirm } from '../../parts/dialog.js'
import { texts as consoleTexts } from '../../texts/texts.js'
import type { Stored } from '../api/setup-api.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'
import { refusalWords } from './save-bar.js'

/** Whether an agent is logged in and whether they have to wait, and the end of both. */
export function AgentLogIns({ setup, agent }: { setup: Setup; agent: Stored }) {
  const known = useSignal<Known | undefined>(undefined)
  const problem = useSignal<string | undefined>(undefined)
  const asking = useSignal<'end' | 'unlock' | undefined>(undefined)
  const busy = useSignal(false)
  const ending = useRef<HTMLButtonElement>(null)
  const load = async (): Promise<void> => {
    const answer = await setup.api.logIns(agent.id)
    if (answer.ok) known.value = answer.value
    else problem.value ??= refusalWords(answer.refusal)
  }
  useEffect(() => void load(), [setup, agent.id])

  const unlock = async (): Promise<void> => {
    await doing(setup.api.unlock(agent.id))
    // Its own button is gone.
    if (known.value?.lockedUntil === undefined) ending.current?.focus()
  }
  const doing = async (call: Promise<Answer<object>>): Promise<void> => {
    busy.value = true
    problem.value = undefined
    const answer = await call
    problem.value = answer.ok ? undefined : refusalWords(answer.refusal)
    await load()
    busy.value = false
  }
  const asked = asking.value
  const isEnd = asked === 'end'
  const now = known.value
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
          onConfirm={() => void (isEnd ? doing(setup.api.endLogIns(agent.id)) : unlock())}
          onClose={() => (asking.value = undefined)}
        />
      )}
    </div>
  )
}
