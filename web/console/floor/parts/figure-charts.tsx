import type { Room } from '../state/room.js'
import { floorTexts as texts } from '../texts/texts.js'
import { SeriesChart } from './series-chart.js'

/** How many asked in the last 24 hours, how many were answered, and how many were not. */
export function RequestChart({ room }: { room: Room }) {
  const figures = room.figures.value
  if (!figures) return null
  const { chats, series } = figures.whole
  const words = texts.charts
  return (
    <SeriesChart
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

/** How long visitors waited for an agent in the last 24 hours. */
export function AnswerChart({ room }: { room: Room }) {
  const figures = room.figures.value
  if (!figures) return null
  const { chats, series } = figures.whole
  const words = texts.charts
  return (
    <SeriesChart
      title={words.answer}
      summary={words.answerNow(chats.timeToAnswer.meanS, chats.timeToAnswer.p90S)}
      moments={series.map(({ from }) => Date.parse(from) / 1000)}
      series={[
        { key: 'answer', name: words.mean, values: series.map((slot) => slot.chats.timeToAnswer.meanS ?? null) },
      ]}
    />
  )
}
