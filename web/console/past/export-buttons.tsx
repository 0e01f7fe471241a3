import { useSignal } from '@preact/signals'
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
  if (now.state === 'running')
    return (
      <>
        <span class="past-progress">{texts.exporting(now.progress)}</span>
        <button type="button" class="button" onClick={() => running.current?.abort()}>
          {texts.exportStop}
        </button>
      </>
    )
  return (
    <>
      <span class="past-progress" role="status">
        {now.state === 'exported' && texts.exported(now.progress)}
        {now.state === 'failed' && texts[now.why]}
      </span>
      <ExportButton format="csv" onClick={begin} />
      <ExportButton format="json" onClick={begin} />
    </>
  )
}

function ExportButton({ format, onClick }: { format: ExportFormat; onClick: (format: ExportFormat) => Promise<void> }) {
  const name = format.toUpperCase()
  return (
    <button
      type="button"
      class="button"
      aria-label={texts.export(name)}
      title={texts.exportMore}
      onClick={() => void onClick(format)}
    >
      <Icon name="down" />
      {name}
    </button>
  )
}
