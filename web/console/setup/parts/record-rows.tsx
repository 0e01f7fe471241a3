import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
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
  const hasMore = history.hasMore.value
  const list = useRef<HTMLOListElement>(null)
  /** How many rows there were when further ones were asked for. */
  const before = useRef(0)
  useLayoutEffect(() => {
    if (hasMore) return
    const next = before.current > 0 ? list.current?.children[before.current] : undefined
    before.current = 0
    const { activeElement } = document
    // The way to more is gone, and had the focus: whoever went it goes on with what it led to.
    if (!(next instanceof HTMLElement) || (activeElement !== null && activeElement !== document.body)) return
    next.tabIndex = -1
    next.focus()
  }, [history, hasMore])
  const showMore = (): void => {
    before.current = rows?.length ?? 0
    void history.more()
  }
  return (
    <>
      {rows === undefined && history.state.value === 'loading' && (
        <p role="status">
          <span class="place-wait">{consoleTexts.places.loading}</span>
        </p>
      )}
      {rows?.length === 0 && <p class="set-empty">{nothing}</p>}
      {rows !== undefined && rows.length > 0 && (
        <ol class="set-history" ref={list}>
          {rows.map(draw)}
        </ol>
      )}
      {history.state.value === 'failed' && <LoadFailed onRetry={() => void history.more()} />}
      {hasMore && (
        <button type="button" class="button" aria-disabled={history.state.value === 'loading'} onClick={showMore}>
          {texts.list.more}
        </button>
      )}
    </>
  )
}
