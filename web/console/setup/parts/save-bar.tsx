import { useRef } from 'preact/hooks'
import type { Refusal } from '../../api/answer.js'
import type { Form } from '../state/form.js'
import { texts } from '../texts/texts.js'

/** What a refusal means to whoever saves. */
export const refusalWords = (refusal: Refusal): string => {
  switch (refusal.kind) {
    case 'refused':
      return texts.refusal(refusal.code, refusal.detail)
    case 'busy':
      return texts.form.busy
    case 'unreachable':
    case 'signed-out':
      return texts.form.unreachable
  }
}

const isShownAtField = (form: Form, refusal: Refusal): boolean =>
  refusal.kind === 'refused' &&
  (refusal.errors ?? []).length > 0 &&
  (refusal.errors ?? []).every(({ member }) => Object.hasOwn(form.draft.value, member.split('.')[0] ?? ''))

/** Why it was not saved, where no field says so. */
const failureWords = (form: Form): string | undefined => {
  const outcome = form.outcome.value
  if (outcome?.what === 'gone') return texts.form.goneMeanwhile
  return outcome?.what === 'failed' && !isShownAtField(form, outcome.refusal)
    ? refusalWords(outcome.refusal)
    : undefined
}

/** Saves, or gives up what was written; says what became of it. It stays in sight. */
export function SaveBar({ form, onSave }: { form: Form; onSave: () => void }) {
  const save = useRef<HTMLButtonElement>(null)
  const isNew = form.stored.value === undefined
  const dirty = form.isDirty.value
  const outcome = form.outcome.value
  const problems = form.problems.value.size
  const failed = failureWords(form)
  return (
    <div class="set-save">
      <p class={failed === undefined ? 'set-save-state' : 'set-problem'} role="status">
        {failed !== undefined
          ? failed
          : problems > 0
            ? texts.form.problems(problems)
            : outcome?.what === 'saved' && !dirty
              ? texts.form.saved
              : outcome?.what === 'created' && !dirty
                ? texts.form.created
                : dirty && !isNew
                  ? texts.form.unsaved
                  : ''}
      </p>
      {dirty && (
        <button
          type="button"
          class="button"
          aria-disabled={form.saving.value}
          onClick={() => {
            if (form.saving.value) return
            // This one goes away.
            save.current?.focus()
            form.discard()
          }}
        >
          {texts.form.discard}
        </button>
      )}
      <button
        type="button"
        ref={save}
        class="button button-primary"
        aria-disabled={form.saving.value || (!dirty && !isNew)}
        aria-keyshortcuts="Control+S Meta+S"
        onClick={() => {
          if (dirty || isNew) onSave()
        }}
      >
        {form.saving.value ? texts.form.saving : isNew ? texts.form.create : texts.form.save}
      </button>
    </div>
  )
}
