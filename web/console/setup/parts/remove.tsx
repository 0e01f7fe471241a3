import { useSignal } from '@preact/signals'
import { goTo } from '../../browser/path.js'
import { Dialog } from '../../parts/dialog.js'
import { texts as consoleTexts } from '../../texts/texts.js'
import type { Form } from '../state/form.js'
import { listPath } from '../state/setup-page.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'
import { refusalWords } from './save-bar.js'

/** Asks before an object is deleted. */
export function Remove({ setup, form, onClose }: { setup: Setup; form: Form; onClose: () => void }) {
  const problem = useSignal<string | undefined>(undefined)
  const running = useSignal(false)
  const stored = form.stored.value
  const { id: section, plural } = form.section
  if (stored === undefined) return null
  const remove = async (): Promise<void> => {
    if (running.value) return
    running.value = true
    const answer = await setup.api.remove(plural, stored.id, stored.version)
    running.value = false
    if (!answer.ok) {
      problem.value = refusalWords(answer.refusal)
      return
    }
    form.discard()
    setup.close({ section, id: stored.id })
    goTo(listPath(section))
  }
  return (
    <Dialog title={texts.remove.title(stored.name)} takesFocus onClose={onClose}>
      <p>{texts.remove.text}</p>
      <p class="set-problem" role="alert">
        {problem.value}
      </p>
      <div class="dialog-actions">
        <button type="button" class="button" autoFocus onClick={onClose}>
          {consoleTexts.cancel}
        </button>
        <button type="button" class="button button-danger" aria-disabled={running.value} onClick={() => void remove()}>
          {texts.form.remove}
        </button>
      </div>
    </Dialog>
  )
}
