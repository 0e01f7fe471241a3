import { DeedForm } from '../../parts/deed-form.js'
import { useDeed } from '../../parts/use-deed.js'
import type { Room } from '../state/room.js'
import { floorTexts as texts } from '../texts/texts.js'
import { GiveChat } from './give-chat.js'

/** What lies over the floor. */
export function FloorDialogs({ room }: { room: Room }) {
  const open = room.dialog.value
  const chat = open && room.feed.floor.value?.chats.get(open.chatId)
  if (!open || !chat) return null
  const close = (): void => {
    room.dialog.value = undefined
  }
  return open.what === 'give' ? (
    <GiveChat room={room} chat={chat} onClose={close} />
  ) : (
    <EndOther room={room} chatId={chat.chatId} visitorName={chat.visitorName} onClose={close} />
  )
}

interface EndOtherProps {
  room: Room
  chatId: string
  visitorName: string
  onClose: () => void
}

function EndOther({ room, chatId, visitorName, onClose }: EndOtherProps) {
  const deed = useDeed('end', onClose)
  return (
    <DeedForm
      title={texts.end.title(visitorName)}
      confirm={texts.end.confirm}
      danger
      deed={deed}
      onSubmit={() => deed.run(() => room.deeds.end(chatId))}
      onClose={onClose}
    >
      <p>{texts.end.text}</p>
    </DeedForm>
  )
}
