import { useRef } from 'preact/hooks'
import type { FloorAgent } from '../../../../src/agent-api/supervision/floor-messages.js'
import { Avatar } from '../../parts/avatar.js'
import { Icon } from '../../parts/icon.js'
import { Since } from '../../parts/now.js'
import { useVirtualList } from '../../parts/use-virtual-list.js'
import { agentSorts, statuses } from '../state/floor-view.js'
import type { Room } from '../state/room.js'
import { floorTexts as texts } from '../texts/texts.js'
import { Choose } from './choose.js'

const rowPx = 52
const wholeMax = 60

/** Who is there, how they stand, and how much of their places is taken. */
export function AgentList({ room }: { room: Room }) {
  const words = texts.agents
  const box = useRef<HTMLDivElement>(null)
  const agents = room.agents.value
  const { agentSort, status } = room.view.value
  const list = useVirtualList({ items: agents, keyOf: ({ id }) => id, estimatePx: () => rowPx, box, wholeMax })
  return (
    <section class="agents" aria-labelledby="agents-title">
      <header class="floor-head">
        <h2 id="agents-title">
          {words.title} <span class="floor-count">{agents.length}</span>
        </h2>
        <Choose
          label={words.status}
          value={status ?? ''}
          options={[
            { value: '', name: words.anyStatus },
            ...statuses.map((known) => ({ value: known, name: words.statusName(known) })),
          ]}
          onChoose={(value) => room.look({ status: statuses.find((known) => known === value) })}
        />
        <Choose
          label={words.sort}
          value={agentSort}
          options={agentSorts.map((sort) => ({ value: sort, name: words.sorts[sort] }))}
          onChoose={(value) => room.look({ agentSort: agentSorts.find((sort) => sort === value) ?? agentSort })}
        />
      </header>
      <div class="floor-scroll" ref={box} tabIndex={-1}>
        {agents.length === 0 && <p class="list-none">{words.none}</p>}
        <div role="list" aria-labelledby="agents-title" {...list.attributes}>
          {list.rows.map((row) => (
            <div
              key={row.key}
              role="listitem"
              aria-setsize={agents.length}
              aria-posinset={row.index + 1}
              {...row.attributes}
            >
              <AgentRow room={room} agent={row.item} />
            </div>
          ))}
        </div>
      </div>
    </section>
  )
}

function AgentRow({ room, agent }: { room: Room; agent: FloorAgent }) {
  const words = texts.agents
  const chosen = room.view.value.agentId === agent.id
  return (
    <div class={`agent-row${chosen ? ' agent-chosen' : ''}${agent.status === 'offline' ? ' agent-offline' : ''}`}>
      <button
        type="button"
        class="agent-button"
        aria-pressed={chosen}
        title={agent.skills.length > 0 ? words.skills(agent.skills.map(({ name }) => name)) : undefined}
        onClick={() => room.look({ agentId: chosen ? undefined : agent.id })}
      >
        <Avatar name={agent.name} />
        <span class="agent-words">
          <span class="agent-name clip">
            <bdi>{agent.name}</bdi>
          </span>
          <span class="agent-status clip">
            <i class={`dot dot-${agent.status}`} aria-hidden="true" />
            <bdi>{agent.statusName ?? words.statusName(agent.status)}</bdi>
            {agent.since !== undefined && (
              <>
                {' '}
                <Since at={agent.since} words={words.since} />
              </>
            )}
          </span>
        </span>
        {agent.flagged && (
          <span class="agent-flag" title={words.flagged}>
            <Icon name="flag" />
            <span class="unseen">{words.flagged}</span>
          </span>
        )}
        <Load load={agent.load} capacity={agent.capacity} />
      </button>
      {chosen && (
        <Choose
          label={words.set(agent.name)}
          value={agent.status}
          options={statuses.map((known) => ({ value: known, name: words.statusName(known) }))}
          onChoose={(value, undo) => {
            const wanted = statuses.find((known) => known === value)
            if (wanted) void room.deeds.setStatus(agent.id, wanted).then((isDone) => isDone || undo())
          }}
        />
      )}
    </div>
  )
}

/** How many of an agent's places are taken: as many marks as places, up to a number that can be seen at a glance. */
function Load({ load, capacity }: { load: number; capacity: number }) {
  const full = load >= capacity && capacity > 0
  return (
    <span class={full ? 'load load-full' : 'load'} title={texts.agents.loadLong(load, capacity)}>
      <svg viewBox="0 0 48 6" aria-hidden="true" preserveAspectRatio="none">
        <rect class="load-all" width="48" height="6" rx="3" />
        {load > 0 && (
          <rect
            class="load-taken"
            width={capacity === 0 ? 48 : Math.min(48, (48 * load) / capacity)}
            height="6"
            rx="3"
          />
        )}
      </svg>
      <span class="load-words">{texts.agents.load(load, capacity)}</span>
    </span>
  )
}
