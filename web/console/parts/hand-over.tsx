import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import type { HandoverType } from '../../../src/agent-api/handovers.js'
import type { Chat } from '../../../src/agent-api/chats.js'
import type { Desk } from '../state/desk.js'
import { handoverOptions, type HandoverOption } from '../state/handover-options.js'
import { noteTextMax } from '../state/limits.js'
import { texts } from '../texts/texts.js'
import { Avatar } from './avatar.js'
import { Combo } from './combo.js'
import { DeedForm, TextField } from './deed-form.js'
import { Dialog } from './dialog.js'
import { Icon } from './icon.js'
import { useDeed } from './use-deed.js'

export interface HandOverProps {
  desk: Desk
  chat: Chat
  type: HandoverType
  onClose: () => void
}

/** Who is to take the chat, or to talk along: first whom to ask, then a word to them. */
export function HandOver({ desk, chat, type, onClose }: HandOverProps) {
  const chosen = useSignal<HandoverOption | undefined>(undefined)
  // Before the next key: begun anew any later, the search would forget what was typed right after the dialog's key.
  useLayoutEffect(() => {
    desk.colleagues.open()
    return () => desk.colleagues.close()
  }, [])
  if (chosen.value === undefined)
    return <WhomToAsk {...{ desk, chat, type, onClose }} onChoose={(option) => (chosen.value = option)} />
  return (
    <AWordToThem {...{ desk, chat, type, onClose }} option={chosen.value} onBack={() => (chosen.value = undefined)} />
  )
}

function WhomToAsk({
  desk,
  chat,
  type,
  onClose,
  onChoose,
}: HandOverProps & { onChoose: (option: HandoverOption) => void }) {
  const { query, found, failed } = desk.colleagues
  const options = found.value ? handoverOptions(found.value, type, query.value, chat.agents) : []
  const words = texts.handOver
  return (
    <Dialog title={words.title(type, chat.visitorName)} takesFocus onClose={onClose}>
      <Combo
        label={words.search(type)}
        placeholder={words.placeholder(type)}
        query={query.value}
        onQuery={(text) => desk.colleagues.search(text)}
        options={options.map((option) => ({
          ...option,
          group: words.kind(option.target.type),
          disabled: !option.available,
        }))}
        onChoose={onChoose}
        draw={(option) => <Target option={option} />}
        empty={failed.value ? words.failed : found.value ? words.nobody : words.loading}
      />
    </Dialog>
  )
}

/** One of those a chat can go to, and how it stands there. */
export function Target({ option: { name, target, about } }: { option: HandoverOption }) {
  return (
    <>
      {target.type === 'agent' ? (
        <Avatar name={name} />
      ) : (
        <span class="option-icon">
          <Icon name={target.type === 'skill' ? 'skill' : target.type === 'queue' ? 'list' : 'door'} />
        </span>
      )}
      <span class="option-words">
        <bdi class="option-name">{name}</bdi>
        {about.what === 'agent' && about.skills.length > 0 && (
          <bdi class="option-about clip" dir="auto">
            {about.skills.join(', ')}
          </bdi>
        )}
      </span>
      <span class="option-state">
        {about.what === 'agent' && <i class={`dot dot-${about.status}`} aria-hidden="true" />}
        {about.what === 'agent'
          ? texts.handOver.colleague(about.status, about.free)
          : texts.handOver.line(about.online, about.waiting)}
      </span>
    </>
  )
}

function AWordToThem({
  desk,
  chat,
  type,
  onClose,
  option,
  onBack,
}: HandOverProps & { option: HandoverOption; onBack: () => void }) {
  const { chatId, visitorName } = chat
  const note = useSignal('')
  const deed = useDeed(type === 'transfer' ? 'transfer' : 'invite', onClose)
  const words = texts.handOver
  return (
    <DeedForm
      title={words.title(type, visitorName)}
      confirm={deed.running ? words.asking : words.confirm(type)}
      deed={deed}
      onSubmit={() =>
        deed.run(() =>
          type === 'transfer'
            ? desk.deeds.transfer(chatId, option.target, note.value)
            : desk.deeds.invite(chatId, option.target.id, note.value),
        )
      }
      onClose={onClose}
    >
      <div class="chosen">
        <Target option={option} />
        <button type="button" class="button button-small" onClick={onBack}>
          {words.change}
        </button>
      </div>
      <TextField
        label={words.note(option.target.type)}
        value={note.value}
        onInput={(text) => (note.value = text)}
        maxLength={noteTextMax}
        lines
        focus
      />
      <p>{words.what(type, option.target.type, visitorName)}</p>
    </DeedForm>
  )
}
