import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { passwordHint, passwordLengthMax } from '../account/password-hint.js'
import { texts as accountTexts } from '../account/texts/texts.js'
import { goTo } from '../browser/path.js'
import { Icon } from '../parts/icon.js'
import { LanguageChoice } from '../parts/language-choice.js'
import { Logo } from '../parts/logo.js'
import { SecretInput } from '../parts/secret-input.js'
import type { App } from '../state/app.js'
import type { LogIn } from '../state/log-in.js'
import { deskPath } from '../state/place.js'
import type { Preferences } from '../state/preferences.js'
import { createWelcomeForm, type WelcomeField } from './welcome-form.js'
import { texts } from './texts/texts.js'

export interface WelcomeScreenProps {
  app: App
  logIn: LogIn
  preferences: Preferences
}

/** Where the first organization of an installation is made, by whoever has the address that the server printed. */
export function WelcomeScreen({ app, logIn, preferences }: WelcomeScreenProps) {
  const form = useMemo(
    () =>
      createWelcomeForm({
        found: (welcome) => app.server.ask('POST', '/welcome', welcome),
        token: location.hash.slice(1),
        onFounded: () => {
          // What it was good for is done, and the way to the first chat begins in setup.
          goTo('/setup')
          logIn.enter()
        },
      }),
    [app, logIn],
  )
  const visible = useSignal(false)
  const problem = form.problem.value
  const wanting = problem?.kind === 'incomplete' ? problem.field : problem?.kind === 'short' ? 'password' : undefined
  const hint = passwordHint(form.fields.password.value, form.fields.username.value)

  useEffect(() => {
    // Where no field is to blame, the focus stays.
    const field = wanting ?? (problem === undefined ? 'organization' : undefined)
    if (field !== undefined) document.getElementById(`welcome-${field}`)?.focus()
  }, [problem])

  const field = (name: WelcomeField, maxLength: number, autocomplete: 'organization' | 'name' | 'username') => (
    <>
      <label for={`welcome-${name}`}>{texts.field[name]}</label>
      <input
        id={`welcome-${name}`}
        name={name}
        type="text"
        dir="auto"
        autocomplete={autocomplete}
        autocapitalize="none"
        spellcheck={false}
        required
        maxLength={maxLength}
        aria-invalid={wanting === name ? 'true' : undefined}
        aria-describedby={problem ? 'welcome-problem' : undefined}
        value={form.fields[name].value}
        onInput={(event) => (form.fields[name].value = event.currentTarget.value)}
      />
    </>
  )
  return (
    <main class="log-in">
      <form
        class="log-in-card"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        <Logo />
        <h1>{texts.title}</h1>
        <p class="log-in-lead">{texts.lead}</p>
        {field('organization', 80, 'organization')}
        {field('name', 80, 'name')}
        {field('username', 255, 'username')}
        <label for="welcome-password">{texts.field.password}</label>
        {/* It is typed once, and nobody else can let them in: it can be seen. */}
        <SecretInput
          id="welcome-password"
          name="password"
          value={form.fields.password}
          visible={visible}
          autocomplete="new-password"
          maxLength={passwordLengthMax}
          invalid={wanting === 'password'}
          describedBy="welcome-hint welcome-problem"
        />
        <p class="log-in-hint" id="welcome-hint" role="status">
          {accountTexts.password.hint(hint)}
        </p>
        <div role="alert" id="welcome-problem">
          {problem && (
            <p class="log-in-problem">
              <Icon name="warning" />
              <span>{texts.problem(problem)}</span>
            </p>
          )}
        </div>
        <button type="submit" class="button button-primary button-wide" aria-disabled={form.sending.value}>
          {form.sending.value ? texts.sending : texts.submit}
        </button>
        {problem?.kind === 'set-up-already' && (
          <a class="button button-wide" href={deskPath}>
            {texts.toLogIn}
          </a>
        )}
      </form>
      <LanguageChoice preferences={preferences} />
    </main>
  )
}
