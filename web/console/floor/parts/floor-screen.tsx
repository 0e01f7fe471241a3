import { useEffect, useState } from 'preact/hooks'
import { newKey } from '../../browser/new-key.js'
import { browserStore } from '../../browser/stores.js'
import { PlacePage } from '../../parts/place-page.js'
import type { PlaceProps } from '../../places.js'
import { browserClock } from '../../state/clock.js'
import { createDrafts } from '../../state/drafts.js'
import { followFloorAddress } from '../browser/floor-address.js'
import { followFloorKeys } from '../browser/floor-keys.js'
import { floorOffer } from '../browser/floor-offer.js'
import { followFullscreen } from '../browser/wall.js'
import { offerHere } from '../../state/place-offer.js'
import { createFloorApi } from '../floor-api.js'
import { firstView } from '../state/floor-view.js'
import { openRoom, type Room } from '../state/room.js'
import { floorTexts as texts } from '../texts/texts.js'
import { AgentList } from './agent-list.js'
import { ChatPane } from './chat-pane.js'
import { FloorActions } from './floor-actions.js'
import { FloorDialogs } from './floor-dialogs.js'
import { FloorStrip } from './floor-strip.js'
import { FloorSums } from './floor-sums.js'
import { LineList } from './line-list.js'
import { WatchPane } from './watch-pane.js'
import '../styles/floor.css'
import '../styles/lines.css'
import '../styles/chats.css'
import '../styles/watch.css'
import '../styles/wall.css'

/** The floor, for whoever looks after agents. */
export function FloorScreen({ app, desk }: PlaceProps) {
  const [room] = useState(() =>
    openRoom({
      ...{ api: createFloorApi(app.server), clock: browserClock, chance: () => Math.random(), newKey },
      ...{ now: app.now, notices: app.notices },
      drafts: createDrafts(browserStore('sessionStorage'), `${desk.snapshot.peek().agent.id}.whisper.`),
      view: firstView(location.search, desk.snapshot.peek().configuration),
    }),
  )
  useEffect(() => {
    const ends = [
      ...[followFloorAddress(room), followFloorKeys(room, desk), followFullscreen(room)],
      offerHere(floorOffer(room)),
    ]
    addEventListener('online', room.retryNow)
    return () => {
      for (const end of ends) end()
      removeEventListener('online', room.retryNow)
      room.stop()
    }
  }, [room, desk])

  return (
    <PlacePage title={texts.title} actions={<FloorActions room={room} />}>
      <Floor room={room} desk={desk} />
      <FloorDialogs room={room} />
    </PlacePage>
  )
}

function Floor({ room, desk }: { room: Room; desk: PlaceProps['desk'] }) {
  const { wall } = room.view.value
  if (room.feed.denied.value) {
    return (
      <div class="place-state">
        <h2>{texts.denied}</h2>
        <p>{texts.deniedMore}</p>
      </div>
    )
  }
  if (room.feed.floor.value === undefined) {
    return (
      <>
        <FloorStrip room={room} />
        <p class="place-state" role="status">
          <span class="place-wait">{texts.loading}</span>
        </p>
      </>
    )
  }
  return (
    <div class={`floor${wall ? ' floor-wall' : ''}${room.watch.value ? ' floor-watching' : ''}`}>
      <FloorStrip room={room} />
      <FloorSums room={room} />
      <div class="floor-panes">
        <div class="floor-side">
          <LineList room={room} />
          <AgentList room={room} />
        </div>
        <ChatPane room={room} />
        {room.watch.value && !wall && (
          <WatchPane key={room.watch.value.chatId} room={room} desk={desk} watch={room.watch.value} />
        )}
      </div>
    </div>
  )
}
