import { isCovered, isWriting } from '../../browser/keyboard.js'
import type { Desk } from '../../state/desk.js'
import { floorCommandOf } from '../state/floor-keys.js'
import { isFiltered } from '../state/floor-view.js'
import type { Room } from '../state/room.js'
import { goToChat } from './floor-address.js'
import { showWall } from './wall.js'

/** The id of the field that searches the floor. */
export const searchId = 'floor-search'

/** Listens for the floor's own keys. Returns how to stop. */
export function followFloorKeys(room: Room, desk: Desk): () => void {
  const onKey = (event: KeyboardEvent): void => {
    // A dialog and a menu have the keyboard for themselves.
    if (desk.dialog.peek() !== undefined || room.dialog.peek() !== undefined) return
    if (isCovered()) return
    const { target } = event
    const inTextField = target instanceof HTMLElement && isWriting(target)
    const onControl = target instanceof HTMLElement && target.closest('a, button, input') !== null
    const { code, key, altKey, ctrlKey, metaKey } = event
    const altGraph = event.getModifierState('AltGraph')
    const command = floorCommandOf({ ...{ code, key, altKey, ctrlKey, metaKey, altGraph }, inTextField }, onControl)
    if (command === undefined || event.isComposing) return
    // The arrows scroll what has the focus, unless the list of chats is what one is in.
    if (key.startsWith('Arrow') && !(target instanceof HTMLElement && target.closest('.floor-chats'))) return
    event.preventDefault()
    switch (command) {
      case 'next':
        return move(room, 1)
      case 'previous':
        return move(room, -1)
      case 'open':
        return goToChat(room.cursor.value)
      case 'whisper':
        goToChat(room.watch.value?.chatId ?? room.cursor.value)
        room.whisperAsked.value = true
        return
      case 'search':
        return document.getElementById(searchId)?.focus()
      case 'wall':
        return showWall(room, !room.view.value.wall)
      case 'back':
        return stepBack(room, inTextField ? target : undefined)
    }
  }
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}

function move(room: Room, steps: 1 | -1): void {
  room.moveCursor(steps)
  // Where a chat is watched already, the keys lead from one to the next.
  if (room.watch.value && room.cursor.value !== undefined) goToChat(room.cursor.value)
}

/** One thing at a time: out of a field, off the wall, away from the chat, then back to the whole floor. */
function stepBack(room: Room, field: HTMLElement | undefined): void {
  if (field) return field.blur()
  if (room.view.value.wall) return showWall(room, false)
  if (room.watch.value) return goToChat(undefined)
  if (isFiltered(room.view.value)) room.lookAtAll()
}
