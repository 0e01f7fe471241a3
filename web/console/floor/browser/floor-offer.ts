import type { PlaceOffer } from '../../state/place-offer.js'
import type { Room } from '../state/room.js'
import { floorTexts as texts } from '../texts/texts.js'
import { showWall } from './wall.js'

/** What the floor adds to the lists of keys and of all there is to do. */
export const floorOffer = (room: Room): PlaceOffer => ({
  place: 'floor',
  keys: [
    { keys: ['J', 'K'], does: () => texts.keys.move },
    { keys: ['Enter'], does: () => texts.keys.open },
    { keys: ['W'], does: () => texts.keys.whisper },
    { keys: ['/'], does: () => texts.keys.search },
    { keys: ['F'], does: () => texts.keys.wall },
    { keys: ['Esc'], does: () => texts.keys.back },
  ],
  deeds: [
    { key: 'help', name: () => texts.deeds.help, run: () => room.look({ only: 'flagged' }) },
    { key: 'waiting', name: () => texts.deeds.waiting, run: () => room.look({ only: 'waiting' }) },
    { key: 'all', name: () => texts.deeds.all, run: () => room.lookAtAll() },
    { key: 'wall', name: () => texts.deeds.wall, keys: 'F', run: () => showWall(room, !room.view.peek().wall) },
  ],
})
