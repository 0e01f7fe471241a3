/** Follows the floor for as long as somebody looks at it. */
import { signal, type ReadonlySignal } from '@preact/signals'
import { readJson } from '../../api/read-json.js'
import type { Clock, Timer } from '../../state/clock.js'
import { createConnection, type Connection } from '../../state/connection.js'
import type { FloorApi } from '../floor-api.js'
import { applyFloorEvents, type Floor, type FloorEvent } from './floor.js'

/** For how long changes are gathered before they are drawn: on a large floor something changes all the time. */
export const drawnEveryMs = 150

export interface FloorFeed {
  /** Undefined until the server has said how it stands; stays as it was while the connection is away. */
  readonly floor: ReadonlySignal<Floor | undefined>
  readonly connection: ReadonlySignal<Connection>
  /** Whether the server said that this is not for whoever is logged in. */
  readonly denied: ReadonlySignal<boolean>
  retryNow(): void
  stop(): void
}

export interface FeedOptions {
  api: Pick<FloorApi, 'openFloor'>
  clock: Clock
  /** A number from 0 to 1, new at each call. */
  chance: () => number
}

/** A feed that has begun. */
export function followFloor({ api, clock, chance }: FeedOptions): FloorFeed {
  const floor = signal<Floor | undefined>(undefined)
  const denied = signal(false)
  let gathered: FloorEvent[] = []
  let drawing: Timer | undefined

  const draw = (): void => {
    drawing?.cancel()
    drawing = undefined
    floor.value = applyFloorEvents(floor.value, gathered)
    gathered = []
  }

  const connection = createConnection({
    ...{ clock, chance },
    open: async (lastEventId, abort) => {
      const stream = await api.openFloor(lastEventId, abort)
      denied.value = stream.status === 403
      return stream
    },
    onEvent: ({ name, data }) => {
      gathered.push({ name, data: readJson(data) } as FloorEvent)
      if (floor.value === undefined) draw()
      else drawing ??= clock.after(drawnEveryMs, draw)
    },
  })
  connection.start()

  return {
    floor,
    denied,
    connection: connection.state,
    retryNow: () => connection.retryNow(),
    stop() {
      drawing?.cancel()
      connection.stop()
    },
  }
}
