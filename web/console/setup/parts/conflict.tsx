import { Dialog } from '../../parts/dialog.js'
import type { Stored } from '../api/setup-api.js'
import { contentOf, type Form } from '../state/form.js'
import { changedMembers } from '../state/merge.js'
import { texts } from '../texts/texts.js'
import { fieldWords } from '../texts/words-of.js'

/** Somebody changed the object meanwhile: look at theirs, or put one's own changes on top. */
export function Conflict({ form, theirs, onOverwrite }: { form: Form; theirs: Stored; onOverwrite: () => void }) {
  const base = form.base.value
  const labels = (members: readonly string[]): string[] =>
    members.map((member) => fieldWords(form.section.plural, member).label)
  const changedThere = changedMembers(base, contentOf(theirs))
  const changedHere = changedMembers(base, form.draft.value)
  const both = changedHere.filter((member) => changedThere.includes(member))
  return (
    <Dialog title={texts.conflict.title} onClose={() => form.settle('mine')}>
      <p>{texts.conflict.changedThere(labels(changedThere))}</p>
      {both.length > 0 && <p>{texts.conflict.changedByBoth(labels(both))}</p>}
      <p>{texts.conflict.choice}</p>
      <div class="dialog-actions">
        <button type="button" class="button" onClick={() => form.settle('theirs')}>
          {texts.conflict.theirs}
        </button>
        <button
          type="button"
          class="button button-primary"
          onClick={() => {
            form.settle('mine')
            onOverwrite()
          }}
        >
          {texts.conflict.overwrite}
        </button>
      </div>
    </Dialog>
  )
}
