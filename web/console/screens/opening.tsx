import type { ReadonlySignal } from '@preact/signals'
import { RetryButton, TryingIn } from '../parts/connection-strip.js'
import { Logo } from '../parts/logo.js'
import type { Connection } from '../state/connection.js'
import { texts } from '../texts/texts.js'

export interface OpeningScreenProps {
  connection: ReadonlySignal<Connection>
  onRetry: () => void
}

/** Before the server has said who is here. */
export function OpeningScreen({ connection, onRetry }: OpeningScreenProps) {
  const { value } = connection
  return (
    <main class="opening">
      <Logo />
      <h1 class="unseen">{texts.product}</h1>
      <div role="status">
        {value.state === 'lost' ? <p>{texts.opening.lost}</p> : <p class="opening-wait">{texts.opening.connecting}</p>}
      </div>
      {value.state === 'lost' && (
        <>
          <p class="opening-more">
            {value.nextTryAt === undefined ? texts.connection.tryingNow : <TryingIn at={value.nextTryAt} />}
          </p>
          <RetryButton nextTryAt={value.nextTryAt} onRetry={onRetry} />
        </>
      )}
    </main>
  )
}
