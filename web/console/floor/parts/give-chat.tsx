import { useSignal } from '@preact/signals'
import type { FloorChat } from '../../../../src/agent-api/supervision/floor-messages.js'
import { Combo } from '../../parts/combo.js'
import { DeedForm, TextField } from '../../parts/deed-form.js'
import { Dialog } from '../../parts/dialog.js'
import { Target } from '../../parts/hand-over.js'
import { useDeed } from '../../parts/use-deed.js'
import { handoverOptions, type HandoverOption } from '../../state/handover-options.js'
import { noteTextMax } from '../../state/limits.js'
import { texts as consoleTexts } from '../../texts/texts.js'
import { colleaguesOn } from '../state/colleagues-on.js'
import type { Room } from '../state/room.js'
import { floorTexts as texts } from '../texts/texts.js'

export interface GiveChatProps {
  room: Room
  chat: FloorChat
  onClose: () => void
}

/** Who is to have a chat: first who, then a word to them. */
export function GiveChat({ room, chat, onClose }: GiveChatProps) {
  const chosen = useSignal<HandoverOption | undefined>(undefined)
  if (chosen.value === undefined)
    return <WhoIsToHaveIt {...{ room, chat, onClose }} onChoose={(option) => (chosen.value = option)} />
  return <AWordToThem {...{ room, chat, onClose }} option={chosen.value} onBack={() => (chosen.value = undefined)} />
}

function WhoIsToHaveIt({
  room,
  chat,
  onClose,
  onChoose,
}: GiveChatProps & { onChoose: (option: HandoverOption) => void }) {
  const query = useSignal('')
  const floor = room.feed.floor.value
  const present = [...(chat.agent ? [chat.agent] : []), ...(chat.colleagues ?? [])].map(({ id }) => ({ agentId: id }))
  const options = floor ? handoverOptions(colleaguesOn(floor), 'transfer', query.value, present) : []
  return (
    <Dialog title={texts.give.title(chat.visitorName)} takesFocus onClose={onClose}>
      <Combo
        label={texts.give.search}
        placeholder={texts.give.placeholder}
        query={query.value}
        onQuery={(text) => (query.value = text)}
        options={options.map((option) => ({
          ...option,
          group: consoleTexts.handOver.kind(option.target.type),
          disabled: !option.available,
        }))}
        onChoose={onChoose}
        draw={(option) => <Target option={option} />}
        empty={texts.give.nobody}
      />
    </Dialog>
  )
}

function AWordToThem({
  room,
  chat,
  onClose,
  option,
  onBack,
}: GiveChatProps & { option: HandoverOption; onBack: () => void }) {
  const note = useSignal('')
  const deed = useDeed('transfer', onClose)
  const words = consoleTexts.handOver
  const { type } = option.target
  return (
    <DeedForm
      title={texts.give.title(chat.visitorName)}
      confirm={deed.running ? words.asking : texts.give.confirm}
      deed={deed}
      onSubmit={() => deed.run(() => room.deeds.give(chat.chatId, option.target, note.value))}
      onClose={onClose}
    >
      <div class="chosen">
        <Target option={option} />
        <button type="button" class="button button-small" onClick={onBack}>
          {words.change}
        </button>
      </div>
      <TextField
        label={words.note(type)}
        value={note.value}
        onInput={(text) => (note.value = text)}
        maxLength={noteTextMax}
        lines
        focus
      />
      <p>{type === 'agent' ? texts.give.what(option.name) : texts.give.whatLine(option.name)}</p>
    </DeedForm>
  )
}
