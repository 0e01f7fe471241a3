import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { saveFile } from '../browser/save-file.js'
import { Icon } from '../parts/icon.js'
import type { ExportProgress } from './export-progress.js'
import type { ExportFormat, PastApi } from './past-api.js'
import type { PastQuery } from './query.js'
import { texts } from './texts/texts.js'

type Export =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly progress: ExportProgress }
  | { readonly state: 'exported'; readonly progress: ExportProgress }
  | { readonly state: 'failed'; readonly why: 'exportFailed' | 'exportBusy' }

/** Takes everything that is found away as a file, and tells how far that is. */
export function ExportButtons({ api, query }: { api: Pick<PastApi, 'export'>; query: PastQuery }) {
  const current = useSignal<Export>({ state: 'none' })
  const running = useRef<AbortController>(undefined)
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => () => running.current?.abort(), [])

  const begin = async (format: ExportFormat): Promise<void> => {
    const stop = new AbortController()
    running.current = stop
    let progress: ExportProgress = { chats: 0, bytes: 0 }
    const tell = (soFar: ExportProgress): void => {
      progress = soFar
      current.value = { state: 'running', progress }
    }
    tell(progress)
    const answer = await api.export(query, format, tell, stop.signal).catch(() => undefined)
    if (answer === undefined) current.value = { state: 'none' }
    else if (answer.ok) {
      saveFile(answer.value, `chats.${format}`)
      current.value = { state: 'exported', progress }
    } else current.value = { state: 'failed', why: answer.refusal.kind === 'busy' ? 'exportBusy' : 'exportFailed' }
  }

  const now = current.value
  const isRunning = now.state === 'running'
  const stop = (): void => {
    running.current?.abort()
    // This button goes, and these stay.
    first.current?.focus()
  }
  return (
    <>
      {isRunning && <span class="past-progress">{texts.exporting(now.progress)}</span>}
      <span class={isRunning ? 'unseen' : 'past-progress'} role="status">
        {now.state === 'exported' && texts.exported(now.progress)}
        {now.state === 'failed' && texts[now.why]}
      </span>
      {isRunning && (
        <button type="button" class="button" onClick={stop}>
          {texts.exportStop}
        </button>
      )}
      <ExportButton format="csv" button={first} busy={isRunning} onClick={begin} />
      <ExportButton format="json" busy={isRunning} onClick={begin} />
    </>
  )
}

interface ExportButtonProps {
  format: ExportFormat
  button?: RefObject<HTMLButtonElement | null>
  /** Whether one is under way; there is one at a time. */
  busy: boolean
  onClick: (format: ExportFormat) => Promise<void>
}

function ExportButton({ format, button, busy, onClick }: ExportButtonProps) {
  const name = format.toUpperCase()
  return (
    <button
      type="button"
      class="button"
      ref={button ?? null}
      aria-label={texts.export(name)}
      aria-disabled={busy}
      title={texts.exportMore}
      onClick={() => !busy && void onClick(format)}
    >
      <Icon name="down" />
      {name}
    </button>
  )
}
