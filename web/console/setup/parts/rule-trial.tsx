import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Form } from '../state/form.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'

/** How many characters a sample may have. */
const sampleMax = 2000
/** How long nobody must have written. */
const delayMs = 300

/** What a rule makes of a text: tried out by the server that will apply it. */
export function RuleTrial({ setup, form }: { setup: Setup; form: Form }) {
  const sample = useSignal('')
  const result = useSignal<{ readonly text: string; readonly matched: boolean } | undefined>(undefined)
  const { pattern, action, replacement } = form.draft.value
  const text = sample.value
  useEffect(() => {
    result.value = undefined
    if (text === '' || pattern === '') return
    let wanted = true
    const timer = setTimeout(() => {
      const rule = { pattern: String(pattern), action: String(action), replacement: String(replacement) }
      void setup.api.tryRule({ ...rule, text }).then((answer) => {
        if (wanted && answer.ok) result.value = answer.value
      })
    }, delayMs)
    return () => {
      wanted = false
      clearTimeout(timer)
    }
  }, [setup, text, pattern, action, replacement])
  return (
    <section class="set-part" aria-labelledby="part-trial">
      <h2 id="part-trial">{texts.trial.title}</h2>
      <div class="set-fields">
        <div class="set-field">
          <label class="set-label" for="trial-text">
            {texts.trial.label}
          </label>
          <p class="set-help" id="trial-help">
            {texts.trial.help}
          </p>
          <textarea
            id="trial-text"
            class="field"
            dir="auto"
            rows={3}
            maxLength={sampleMax}
            aria-describedby="trial-help"
            value={text}
            onInput={(event) => (sample.value = event.currentTarget.value)}
          />
          {result.value && (
            <>
              <p class="set-label">{result.value.matched ? texts.trial.becomes : texts.trial.untouched}</p>
              {result.value.matched && (
                <output class="set-secret" dir="auto" for="trial-text">
                  {result.value.text === '' ? <span class="set-none">{texts.trial.nothing}</span> : result.value.text}
                </output>
              )}
            </>
          )}
        </div>
      </div>
    </section>
  )
}
