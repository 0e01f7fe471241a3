import { Icon } from '../../parts/icon.js'
import type { FloorView } from '../state/floor-view.js'
import type { Room } from '../state/room.js'
import { floorTexts as texts } from '../texts/texts.js'

/** What is left out just now, each with the way to take it back. What the fields beside show is not said again. */
export function FilterChips({ room }: { room: Room }) {
  const { line, agentId, text } = room.view.value
  const floor = room.feed.floor.value
  const chips: { name: string; without: Partial<FloorView> }[] = []
  if (line !== undefined) chips.push({ name: floor?.lines.get(line)?.name ?? line, without: { line: undefined } })
  if (agentId !== undefined) {
    chips.push({ name: floor?.agents.get(agentId)?.name ?? agentId, without: { agentId: undefined } })
  }
  if (text.trim() !== '') chips.push({ name: texts.chats.quoted(text.trim()), without: { text: '' } })
  if (chips.length === 0) return null
  return (
    <ul class="chips" aria-label={texts.chats.filters}>
      {chips.map(({ name, without }) => (
        // A line and an agent may have the same name.
        <li key={Object.keys(without).join()}>
          <button type="button" class="chip" aria-label={texts.chats.without(name)} onClick={() => room.look(without)}>
            <bdi class="clip">{name}</bdi>
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  )
}
