import type { ReadonlySignal } from '@preact/signals'
import { useContext, useMemo } from 'preact/hooks'
import type { Connection } from '../state/connection.js'
import { texts } from '../texts/texts.js'
import { Icon } from './icon.js'
import { NowContext } from './now.js'

export interface ConnectionStripProps {
  connection: ReadonlySignal<Connection>
  onRetry: () => void
}

/** Says that the page is not connected, and what happens next; nothing while all is well. */
export function ConnectionStrip({ connection, onRetry }: ConnectionStripProps) {
  const { value } = connection
  if (value.state !== 'lost') return null
  return (
    <section class="strip" aria-label={texts.connection.region}>
      <Icon name="warning" />
      <p>
        <strong>{texts.connection.lost}</strong>{' '}
        {value.nextTryAt === undefined ? texts.connection.tryingNow : <TryingIn at={value.nextTryAt} />}{' '}
        <span class="strip-more">{texts.connection.safe}</span>
      </p>
      <RetryButton nextTryAt={value.nextTryAt} onRetry={onRetry} small />
    </section>
  )
}

export interface RetryButtonProps {
  /** Undefined while a try is under way. */
  nextTryAt: number | undefined
  onRetry: () => void
  small?: boolean
}

/** Stays where it is while a try is under way, and so does the focus that is on it. */
export function RetryButton({ nextTryAt, onRetry, small = false }: RetryButtonProps) {
  const isTrying = nextTryAt === undefined
  return (
    <button
      type="button"
      class={small ? 'button button-small' : 'button'}
      aria-disabled={isTrying}
      onClick={() => {
        if (!isTrying) onRetry()
      }}
    >
      {texts.connection.retry}
    </button>
  )
}

/** `at` is by this computer's clock, so only the beat is taken from the page's time. */
export function TryingIn({ at }: { at: number }) {
  const beat = useContext(NowContext).value
  const seconds = useMemo(() => Math.max(1, Math.ceil((at - Date.now()) / 1_000)), [at, beat])
  return <>{texts.connection.tryingIn(seconds)}</>
}
