import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { AgentLogIns as Known } from '../../../../src/setup-api/messages.js'
import { newKey } from '../../browser/new-key.js'
import { Confirm } from '../../parts/dialog.js'
import { texts as consoleTexts } from '../../texts/texts.js'
import type { Answer } from '../../api/answer.js'
import type { ProgramToken, Stored } from '../api/setup-api.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'
import { AgentLogIns } from './agent-log-ins.js'
import { focusHere } from './focus-here.js'
import { LoadFailed } from './load-failed.js'
import { refusalWords } from './save-bar.js'

/** How many characters the name of a token may have. */
const tokenNameMax = 80

/** What an agent gets in with: their password, and tokens for programs. Each takes effect at once. */
export function AgentAccess({ setup, agent }: { setup: Setup; agent: Stored }) {
  const tokens = useSignal<readonly ProgramToken[] | undefined>(undefined)
  const name = useSignal('')
  const problem = useSignal<string | undefined>(undefined)
  const isMaking = useSignal(false)
  const logIns = useSignal<Known | undefined>(undefined)
  const isFailed = useSignal(false)
  const nameField = useRef<HTMLInputElement>(null)
  const attempt = useRef<{ readonly text: string; readonly key: string }>(undefined)
  const asking = useSignal<'password' | ProgramToken | undefined>(undefined)
  const loadTokens = async (): Promise<boolean> => {
    const answer = await setup.api.tokens(agent.id)
    if (answer.ok) tokens.value = answer.value.tokens
    return answer.ok
  }
  const loadLogIns = async (): Promise<boolean> => {
    const answer = await setup.api.logIns(agent.id)
    if (answer.ok) logIns.value = answer.value
    return answer.ok
  }
  const load = async (): Promise<void> => {
    const loaded = await Promise.all([loadTokens(), loadLogIns()])
    isFailed.value = loaded.includes(false)
  }
  useEffect(() => void load(), [setup, agent.id])

  const doing = async <Value,>(call: Promise<Answer<Value>>): Promise<Value | undefined> => {
    problem.value = undefined
    const answer = await call
    if (answer.ok) return answer.value
    problem.value = refusalWords(answer.refusal)
    return undefined
  }
  const newPassword = async (): Promise<void> => {
    const made = await doing(setup.api.newPassword(agent.id))
    if (made?.password !== undefined) setup.secret.value = { what: 'password', name: agent.name, value: made.password }
  }
  const newToken = async (): Promise<void> => {
    if (isMaking.value) return
    isMaking.value = true
    const text = name.value.trim()
    // After a lost answer the same is sent again, so that there is one token.
    if (attempt.current?.text !== text) attempt.current = { text, key: newKey() }
    const made = await doing(setup.api.newToken(agent.id, text, attempt.current.key))
    isMaking.value = false
    if (made === undefined) return
    attempt.current = undefined
    setup.secret.value = { what: 'token', name: made.name, value: made.token }
    name.value = ''
    await load()
  }
  const revoke = async (token: ProgramToken): Promise<void> => {
    const revoked = await doing(setup.api.revokeToken(agent.id, token.id))
    // The token goes from the list, with what was pressed.
    if (revoked) focusHere(nameField.current)
    await load()
  }
  const asked = asking.value
  const question =
    asked === 'password' ? texts.access.askPassword(agent.name) : texts.access.askRevoke(asked?.name ?? '')
  return (
    <section class="set-part" aria-labelledby="part-access">
      <h2 id="part-access">{texts.access.title}</h2>
      <div class="set-fields">
        {isFailed.value && <LoadFailed onRetry={() => void load()} />}
        <AgentLogIns setup={setup} agent={agent} known={logIns.value} onChanged={load} />
        <div class="set-field">
          <p class="set-label">{texts.access.password}</p>
          <p class="set-help">{texts.access.passwordHelp}</p>
          <button type="button" class="button button-small" onClick={() => (asking.value = 'password')}>
            {texts.access.newPassword}
          </button>
        </div>
        <div class="set-field">
          <label class="set-label" for="token-name">
            {texts.access.tokens}
          </label>
          <p class="set-help" id="token-help">
            {texts.access.tokensHelp}
          </p>
          {tokens.value !== undefined && tokens.value.length > 0 && (
            <ul class="set-rows">
              {tokens.value.map((token) => (
                <li key={token.id} class="set-row">
                  <span class="set-grow">
                    <span dir="auto">{token.name}</span>{' '}
                    <span class="set-none">{consoleTexts.time.full(Date.parse(token.createdAt))}</span>
                  </span>
                  <button type="button" class="button button-small" onClick={() => (asking.value = token)}>
                    {texts.access.revoke}
                  </button>
                </li>
              ))}
            </ul>
          )}
          <form
            class="set-measure"
            onSubmit={(event) => {
              event.preventDefault()
              if (name.value.trim() !== '') void newToken()
            }}
          >
            <input
              id="token-name"
              ref={nameField}
              class="field set-grow"
              type="text"
              dir="auto"
              maxLength={tokenNameMax}
              autoComplete="off"
              aria-describedby="token-help"
              placeholder={texts.access.tokenName}
              value={name.value}
              onInput={(event) => (name.value = event.currentTarget.value)}
            />
            <button type="submit" class="button" aria-disabled={isMaking.value || name.value.trim() === ''}>
              {texts.access.newToken}
            </button>
          </form>
        </div>
        <p class="set-problem" role="alert">
          {problem.value}
        </p>
      </div>
      {asked !== undefined && (
        <Confirm
          title={question}
          sentences={[asked === 'password' ? texts.access.askPasswordMore : texts.access.askRevokeMore]}
          confirm={asked === 'password' ? texts.access.newPassword : texts.access.revoke}
          onConfirm={() => void (asked === 'password' ? newPassword() : revoke(asked))}
          onClose={() => (asking.value = undefined)}
        />
      )}
    </section>
  )
}
