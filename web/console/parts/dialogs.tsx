import type { Place, PlaceProps } from '../places.js'
import type { App } from '../state/app.js'
import { othersIn, type ChatQuestion } from '../state/chat-part.js'
import type { Desk } from '../state/desk.js'
import { texts } from '../texts/texts.js'
import { Confirm } from './dialog.js'
import { HandOver } from './hand-over.js'
import { Help } from './help.js'
import { Palette } from './palette.js'
import { BlockVisitor, DeclineOffer, RaiseFlag, SendEvent, type ChatQuestionProps } from './questions.js'

export interface DialogsProps extends PlaceProps {
  /** Where else one can go. */
  places: readonly Place[]
  /** Logs out, or asks first. */
  onLogOut: () => void
}

/** What lies over the page. */
export function Dialogs({ app, desk, preferences, details, places, onLogOut }: DialogsProps) {
  const open = desk.dialog.value
  const close = (): void => {
    desk.dialog.value = undefined
  }
  if (open === undefined) return null
  switch (open.what) {
    case 'help':
      return <Help onClose={close} />
    case 'log-out':
      return <LogOut app={app} desk={desk} onClose={close} />
    case 'palette':
      return <Palette {...{ desk, preferences, details, places, onLogOut }} onClose={close} />
    case 'decline': {
      const offer = desk.snapshot.value.offers.find(({ chatId }) => chatId === open.chatId)
      return offer ? <DeclineOffer desk={desk} offer={offer} onClose={close} /> : null
    }
    default: {
      const chat = desk.snapshot.value.chats.find(({ chatId }) => chatId === open.chatId)
      return chat ? <ChatQuestionDialog desk={desk} chat={chat} what={open.what} onClose={close} /> : null
    }
  }
}

function ChatQuestionDialog({ what, ...props }: ChatQuestionProps & { what: ChatQuestion }) {
  switch (what) {
    case 'transfer':
      return <HandOver {...props} type="transfer" />
    case 'invite':
      return <HandOver {...props} type="conference" />
    case 'raise-flag':
      return <RaiseFlag {...props} />
    case 'block':
      return <BlockVisitor {...props} />
    case 'send-event':
      return <SendEvent {...props} />
    case 'leave':
      return <LeaveChat {...props} />
    case 'end':
      return <EndChat {...props} />
  }
}

function EndChat({ desk, chat, onClose }: ChatQuestionProps) {
  const { chatId, visitorName } = chat
  const unsent = desk.outbox.unsent.value.some((other) => other.chatId === chatId)
  return (
    <Confirm
      title={texts.endChat.title(visitorName)}
      sentences={unsent ? [texts.endChat.text, texts.endChat.unsent] : [texts.endChat.text]}
      confirm={texts.endChat.confirm}
      onConfirm={() => void desk.endChat(chatId)}
      onClose={onClose}
    />
  )
}

function LeaveChat({ desk, chat, onClose }: ChatQuestionProps) {
  const { leave } = texts.handOver
  return (
    <Confirm
      title={leave.title(chat.visitorName)}
      sentences={[leave.text(othersIn(chat, desk.snapshot.value.agent.id))]}
      confirm={leave.confirm}
      onConfirm={() => void desk.deeds.leave(chat.chatId)}
      onClose={onClose}
    />
  )
}

function LogOut({ app, desk, onClose }: { app: App; desk: Desk; onClose: () => void }) {
  const chats = desk.snapshot.value.chats.length
  const unsent = desk.outbox.unsent.value.length
  return (
    <Confirm
      title={texts.logOut.title}
      sentences={[
        ...(chats > 0 ? [texts.logOut.chats(chats)] : []),
        ...(unsent > 0 ? [texts.logOut.unsent(unsent)] : []),
      ]}
      confirm={texts.logOut.confirm}
      onConfirm={() => void app.logOut()}
      onClose={onClose}
    />
  )
}
