import { signal, type ReadonlySignal } from '@preact/signals'
import type { DeclineReasonList, Offer } from '../../../src/agent-api/offers.js'
import type { AgentApi } from '../api/agent-api.js'
import { reasonOf, type Answer } from '../api/answer.js'
import type { Notices } from './notices.js'

export interface Requests {
  /** The offers answered here whose outcome is not known yet. */
  readonly pending: ReadonlySignal<ReadonlyMap<string, 'accepting' | 'declining'>>
  accept(offer: Offer): Promise<void>
  decline(offer: Offer, reasonId?: string): Promise<void>
  /** The reasons to choose from when declining; none when no reason is asked for. */
  readonly reasons: ReadonlySignal<DeclineReasonList['reasons']>
  /** Asks for the reasons anew; what is known stays when that fails. */
  refreshReasons(): Promise<void>
  /** Whether the offer of this chat was accepted at this page; says yes once. */
  takeAcceptedHere(chatId: string): boolean
  /** The offer is no more, or was made anew. */
  gone(chatId: string): void
  /** A snapshot came: what it lists can be answered. */
  reset(): void
}

/** Answers offers. The list itself comes with the stream, so an answer never changes it. */
export function createRequests(
  api: Pick<AgentApi, 'accept' | 'decline' | 'declineReasons'>,
  notices: Notices,
): Requests {
  const pending = signal<ReadonlyMap<string, 'accepting' | 'declining'>>(new Map())
  const reasons = signal<DeclineReasonList['reasons']>([])
  const acceptedHere = new Set<string>()

  const gone = (chatId: string): void => {
    if (!pending.value.has(chatId)) return
    const next = new Map(pending.value)
    next.delete(chatId)
    pending.value = next
  }

  const answer = async (
    { chatId, visitorName }: Offer,
    how: 'accepting' | 'declining',
    call: () => Promise<Answer<object>>,
  ): Promise<void> => {
    if (pending.value.has(chatId)) return
    pending.value = new Map(pending.value).set(chatId, how)
    if (how === 'accepting') acceptedHere.add(chatId)
    const outcome = await call()
    // Done: the stream will say so, and until then the buttons stay quiet.
    if (outcome.ok) return
    gone(chatId)
    const { refusal } = outcome
    if (refusal.kind === 'signed-out') return
    if (refusal.kind === 'refused' && refusal.status === 409) notices.show({ what: 'request-gone', visitorName })
    else {
      const deed = how === 'accepting' ? 'accept' : 'decline'
      notices.show({ what: 'not-done', deed, ...reasonOf(refusal) })
    }
  }

  return {
    pending,
    reasons,
    accept: (offer) => answer(offer, 'accepting', () => api.accept(offer.chatId)),
    decline: (offer, reasonId) => answer(offer, 'declining', () => api.decline(offer.chatId, reasonId)),
    async refreshReasons() {
      const listed = await api.declineReasons()
      if (listed.ok) reasons.value = listed.value.reasons
    },
    takeAcceptedHere: (chatId) => acceptedHere.delete(chatId),
    gone,
    reset: () => (pending.value = new Map()),
  }
}
