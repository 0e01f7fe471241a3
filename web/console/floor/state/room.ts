/** Everything a supervisor sees and does on the floor, put together. */
import { batch, computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { FloorAgent, FloorQueue } from '../../../../src/agent-api/supervision/floor-messages.js'
import type { Clock } from '../../state/clock.js'
import type { Drafts } from '../../state/drafts.js'
import type { Notices } from '../../state/notices.js'
import type { FloorApi } from '../floor-api.js'
import { createFloorDeeds, type FloorDeeds } from './floor-deeds.js'
import { followFloor, type FloorFeed } from './floor-feed.js'
import { followFigures, type FloorFigures } from './floor-figures.js'
import { keyAfter } from './floor-keys.js'
import { agentRows, chatRows, floorSums, lineRows, type ChatRow, type FloorSums } from './floor-rows.js'
import { wholeFloor, type FloorView } from './floor-view.js'
import { watchChat, type Watch } from './watch.js'
import { createWhispers, type Whispers } from './whispers.js'

export interface Room {
  readonly feed: FloorFeed
  readonly figures: ReadonlySignal<FloorFigures['figures']['value']>
  readonly view: ReadonlySignal<FloorView>
  readonly chats: ReadonlySignal<readonly ChatRow[]>
  readonly agents: ReadonlySignal<readonly FloorAgent[]>
  readonly lines: ReadonlySignal<readonly FloorQueue[]>
  readonly sums: ReadonlySignal<FloorSums | undefined>
  /** The chat the keys are at; undefined before they moved. */
  readonly cursor: ReadonlySignal<string | undefined>
  /** How often the keys were to move, the ends of the list included: the focus answers to each. */
  readonly moves: ReadonlySignal<number>
  readonly watch: ReadonlySignal<Watch | undefined>
  readonly deeds: FloorDeeds
  readonly whispers: Whispers
  /** What lies over the page. */
  readonly dialog: Signal<RoomDialog | undefined>
  /** Whether the field for whispers is to have the focus as soon as it is there. */
  readonly whisperAsked: Signal<boolean>
  look(change: Partial<FloorView>): void
  /** Shows the whole floor again, in the order chosen. */
  lookAtAll(): void
  moveCursor(steps: 1 | -1): void
  /** Begins to watch a chat; `undefined` watches none. */
  turnTo(chatId: string | undefined): void
  retryNow: () => void
  stop(): void
}

export interface RoomDialog {
  readonly what: 'give' | 'end'
  readonly chatId: string
}

export interface RoomOptions {
  api: FloorApi
  clock: Clock
  /** A number from 0 to 1, new at each call. */
  chance: () => number
  newKey: () => string
  /** The server's time, milliseconds since 1970. */
  now: ReadonlySignal<number>
  notices: Notices
  /** What is about to be whispered; kept when the floor is left. */
  drafts: Drafts
  view: FloorView
}

/** A room that follows the floor from now on. */
export function openRoom(options: RoomOptions): Room {
  const { api, clock, chance, newKey, now, notices, drafts } = options
  const feed = followFloor({ api, clock, chance })
  const view = signal(options.view)
  const figures = followFigures(api, clock, view)
  const cursor = signal<string | undefined>(undefined)
  const moves = signal(0)
  const watch = signal<Watch | undefined>(undefined)
  const whisperAsked = signal(false)
  const dialog = signal<RoomDialog | undefined>(undefined)
  const { floor } = feed

  const chats = computed(() => (floor.value ? chatRows(floor.value, view.value, now.value) : []))
  const look = (change: Partial<FloorView>): void => {
    view.value = { ...view.value, ...change }
  }

  // A question about a chat that is over goes away by itself.
  const stopAsking = effect(() => {
    const open = dialog.value
    if (open && floor.value && !floor.value.chats.has(open.chatId)) dialog.value = undefined
  })

  const stopTidying = effect(() => {
    const open = floor.value?.chats
    if (open && Object.keys(drafts.texts.peek()).length > 0) drafts.keepOnly(new Set(open.keys()))
  })

  return {
    ...{ feed, view, chats, cursor, moves, watch, dialog, whisperAsked, look },
    figures: figures.figures,
    agents: computed(() => (floor.value ? agentRows(floor.value, view.value) : [])),
    lines: computed(() => (floor.value ? lineRows(floor.value) : [])),
    sums: computed(() => floor.value && floorSums(floor.value, now.value)),
    deeds: createFloorDeeds(api, notices),
    whispers: createWhispers(api, newKey, notices, drafts),
    lookAtAll() {
      const { chatSort, agentSort, wall, period, withinS } = view.value
      view.value = { ...wholeFloor, chatSort, agentSort, wall, period, withinS }
    },
    moveCursor(steps) {
      const keys = chats.value.map(({ chat }) => chat.chatId)
      batch(() => {
        cursor.value = keyAfter(keys, cursor.value ?? watch.value?.chatId, steps)
        moves.value += 1
      })
    },
    turnTo(chatId) {
      if (chatId === watch.value?.chatId) return
      watch.value?.stop()
      whisperAsked.value = false
      watch.value = chatId === undefined ? undefined : watchChat({ api, chatId, clock, chance, notices })
      if (chatId !== undefined) cursor.value = chatId
    },
    retryNow() {
      feed.retryNow()
      watch.value?.retryNow()
    },
    stop() {
      stopAsking()
      stopTidying()
      watch.value?.stop()
      figures.stop()
      feed.stop()
    },
  }
}
