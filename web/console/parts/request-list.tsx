import { useContext, useRef } from 'preact/hooks'
import type { Offer } from '../../../src/agent-api/offers.js'
import type { Desk } from '../state/desk.js'
import { texts } from '../texts/texts.js'
import { Avatar } from './avatar.js'
import { Icon } from './icon.js'
import { NowContext, Since } from './now.js'
import { useFocusPlace } from './use-focus-place.js'

/** The visitors who wait for this agent. */
export function RequestList({ desk }: { desk: Desk }) {
  const { offers, presence } = desk.snapshot.value
  const heading = useRef<HTMLHeadingElement>(null)
  useFocusPlace(desk.focus, 'requests', heading)
  return (
    <section class="requests" aria-labelledby="requests-title" tabIndex={-1}>
      <div class="list-head">
        <h2 id="requests-title" ref={heading} tabIndex={-1}>
          {texts.requests.title}
        </h2>
        {offers.length > 0 && (
          <span class="badge" aria-label={texts.requests.count(offers.length)}>
            {offers.length}
          </span>
        )}
      </div>
      {offers.length === 0 ? (
        <p class="list-none">{texts.requests.none[presence.status]}</p>
      ) : (
        <ul class="request-list">
          {offers.map((offer) => (
            <RequestCard key={offer.chatId} desk={desk} offer={offer} />
          ))}
        </ul>
      )}
    </section>
  )
}

function RequestCard({ desk, offer }: { desk: Desk; offer: Offer }) {
  const pending = desk.requests.pending.value.get(offer.chatId)
  const { handover, by } = offer
  const note = handover?.note ?? offer.note
  const joins = handover?.type === 'conference'
  return (
    <li class="request">
      {by && (
        <p class="request-why">
          <Icon name="eye" />
          <bdi>{texts.handOver.wanted(by.name)}</bdi>
        </p>
      )}
      {handover && (
        <p class="request-why">
          <Icon name={joins ? 'invite' : 'handOver'} />
          <bdi>{texts.handOver.offered(handover)}</bdi>
        </p>
      )}
      <div class="request-who">
        {offer.expiresAt === undefined ? (
          <Avatar name={offer.visitorName} />
        ) : (
          <Countdown visitorName={offer.visitorName} expiresAt={offer.expiresAt} />
        )}
        <div class="request-words">
          <strong class="clip" dir="auto">
            {offer.visitorName}
          </strong>
          <span class="request-about">
            <span class="clip" dir="auto">
              {offer.buttonName}
            </span>
            <span aria-hidden="true">·</span>
            <span class="request-wait">
              <Since at={offer.waitingSince} words={handover ? texts.requests.asked : texts.requests.waiting} />
            </span>
          </span>
          {offer.expiresAt === undefined && <span class="tag request-listed">{texts.requests.listed}</span>}
        </div>
      </div>
      {note !== undefined && (
        <blockquote class="request-note" dir="auto">
          {note}
        </blockquote>
      )}
      <div class="request-actions">
        <button
          type="button"
          class="button button-primary"
          aria-label={joins ? texts.handOver.joinLong(offer.visitorName) : texts.requests.acceptFrom(offer.visitorName)}
          aria-disabled={pending !== undefined}
          onClick={() => void desk.requests.accept(offer)}
        >
          {pending === 'accepting' ? texts.requests.accepting : joins ? texts.handOver.join : texts.requests.accept}
        </button>
        <button
          type="button"
          class="button"
          aria-label={texts.requests.declineFrom(offer.visitorName)}
          aria-disabled={pending !== undefined}
          onClick={() => {
            if (pending !== undefined) return
            desk.focus.ask('requests')
            desk.decline(offer)
          }}
        >
          {texts.requests.decline}
        </button>
      </div>
    </li>
  )
}

const radius = 21
const around = 2 * Math.PI * radius

/** The visitor's initials in a ring that empties while the offer lasts. */
function Countdown({ visitorName, expiresAt }: { visitorName: string; expiresAt: string }) {
  const now = useContext(NowContext)
  const leftMs = Math.max(0, Date.parse(expiresAt) - now.value)
  // How long an offer lasts is the server's setting; the page takes what was left when it first saw this one.
  const whole = useRef(Math.max(1_000, leftMs))
  const share = Math.min(1, leftMs / whole.current)
  const seconds = Math.ceil(leftMs / 1_000)
  return (
    <div class={seconds <= 10 ? 'ring ring-urgent' : 'ring'}>
      <svg viewBox="0 0 46 46" aria-hidden="true">
        <circle class="ring-track" cx="23" cy="23" r={radius} />
        <circle
          class="ring-left"
          cx="23"
          cy="23"
          r={radius}
          stroke-dasharray={`${around}`}
          stroke-dashoffset={`${around * (1 - share)}`}
        />
      </svg>
      <Avatar name={visitorName} />
      <span class="ring-seconds" aria-hidden="true">
        {seconds}
      </span>
      <span class="unseen">{texts.requests.secondsLeft(seconds)}</span>
    </div>
  )
}
