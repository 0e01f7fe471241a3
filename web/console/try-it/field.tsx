import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '../parts/icon.js'
import type { Talk } from './talk.js'
import { texts } from './texts/texts.js'
import type { Visit } from './visit.js'

/** Where the visitor writes, and sends the file that was asked for. */
export function Field({ visit, talk }: { visit: Visit; talk: Talk }) {
  const draft = useSignal('')
  const problem = useSignal('')
  const share = useSignal<number | undefined>(undefined)
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => area.current?.focus(), [])

  const send = (): void => {
    const text = draft.value.trim()
    if (text === '') return
    if (!visit.say(text)) {
      problem.value = texts.tooMuch
      return
    }
    draft.value = ''
    problem.value = ''
    area.current?.focus()
  }
  const sendFile = async (file: File): Promise<void> => {
    share.value = 0
    problem.value = ''
    const outcome = await visit.sendFile(file, (next) => (share.value = next))
    share.value = undefined
    if (outcome?.kind === 'refused') problem.value = texts.fileRefused
    if (outcome?.kind === 'failed') problem.value = texts.fileFailed(outcome.why)
  }

  return (
    <footer class="try-field">
      {talk.fileAsked && share.value === undefined && (
        <label class="button try-file">
          <Icon name="clip" />
          <span>{texts.chooseFile}</span>
          <input
            type="file"
            class="unseen"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? []
              if (file) void sendFile(file)
              // The same file may be chosen once more.
              event.currentTarget.value = ''
            }}
          />
        </label>
      )}
      {share.value !== undefined && (
        <label class="try-progress">
          <span>{texts.uploading(Math.floor(share.value * 100))}</span>
          <progress value={share.value} />
        </label>
      )}
      <p role="alert" class="try-problem">
        {problem.value}
      </p>
      <form
        class="try-write"
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <textarea
          ref={area}
          rows={1}
          aria-label={texts.field}
          placeholder={texts.placeholder}
          maxLength={4_000}
          dir="auto"
          value={draft.value}
          onInput={(event) => {
            draft.value = event.currentTarget.value
            visit.write(draft.value)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
            event.preventDefault()
            send()
          }}
        />
        <button
          type="submit"
          class="try-send"
          aria-label={texts.send}
          title={texts.send}
          aria-disabled={draft.value.trim() === ''}
        >
          <Icon name="send" />
        </button>
      </form>
    </footer>
  )
}
