import { useContext, useMemo } from 'preact/hooks'
import { RetryButton, TryingIn } from '../../parts/connection-strip.js'
import { Icon } from '../../parts/icon.js'
import { NowContext } from '../../parts/now.js'
import { texts as consoleTexts } from '../../texts/texts.js'
import { isLostTold } from '../state/floor-lost.js'
import type { Room } from '../state/room.js'
import { floorTexts as texts } from '../texts/texts.js'

/** Says that the floor is not followed just now; what is shown stays, and may be old. */
export function FloorStrip({ room }: { room: Room }) {
  const connection = room.feed.connection.value
  const beat = useContext(NowContext).value
  const isLost = useMemo(() => isLostTold(connection, Date.now()), [connection, beat])
  if (!isLost || connection.state !== 'lost' || room.feed.denied.value) return null
  return (
    <section class="strip" aria-label={texts.title}>
      <Icon name="warning" />
      <p role="status">
        <strong>{texts.lost}</strong>{' '}
        <span aria-hidden="true">
          {connection.nextTryAt === undefined ? (
            consoleTexts.connection.tryingNow
          ) : (
            <TryingIn at={connection.nextTryAt} />
          )}
        </span>
      </p>
      <RetryButton nextTryAt={connection.nextTryAt} onRetry={() => room.retryNow()} small />
    </section>
  )
}
