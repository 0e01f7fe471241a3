import { effect, untracked } from '@preact/signals'
import { goTo, path } from '../../browser/path.js'
import { isWithin, plainPart } from '../../state/place.js'
import { searchOf, viewOf } from '../state/floor-view.js'
import type { Room } from '../state/room.js'

/** Where the floor begins. */
export const floorPath = '/console/floor'
const place = { id: 'floor', path: floorPath } as const

/** The address of a chat that is watched; of the floor without one. What is filtered stays. */
export const addressOf = (chatId: string | undefined): string =>
  (chatId === undefined ? floorPath : `${floorPath}/chats/${encodeURIComponent(chatId)}`) + location.search

/** The chat in an address, if one is. */
export function chatIn(pathname: string): string | undefined {
  const chatId = /^\/console\/floor\/chats\/([^/]{1,64})\/?$/.exec(pathname)?.[1]
  return chatId === undefined ? undefined : plainPart(chatId)
}

/** Watches a chat, or stops to: the address leads. */
export const goToChat = (chatId: string | undefined): void => {
  if (chatIn(location.pathname) !== chatId) goTo(addressOf(chatId))
}

/** Keeps the room and the address in step. Returns how to stop. */
export function followFloorAddress(room: Room): () => void {
  const stopTurning = effect(() => {
    if (!isWithin(place, path.value)) return
    const chatId = chatIn(path.value)
    untracked(() => room.turnTo(chatId))
  })
  const stopWriting = effect(() => {
    const search = searchOf(room.view.value)
    if (!isWithin(place, location.pathname) || search === location.search) return
    // Each key of a search is no step to take back.
    history.replaceState(null, '', location.pathname + search)
  })
  const read = (): void => {
    if (isWithin(place, location.pathname)) room.look(viewOf(location.search))
  }
  addEventListener('popstate', read)
  return () => {
    stopTurning()
    stopWriting()
    removeEventListener('popstate', read)
  }
}
