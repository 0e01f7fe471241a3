import { useRef } from 'preact/hooks'
import type { FloorQueue } from '../../../../src/agent-api/supervision/floor-messages.js'
import { Icon } from '../../parts/icon.js'
import { Since } from '../../parts/now.js'
import { useVirtualList } from '../../parts/use-virtual-list.js'
import { lineKey } from '../state/floor.js'
import type { Figures, LineFigures } from '../state/floor-figures.js'
import type { Room } from '../state/room.js'
import { stopWatch } from '../state/stop-watch.js'
import { floorTexts as texts } from '../texts/texts.js'

const rowPx = 50
const wholeMax = 60

/** What waits where, and who could take it. There may be hundreds of skills, so it is a window as the other lists are. */
export function LineList({ room }: { room: Room }) {
  const words = texts.lines
  const box = useRef<HTMLDivElement>(null)
  const lines = room.lines.value
  const figures = room.figures.value
  const list = useVirtualList({ items: lines, keyOf: lineKey, estimatePx: () => rowPx, box, wholeMax })
  return (
    <section class="lines" aria-labelledby="lines-title">
      <div class="lines-scroll" ref={box} tabIndex={-1}>
        <div role="table" aria-labelledby="lines-title" aria-rowcount={lines.length + 1}>
          <div role="row" aria-rowindex={1} class="lines-row lines-head">
            <span role="columnheader">
              <h2 id="lines-title">{words.title}</h2>
            </span>
            <span role="columnheader">{words.waiting}</span>
            <span role="columnheader">{words.longest}</span>
            <span role="columnheader" title={words.freeLong}>
              {words.free}
            </span>
            <span role="columnheader" class="lines-lately" title={words.latelyLong(withinOf(room, figures))}>
              {texts.figures.periods[figures?.period ?? room.view.value.period]}
            </span>
          </div>
          <div role="rowgroup" {...list.attributes}>
            {list.rows.map((row) => (
              <div key={row.key} {...row.attributes}>
                <Line room={room} line={row.item} index={row.index} figures={figures?.lines.get(row.key)} />
              </div>
            ))}
          </div>
        </div>
        {lines.length === 0 && <p class="list-none">{words.none}</p>}
      </div>
    </section>
  )
}

const withinOf = (room: Room, figures: Figures | undefined): number =>
  figures?.whole.chats.serviceLevel.withinS ?? room.view.value.withinS

interface LineProps {
  room: Room
  line: FloorQueue
  index: number
  figures: LineFigures | undefined
}

function Line({ room, line, index, figures }: LineProps) {
  const words = texts.lines
  const key = lineKey(line)
  const chosen = room.view.value.line === key
  const waiting = line.waiting + line.offered
  return (
    <div role="row" aria-rowindex={index + 2} class={chosen ? 'lines-row line-chosen' : 'lines-row'}>
      <span role="rowheader" class="line-head">
        <button
          type="button"
          class="line-name"
          aria-pressed={chosen}
          title={words.only(line.name)}
          onClick={() => room.look({ line: chosen ? undefined : key })}
        >
          <span class="clip">
            <bdi>{line.name}</bdi>
          </span>
          <span class="line-kind">
            {words.kind(line.kind)}
            {!line.available && (
              <span class="line-closed" title={words.closed}>
                <Icon name="block" />
                <span class="unseen">{words.closed}</span>
              </span>
            )}
          </span>
        </button>
      </span>
      <span role="cell" class={waiting > 0 ? 'line-number line-loud' : 'line-number'}>
        {waiting}
      </span>
      <span role="cell" class="line-number">
        {line.longestWaitSince === undefined ? '–' : <Since at={line.longestWaitSince} words={stopWatch} />}
      </span>
      <span role="cell" class={waiting > 0 && line.free === 0 ? 'line-number line-short' : 'line-number'}>
        <span aria-hidden="true">{words.freeOf(line.free, line.online)}</span>
        <span class="unseen">{words.said(line.free, line.online)}</span>
      </span>
      <span role="cell" class="line-number lines-lately">
        <Lately figures={figures} />
      </span>
    </div>
  )
}

/** How a line did: the share that was answered in time, and how many were answered and lost. */
function Lately({ figures }: { figures: LineFigures | undefined }) {
  if (figures === undefined) return <>–</>
  const { share } = figures.serviceLevel
  const lost = figures.missed + figures.abandoned
  if (share === undefined && figures.accepted + lost === 0) return <>–</>
  return (
    <>
      {share === undefined ? '–' : texts.figures.share(share)}
      <small>{texts.lines.taken(figures.accepted, lost)}</small>
    </>
  )
}
