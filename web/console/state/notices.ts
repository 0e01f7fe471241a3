/**
 * Short words to the agent: some shown for a while, some only spoken by a screen reader. What they say in which
 * language is the texts' affair; here they are facts.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { FileFailure } from '../../../src/agent-api/files.js'
import type { Handover, HandoverEndReason, OfferedHandover } from '../../../src/agent-api/handovers.js'
import type { PresenceStatus } from '../../../src/agent-api/presence.js'
import type { ChatEnd } from './chat-end.js'
import type { Clock } from './clock.js'

export type Fact =
  | { what: 'new-request'; chatId: string; visitorName: string; buttonName: string; handover?: OfferedHandover }
  | { what: 'new-message'; chatId: string; visitorName: string }
  | { what: 'colleague-message'; chatId: string; visitorName: string; name: string }
  | { what: 'new-file'; chatId: string; visitorName: string; fileName: string }
  | { what: 'file-failed'; visitorName: string; reason: FileFailure }
  | { what: 'file-refused'; visitorName: string }
  | ({ what: 'chat-ended'; visitorName: string } & ChatEnd)
  | { what: 'handover-ended'; visitorName: string; handover: Handover; reason: HandoverEndReason }
  | { what: 'now-in-charge'; visitorName: string; name: string | undefined }
  | { what: 'colleague-joined' | 'colleague-left'; visitorName: string; name: string }
  | { what: 'critical-wait'; chatId: string; visitorName: string }
  | { what: 'flag-lowered'; visitorName: string }
  | { what: 'connection-lost' }
  | { what: 'connection-back' }
  | { what: 'request-gone'; visitorName: string }
  | { what: 'request-timed-out'; visitorName: string }
  | { what: 'visitor-left'; visitorName: string }
  | { what: 'now-offline' }
  /** A supervisor chose it in the agent's place. */
  | { what: 'status-set'; status: PresenceStatus; name: string }
  /** The server refused a message in a chat that is not on the screen. */
  | { what: 'message-refused'; chatId: string; visitorName: string }
  | { what: 'too-many-unsent' }
  /** A message written in a chat that is not on the desk any more; the reason as below. */
  | { what: 'not-sent'; text: string; code: string; detail: string }
  /** `code` and `detail` are the server's reason, empty where it gave none. */
  | { what: 'not-done'; deed: Deed; code?: string; detail: string }

/** What an agent may try that can fail. */
export type Deed =
  | 'accept'
  | 'decline'
  | 'end'
  | 'set-status'
  | 'load-earlier'
  | 'log-out'
  | 'ask-file'
  | 'withdraw-file'
  | 'transfer'
  | 'invite'
  | 'take-back'
  | 'leave'
  | 'raise-flag'
  | 'lower-flag'
  | 'block'
  | 'send-event'
  | 'join'
  | 'whisper'
  | 'set-agent-status'

export interface Notice {
  readonly id: number
  readonly fact: Fact
}

/** How long a notice stays. */
export const noticeMs = 8_000
/** How many are shown at once; the oldest goes first. */
export const noticesMax = 3
/** How many stay for a screen reader to say, which may be busy with the first when the last comes. */
export const spokenMax = 10

export interface Notices {
  /** What is shown now, oldest first. */
  readonly shown: ReadonlySignal<readonly Notice[]>
  /** What a screen reader is to say, oldest first; each has a new id, so that the same words are said again. */
  readonly spoken: ReadonlySignal<readonly Notice[]>
  /** Shows and speaks. */
  show(fact: Fact): void
  /** Only speaks. */
  speak(fact: Fact): void
  dismiss(id: number): void
  /** While somebody points at them, or has come to them with the keyboard, they stay. */
  hold(held: boolean): void
}

/** Nothing to say yet. */
export function createNotices(clock: Clock): Notices {
  const shown = signal<readonly Notice[]>([])
  const spoken = signal<readonly Notice[]>([])
  let lastId = 0
  let isHeld = false
  const speak = (fact: Fact): Notice => {
    lastId += 1
    const notice = { id: lastId, fact }
    spoken.value = [...spoken.value, notice].slice(-spokenMax)
    // Whoever reads the page from its end is not to meet what is long over.
    clock.after(noticeMs, () => {
      spoken.value = spoken.value.filter((other) => other !== notice)
    })
    return notice
  }
  const dismiss = (id: number): void => {
    shown.value = shown.value.filter((notice) => notice.id !== id)
    if (shown.value.length === 0) isHeld = false
  }
  const fade = ({ id }: Notice): void => {
    clock.after(noticeMs, () => {
      if (!isHeld) dismiss(id)
    })
  }
  return {
    shown,
    spoken,
    dismiss,
    speak,
    show(fact) {
      const notice = speak(fact)
      shown.value = [...shown.value, notice].slice(-noticesMax)
      fade(notice)
    },
    hold(held) {
      if (isHeld && !held) shown.value.forEach(fade)
      isHeld = held && shown.value.length > 0
    },
  }
}
