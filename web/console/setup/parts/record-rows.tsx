import type { ComponentChildren } from 'preact'
import { texts as consoleTexts } from '../../texts/texts.js'
import type { History } from '../state/history.js'
import { texts } from '../texts/texts.js'
import { LoadFailed } from './load-failed.js'

export interface RecordRowsProps<Row> {
  history: History<Row>
  /** What is said when there are none. */
  nothing: string
  draw: (row: Row) => ComponentChildren
}

/** The rows of a record as far as they are fetched, and the way to further ones. */
export function RecordRows<Row>({ history, nothing, draw }: RecordRowsProps<Row>) {
  const rows = history.rows.value
  return (
    <>
      {rows === undefined && history.state.value === 'loading' && (
        <p role="status">
          <span class="place-wait">{consoleTexts.places.loading}</span>
        </p>
      )}
      {rows?.length === 0 && <p class="set-empty">{nothing}</p>}
      {rows !== undefined && rows.length > 0 && <ol class="set-history">{rows.map(draw)}</ol>}
      {history.state.value === 'failed' && <LoadFailed onRetry={() => void history.more()} />}
      {history.hasMore.value && (
        <button
          type="button"
          class="button"
          aria-disabled={history.state.value === 'loading'}
          onClick={() => void history.more()}
        >
          {texts.list.more}
        </button>
      )}
    </>
  )
}
