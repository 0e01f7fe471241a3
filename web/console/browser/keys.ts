import type { App } from '../state/app.js'
import type { Desk } from '../state/desk.js'
import { isDesk } from '../state/place.js'
import { commandOf, type Command } from '../state/shortcuts.js'
import { path } from './path.js'

/** Listens for the page's own keys while an agent is logged in. */
export function followKeys(app: App): void {
  addEventListener('keydown', (event) => {
    const session = app.session.peek()
    // A dialog has the keyboard for itself.
    if (session.state !== 'signed-in' || session.desk.dialog.peek() !== undefined) return
    const command = commandOf({
      code: event.code,
      key: event.key,
      altKey: event.altKey,
      ctrlKey: event.ctrlKey,
      metaKey: event.metaKey,
      altGraph: event.getModifierState('AltGraph'),
      inTextField: isTextField(event.target),
    })
    if (!command) return
    event.preventDefault()
    // A key that is held down moves on, and does nothing else once more.
    if (!event.repeat || command.do === 'select-neighbour') obey(session.desk, command)
  })
}

function obey(desk: Desk, command: Command): void {
  switch (command.do) {
    case 'select': {
      const chatId = desk.entries.value[command.place]?.chat.chatId
      if (chatId !== undefined) desk.select(chatId)
      return
    }
    case 'select-neighbour':
      return desk.selectNeighbour(command.steps)
    case 'accept-oldest': {
      const offer = desk.snapshot.value.offers[0]
      if (offer) void desk.requests.accept(offer)
      return
    }
    case 'decline-oldest': {
      const offer = desk.snapshot.value.offers[0]
      if (offer) desk.decline(offer)
      return
    }
    case 'in-chat': {
      // Nobody sees the chat from another place.
      const entry = isDesk(path.peek()) ? desk.selectedEntry.value : undefined
      if (entry) desk.perform(entry.chat.chatId, entry.ended && command.action === 'end' ? 'close' : command.action)
      return
    }
    case 'status':
      return document.querySelector<HTMLElement>('#status')?.showPopover()
    case 'palette':
      desk.dialog.value = { what: 'palette' }
      return
    case 'help':
      desk.dialog.value = { what: 'help' }
  }
}

function isTextField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && target.type !== 'radio' && target.type !== 'checkbox')
  )
}
