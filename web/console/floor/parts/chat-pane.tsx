import { useLayoutEffect, useRef } from 'preact/hooks'
import { useVirtualList } from '../../parts/use-virtual-list.js'
import { chatKinds, chatSorts, isFiltered } from '../state/floor-view.js'
import type { ChatRow } from '../state/floor-rows.js'
import type { Room } from '../state/room.js'
import { floorTexts as texts } from '../texts/texts.js'
import { ChatLine } from './chat-line.js'
import { Choose } from './choose.js'
import { FilterChips } from './filter-chips.js'

const rowPx = 58
const wholeMax = 60
const keyOf = ({ chat }: ChatRow): string => chat.chatId

/** The open chats, those that need somebody first. */
export function ChatPane({ room }: { room: Room }) {
  const words = texts.chats
  const box = useRef<HTMLDivElement>(null)
  const rows = room.chats.value
  const { view, cursor, moves } = room
  const rowAtKeys = () => box.current?.querySelector<HTMLElement>('.chat-line-at')
  // Whether the row the keys are at is to have the focus as soon as it is drawn.
  const isOwed = useRef(false)
  const list = useVirtualList({
    ...{ items: rows, keyOf, estimatePx: () => rowPx, box, wholeMax },
  })
  useLayoutEffect(() => {
    const place = rows.findIndex(({ chat }) => chat.chatId === cursor.value)
    if (place !== -1) list.reveal(place)
    // Where a chat is watched, that one takes the focus.
    if (moves.value === 0 || room.watch.peek()) return
    // Before the next key: Enter opens the row the keys are at, whatever had the focus; on the box it is the floor's.
    const row = rowAtKeys()
    isOwed.current = !row
    ;(row ?? box.current)?.focus({ preventScroll: true })
    // Only where the keys are makes it scroll, not what happens to the list meanwhile.
  }, [cursor.value, moves.value])
  useLayoutEffect(() => {
    const row = isOwed.current ? rowAtKeys() : undefined
    if (!row) return
    isOwed.current = false
    if (document.activeElement === box.current) row.focus({ preventScroll: true })
  })
  return (
    <section class="floor-chats" aria-labelledby="floor-chats-title">
      <header class="floor-head">
        <h2 id="floor-chats-title">
          {words.title} <span class="floor-count">{rows.length}</span>
        </h2>
        <Choose
          label={words.which}
          value={view.value.only ?? ''}
          options={[
            { value: '', name: words.all },
            ...chatKinds.map((kind) => ({ value: kind, name: words.kinds[kind] })),
          ]}
          onChoose={(value) => room.look({ only: chatKinds.find((kind) => kind === value) })}
        />
        <Choose
          label={words.sort}
          value={view.value.chatSort}
          options={chatSorts.map((sort) => ({ value: sort, name: words.sorts[sort] }))}
          onChoose={(value) => room.look({ chatSort: chatSorts.find((sort) => sort === value) ?? 'urgency' })}
        />
      </header>
      <FilterChips room={room} />
      <div class="floor-scroll" ref={box} tabIndex={-1}>
        {rows.length === 0 && <NoChats room={room} />}
        <div role="list" aria-labelledby="floor-chats-title" {...list.attributes}>
          {list.rows.map((row) => (
            <div
              key={row.key}
              role="listitem"
              aria-setsize={rows.length}
              aria-posinset={row.index + 1}
              {...row.attributes}
            >
              <ChatLine room={room} row={row.item} />
            </div>
          ))}
        </div>
      </div>
      <p class="unseen" role="status">
        {isFiltered(view.value) ? words.count(rows.length) : ''}
      </p>
    </section>
  )
}

function NoChats({ room }: { room: Room }) {
  const words = texts.chats
  if (!isFiltered(room.view.value)) {
    return (
      <div class="floor-none">
        <h3>{words.none}</h3>
        <p>{words.noneMore}</p>
      </div>
    )
  }
  return (
    <div class="floor-none">
      <h3>{words.nothing}</h3>
      <p>{words.nothingMore}</p>
      <button type="button" class="button" onClick={() => room.lookAtAll()}>
        {words.showAll}
      </button>
    </div>
  )
}
