import type { Room } from '../state/room.js'
import { answerTargets, periods } from '../state/floor-view.js'
import { floorTexts as texts } from '../texts/texts.js'
import { Choose } from './choose.js'
import { SeriesChart } from './series-chart.js'

/** How many asked lately, how many were answered, and how many were not. */
export function RequestChart({ room }: { room: Room }) {
  const figures = room.figures.value
  if (!figures) return null
  const { chats, series } = figures.whole
  const words = texts.charts
  return (
    <SeriesChart
      name="requests"
      title={words.requests}
      summary={words.requestsNow(chats.requested, chats.accepted, chats.abandoned + chats.missed)}
      moments={series.map(({ from }) => Date.parse(from) / 1000)}
      series={[
        { key: 'requested', name: words.requested, values: series.map((slot) => slot.chats.requested) },
        // Drawn over it, one on top of the other: what is left of the first is still open.
        {
          key: 'lost',
          name: words.lost,
          values: series.map(({ chats: of }) => of.accepted + of.abandoned + of.missed),
        },
        { key: 'accepted', name: words.accepted, values: series.map((slot) => slot.chats.accepted) },
      ]}
    />
  )
}

/** How many were answered in time, over the time; what is in time, and which time, is chosen here. */
export function ServiceChart({ room }: { room: Room }) {
  const figures = room.figures.value
  if (!figures) return null
  const { chats, series } = figures.whole
  const { inTime, answered, lost } = chats.serviceLevel
  const { period, withinS } = room.view.value
  const words = texts.figures
  return (
    <SeriesChart
      name="service"
      title={words.serviceLevel}
      summary={words.serviceNow(inTime, answered + lost, lost)}
      most={100}
      choices={
        <>
          <Choose
            label={words.withinLong}
            value={`${withinS}`}
            options={answerTargets.map((seconds) => ({ value: `${seconds}`, name: words.withinShort(seconds) }))}
            onChoose={(value) =>
              room.look({ withinS: answerTargets.find((seconds) => `${seconds}` === value) ?? withinS })
            }
          />
          <Choose
            label={words.periodLong}
            value={period}
            options={periods.map((known) => ({ value: known, name: words.periods[known] }))}
            onChoose={(value) => room.look({ period: periods.find((known) => known === value) ?? period })}
          />
        </>
      }
      moments={series.map(({ from }) => Date.parse(from) / 1000)}
      series={[
        {
          key: 'service',
          name: words.serviceLevel,
          values: series.map(({ chats: of }) =>
            of.serviceLevel.share === undefined ? null : of.serviceLevel.share * 100,
          ),
        },
      ]}
    />
  )
}

/** How long visitors waited for an agent lately. */
export function AnswerChart({ room }: { room: Room }) {
  const figures = room.figures.value
  if (!figures) return null
  const { chats, series } = figures.whole
  const words = texts.charts
  return (
    <SeriesChart
      name="answer"
      title={words.answer}
      summary={words.answerNow(chats.timeToAnswer.meanS, chats.timeToAnswer.p90S)}
      moments={series.map(({ from }) => Date.parse(from) / 1000)}
      series={[
        { key: 'answer', name: words.mean, values: series.map((slot) => slot.chats.timeToAnswer.meanS ?? null) },
      ]}
    />
  )
}
