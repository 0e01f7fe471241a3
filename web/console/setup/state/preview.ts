/** What saving would do, as the server tells it; asked a moment after the last key. */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { Preview } from '../../../../src/setup-api/messages.js'
import type { Clock, Timer } from '../../state/clock.js'
import type { SetupApi } from '../api/setup-api.js'
import type { Form } from './form.js'
import { fieldsOf } from './sections.js'
import { problemsOf } from './problems.js'

/** How long nobody must have written. */
export const previewDelayMs = 350

export interface LivePreview {
  /** Undefined while nothing is changed, something is wrong, or the answer is not there yet. */
  readonly shown: ReadonlySignal<Preview | undefined>
  stop(): void
}

/** Follows a form until it is stopped. */
export function followPreview(api: Pick<SetupApi, 'preview'>, form: Form, clock: Pick<Clock, 'after'>): LivePreview {
  const answered = signal<{ readonly draft: object; readonly preview: Preview } | undefined>(undefined)
  const fields = fieldsOf(form.section)
  let timer: Timer | undefined

  const ask = async (draft: Form['draft']['value']): Promise<void> => {
    const answer = await api.preview(form.section.plural, form.stored.peek()?.id, draft)
    // Only the answer to what is written now counts.
    if (!answer.ok || draft !== form.draft.peek()) return
    answered.value = { draft, preview: answer.value }
    const errors = answer.value.refusal?.errors ?? []
    form.hear(new Map(errors.map(({ member, message }) => [member, { what: 'said', message }])))
  }

  const stop = effect(() => {
    const draft = form.draft.value
    timer?.cancel()
    if (!form.isDirty.value || problemsOf(fields, draft).size > 0) return
    timer = clock.after(previewDelayMs, () => void ask(draft))
  })

  return {
    shown: computed(() => {
      const now = answered.value
      return now?.draft === form.draft.value && form.isDirty.value ? now.preview : undefined
    }),
    stop() {
      timer?.cancel()
      stop()
    },
  }
}
