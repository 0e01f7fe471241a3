import { useContext, useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { Icon } from '../parts/icon.js'
import { LanguageChoice } from '../parts/language-choice.js'
import { Logo } from '../parts/logo.js'
import { NowContext } from '../parts/now.js'
import { SecretInput } from '../parts/secret-input.js'
import type { LogIn } from '../state/log-in.js'
import type { Preferences } from '../state/preferences.js'
import { texts } from '../texts/texts.js'

export interface LogInScreenProps {
  logIn: LogIn
  why: 'new' | 'expired' | 'left'
  preferences: Preferences
}

/** Where an agent logs in. */
export function LogInScreen({ logIn, why, preferences }: LogInScreenProps) {
  const now = useContext(NowContext)
  const username = useRef<HTMLInputElement>(null)
  const password = useRef<HTMLInputElement>(null)
  const visible = useSignal(false)
  const problem = logIn.problem.value
  const secondsLeft = problem?.kind === 'wait' ? Math.max(0, Math.ceil((problem.until - now.value) / 1_000)) : 0

  useEffect(() => username.current?.focus(), [])
  // Back to the field that is to be looked at.
  useLayoutEffect(() => {
    if (problem?.kind === 'wrong') password.current?.select()
    if (problem?.kind === 'incomplete') (username.current?.value.trim() === '' ? username : password).current?.focus()
  }, [problem])

  // Which of the two is wrong is not said; which is missing is seen.
  const isInvalid = (isEmpty: boolean): boolean =>
    problem?.kind === 'wrong' || (problem?.kind === 'incomplete' && isEmpty)
  const describedBy = problem ? 'log-in-problem' : undefined
  return (
    <main class="log-in">
      <form
        class="log-in-card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (secondsLeft === 0) void logIn.submit()
        }}
      >
        <Logo />
        <h1>{texts.logIn.title}</h1>
        <p class="log-in-lead">{why === 'new' ? texts.logIn.lead : texts.logIn[why]}</p>
        {logIn.isNew.value && (
          <p class="log-in-new" role="status">
            {texts.logIn.isNew}
          </p>
        )}
        {why === 'left' && logIn.farewell.value && (
          <a class="button button-wide log-in-farewell" target="_top" href={logIn.farewell.value.address}>
            {texts.logIn.outOfProvider(logIn.farewell.value.label)}
          </a>
        )}
        <label for="username">{texts.logIn.username}</label>
        <input
          id="username"
          ref={username}
          name="username"
          type="text"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          maxLength={255}
          aria-invalid={isInvalid(logIn.username.value.trim() === '') ? 'true' : undefined}
          aria-describedby={describedBy}
          value={logIn.username.value}
          onInput={(event) => (logIn.username.value = event.currentTarget.value)}
        />
        <label for="password">{texts.logIn.password}</label>
        <SecretInput
          id="password"
          name="password"
          field={password}
          value={logIn.password}
          visible={visible}
          autocomplete="current-password"
          maxLength={1024}
          invalid={isInvalid(logIn.password.value === '')}
          describedBy={describedBy}
        />
        <div role="alert" id="log-in-problem">
          {problem && (
            <p class="log-in-problem">
              <Icon name="warning" />
              <span>{texts.logIn.problem(problem, secondsLeft)}</span>
            </p>
          )}
        </div>
        <button
          type="submit"
          class="button button-primary button-wide"
          aria-disabled={logIn.sending.value || secondsLeft > 0}
        >
          {logIn.sending.value ? texts.logIn.sending : texts.logIn.submit}
        </button>
        {logIn.provider.value && (
          <>
            <p class="log-in-or">
              <span>{texts.logIn.or}</span>
            </p>
            <a
              class="button button-wide"
              // Not a place of this page: the server leads to the provider.
              target="_top"
              href={`/api/v1/login/provider?to=${encodeURIComponent(location.pathname + location.search + location.hash)}`}
            >
              {texts.logIn.withProvider(logIn.provider.value.label)}
            </a>
          </>
        )}
      </form>
      <LanguageChoice preferences={preferences} />
    </main>
  )
}
