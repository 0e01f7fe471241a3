import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Preview, Users } from '../../../../src/setup-api/messages.js'
import type { Refusal } from '../../api/answer.js'
import { goTo } from '../../browser/path.js'
import { withoutTurning } from '../../api/read-json.js'
import { Dialog } from '../../parts/dialog.js'
import { texts as consoleTexts } from '../../texts/texts.js'
import type { Form } from '../state/form.js'
import { isPlural } from '../state/plural.js'
import { sectionFor } from '../state/sections.js'
import { listPath, objectPath } from '../state/setup-page.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'
import { Effects } from './effects.js'
import { refusalWords } from './save-bar.js'

const isGone = (refusal: Refusal): boolean => refusal.kind === 'refused' && refusal.status === 404

/** Asks before an object is deleted: says what refers to it, or else what deleting it does. */
export function Remove({ setup, form, onClose }: { setup: Setup; form: Form; onClose: () => void }) {
  const problem = useSignal<string | undefined>(undefined)
  const running = useSignal(false)
  const users = useSignal<Users | undefined>(undefined)
  const preview = useSignal<Preview | undefined>(undefined)
  /** The version that is to be deleted, where it is a later one than the form's. */
  const version = useSignal<number | undefined>(undefined)
  const stored = form.stored.value
  const { id: section, plural } = form.section
  const id = stored?.id
  useEffect(() => {
    if (id === undefined) return
    void setup.api.users(plural, id).then((answer) => {
      if (answer.ok) users.value = answer.value
    })
    void setup.api.preview(plural, id, null).then((answer) => {
      if (answer.ok) preview.value = answer.value
    })
  }, [plural, id])
  if (stored === undefined) return null
  const isUsed = (users.value?.total ?? 0) > 0
  const remove = async (): Promise<void> => {
    if (running.value || isUsed) return
    running.value = true
    const refusal = await removeObject()
    running.value = false
    if (refusal) {
      problem.value = refusal
      return
    }
    form.discard()
    setup.close({ section, id: stored.id })
    // Whoever went elsewhere meanwhile stays there.
    if (location.pathname === objectPath(section, stored.id)) goTo(listPath(section))
  }
  /** Why it is there still, in words; undefined when it is gone, whoever deleted it. */
  const removeObject = async (): Promise<string | undefined> => {
    const answer = await setup.api.remove(plural, stored.id, version.value ?? stored.version)
    if (answer.ok || isGone(answer.refusal)) return undefined
    if (answer.refusal.kind !== 'refused' || answer.refusal.code !== 'changed-meanwhile')
      return refusalWords(answer.refusal)
    const read = await setup.api.read(plural, stored.id)
    if (!read.ok) return isGone(read.refusal) ? undefined : refusalWords(read.refusal)
    version.value = read.value.version
    return texts.remove.changed
  }
  return (
    <Dialog title={texts.remove.title(withoutTurning(stored.name))} takesFocus onClose={onClose}>
      {users.value && isUsed ? (
        <>
          <p>{texts.remove.used(users.value.total)}</p>
          <UserList users={users.value} onGo={onClose} />
        </>
      ) : (
        <>
          <p>{texts.remove.text}</p>
          {preview.value && <Effects preview={preview.value} isNew={false} />}
        </>
      )}
      <p class="set-problem" role="alert">
        {problem.value}
      </p>
      <div class="dialog-actions">
        <button type="button" class="button" autoFocus onClick={onClose}>
          {consoleTexts.cancel}
        </button>
        {!isUsed && (
          <button
            type="button"
            class="button button-danger"
            aria-disabled={running.value}
            onClick={() => void remove()}
          >
            {texts.form.remove}
          </button>
        )}
      </div>
    </Dialog>
  )
}

/** The objects that refer to one, with the way there. */
export function UserList({ users, onGo }: { users: Users; onGo?: () => void }) {
  return (
    <ul class="set-users">
      {users.users.map(({ kind, id, name }) => {
        const section = isPlural(kind) ? sectionFor(kind).id : 'organization'
        return (
          <li key={id}>
            <a href={objectPath(section, id)} dir="auto" onClick={onGo}>
              {name}
            </a>{' '}
            <span class="set-none">{texts.sections[section].name}</span>
          </li>
        )
      })}
    </ul>
  )
}
