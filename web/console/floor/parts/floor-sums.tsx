import type { ComponentChildren } from 'preact'
import { Icon } from '../../parts/icon.js'
import { Since } from '../../parts/now.js'
import type { Room } from '../state/room.js'
import { stopWatch } from '../state/stop-watch.js'
import { floorTexts as texts } from '../texts/texts.js'
import { AnswerChart, RequestChart, ServiceChart } from './figure-charts.js'

/** The floor in a few large numbers, and how the day went. */
export function FloorSums({ room }: { room: Room }) {
  const sums = room.sums.value
  if (!sums) return null
  const words = texts.sums
  const needHelp = sums.flagged + sums.critical
  return (
    <section class="floor-sums" aria-label={words.region}>
      <dl class="sums">
        <Sum name={words.waiting} more={words.waitingMore(sums.offered)} loud={sums.waiting > 0}>
          {sums.waiting}
        </Sum>
        <Sum name={words.longest} more={sums.longestWaitSince === undefined ? words.nobody : ''} loud={false}>
          {sums.longestWaitSince === undefined ? '–' : <Since at={sums.longestWaitSince} words={stopWatch} />}
        </Sum>
        <InTime room={room} />
        <Sum name={words.running} more={words.runningMore(sums.running + sums.waiting + sums.offered)} loud={false}>
          {sums.running}
        </Sum>
        <Sum name={words.agents} more={words.agentsMore(sums.away, sums.free)} loud={false}>
          {sums.online}
        </Sum>
        <Sum name={words.help} more={words.helpMore(sums.critical)} loud={needHelp > 0} urgent={needHelp > 0}>
          {needHelp}
        </Sum>
      </dl>
      <ServiceChart room={room} />
      <RequestChart room={room} />
      <AnswerChart room={room} />
    </section>
  )
}

/** The share of visitors who were answered in time. */
function InTime({ room }: { room: Room }) {
  const level = room.figures.value?.whole.chats.serviceLevel
  const words = texts.figures
  return (
    <Sum name={words.inTime} more={level === undefined ? '' : words.within(level.withinS)} loud={false}>
      {level?.share === undefined ? '–' : words.share(level.share)}
    </Sum>
  )
}

interface SumProps {
  name: string
  more: string
  loud: boolean
  urgent?: boolean
  children: ComponentChildren
}

function Sum({ name, more, loud, urgent = false, children }: SumProps) {
  return (
    <div class={`sum${loud ? ' sum-loud' : ''}${urgent ? ' sum-urgent' : ''}`}>
      <dt>
        {urgent && <Icon name="flag" />}
        {name}
      </dt>
      <dd class="sum-number">{children}</dd>
      <dd class="sum-more">{more}</dd>
    </div>
  )
}
