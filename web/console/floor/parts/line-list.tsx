import type { FloorQueue } from '../../../../src/agent-api/supervision/floor-messages.js'
import { Icon } from '../../parts/icon.js'
import { Since } from '../../parts/now.js'
import { lineKey } from '../state/floor.js'
import type { LineFigures } from '../state/floor-figures.js'
import type { Room } from '../state/room.js'
import { stopWatch } from '../state/stop-watch.js'
import { floorTexts as texts } from '../texts/texts.js'

/** What waits where, and who could take it. */
export function LineList({ room }: { room: Room }) {
  const words = texts.lines
  const lines = room.lines.value
  return (
    <section class="lines" aria-labelledby="lines-title">
      <table>
        <caption class="unseen">{words.title}</caption>
        <thead>
          <tr>
            <th scope="col" id="lines-title">
              {words.title}
            </th>
            <th scope="col">{words.waiting}</th>
            <th scope="col">{words.longest}</th>
            <th scope="col" title={words.freeLong}>
              {words.free}
            </th>
            <th scope="col" class="lines-today" title={words.todayLong}>
              {words.today}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={lineKey(line)} room={room} line={line} figures={room.figures.value?.lines.get(lineKey(line))} />
          ))}
        </tbody>
      </table>
      {lines.length === 0 && <p class="list-none">{words.none}</p>}
    </section>
  )
}

function Line({ room, line, figures }: { room: Room; line: FloorQueue; figures: LineFigures | undefined }) {
  const words = texts.lines
  const key = lineKey(line)
  const chosen = room.view.value.line === key
  const waiting = line.waiting + line.offered
  return (
    <tr class={chosen ? 'line-chosen' : ''}>
      <th scope="row">
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
      </th>
      <td class={waiting > 0 ? 'line-number line-loud' : 'line-number'}>{waiting}</td>
      <td class="line-number">
        {line.longestWaitSince === undefined ? '–' : <Since at={line.longestWaitSince} words={stopWatch} />}
      </td>
      <td class={waiting > 0 && line.free === 0 ? 'line-number line-short' : 'line-number'}>
        <span aria-hidden="true">{words.freeOf(line.free, line.online)}</span>
        <span class="unseen">{words.said(line.free, line.online)}</span>
      </td>
      <td class="line-number lines-today">
        {figures === undefined ? '–' : figures.accepted}
        {figures !== undefined && figures.missed + figures.abandoned > 0 && (
          <small>{words.missed(figures.missed + figures.abandoned)}</small>
        )}
      </td>
    </tr>
  )
}
