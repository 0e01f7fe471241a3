/** The three things a visitor does: get a session, poll, send commands. Each ends when the visitor is over or stopped. */
import type { Millis, Timer } from '../lib/clock.js'
import type { Engine } from './engine.js'
import { WireError } from './wire-error.js'
import { judgeCommand, repeatsCommand, repeatsPoll } from './verdicts.js'
import type { Live } from './visitor-state.js'

/** A poll that waits this long on a live connection without failing means that the connection is back. */
const HOLDS_AFTER_MS: Millis = 1000
/** After the server agreed to the end, so long for its last word. */
const LEAVE_WAIT_MS: Millis = 5000
const FAREWELL_TIMEOUT_MS: Millis = 3000
/** An empty answer that comes sooner than this is followed by a wait of this length, not by a poll at once. */
const HASTY_ANSWER_MS: Millis = 250

/** Asks for a session, `attempts` times at most. A busy server is one that is there: that does not count. */
export const connect = async (engine: Engine, attempts: number): Promise<void> => {
  const { wire, signal } = engine
  const tries = { failures: 0 }
  while (!signal.aborted && engine.state.phase === 'connecting') {
    let why: string
    let retryAfterMs: Millis | undefined
    let busy = false
    try {
      const { status, body, ...answer } = await wire.sessionId({ signal })
      if (body !== undefined) {
        engine.back()
        engine.apply({ type: 'session-made', session: body })
        return
      }
      busy = status === 429
      why = busy ? 'the server is busy' : `it answered ${status}`
      retryAfterMs = answer.retryAfterMs
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      why = error.message
    }
    if (busy) engine.apply({ type: 'lost', why })
    else tries.failures += 1
    if (tries.failures >= attempts) engine.apply({ type: 'gave-up', outcome: { kind: 'unreachable', why } })
    await engine.pause({ failures: Math.max(1, tries.failures) }, retryAfterMs)
  }
}

/** Polls from the moment ChasitorInit was taken until the last message, or until the server knows the session no more. */
export const pollLoop = async (engine: Engine): Promise<void> => {
  const { clock, pauses } = engine
  const tries = { failures: 0 }
  for (;;) {
    await pauses.until(() => engine.live()?.phase !== 'requesting')
    const state = engine.live()
    if (state === undefined) return
    const startedAt = clock.now()
    const answer = await engine.ask(tries, state.session, repeatsPoll, () => pollOnce(engine, state))
    if (answer === undefined) continue
    if (answer.status === 403) engine.apply({ type: 'gone' })
    else if (answer.body !== undefined) engine.apply({ type: 'polled', answer: answer.body })
    else if (clock.now() - startedAt < HASTY_ANSWER_MS) await pauses.wait(HASTY_ANSWER_MS, false)
    if (answer.body !== undefined && state.resyncing) await sayResynced(engine, state)
  }
}

const pollOnce = async (engine: Engine, { session, ack, pollTimeoutMs: timeoutMs }: Live) => {
  let holds: Timer | undefined
  const onSent = () => {
    holds?.cancel()
    if (engine.live()?.connection === 'down') holds = engine.clock.after(HOLDS_AFTER_MS, () => engine.back())
  }
  const signal = engine.nextPollSignal()
  try {
    return await engine.wire.messages(session, { ...(engine.acknowledge && { ack }), timeoutMs, signal, onSent })
  } finally {
    holds?.cancel()
  }
}

/** Sends the commands one after the other, each until it was answered. */
export const commandLoop = async (engine: Engine): Promise<void> => {
  const tries = { failures: 0 }
  let leaving: Timer | undefined
  for (;;) {
    await engine.pauses.until(() => {
      const state = engine.live()
      if (state === undefined) return true
      return state.open && !state.resyncing && (state.commands.sending ?? state.commands.waiting[0]) !== undefined
    })
    engine.apply({ type: 'sending' })
    const state = engine.live()
    const sending = state?.commands.sending
    if (state === undefined || sending === undefined) break
    const { session } = state
    const { number, noun, body } = sending
    const options = { sequence: number, signal: engine.signal }
    const answer = await engine.ask(tries, session, repeatsCommand, () =>
      engine.wire.command(session, noun, body, options),
    )
    if (answer === undefined) continue
    const { status, text } = answer
    const verdict = judgeCommand(status, text)
    engine.apply({ type: 'answered', verdict, number, status, text })
    if (noun === 'ChatEnd' && verdict.verdict === 'done' && engine.live() !== undefined) {
      leaving = engine.clock.after(LEAVE_WAIT_MS, () => engine.apply({ type: 'left' }))
    }
  }
  leaving?.cancel()
}

/** Says after a reconnect that the visitor is fully back. Nothing depends on its being heard. */
const sayResynced = ({ wire, signal }: Engine, { session, request }: Live): Promise<void> =>
  ignoringWireErrors(wire.resyncState(session, request.organizationId, { signal }))

/** Acknowledges the last message, which stays deliverable until then. It is shown already, so any answer will do. */
export const sayFarewell = async ({ acknowledge, state, wire }: Engine): Promise<void> => {
  if (state.phase !== 'over' || state.farewell === undefined || !acknowledge) return
  const { session, ack } = state.farewell
  await ignoringWireErrors(wire.messages(session, { ack, timeoutMs: FAREWELL_TIMEOUT_MS }))
}

const ignoringWireErrors = async (call: Promise<unknown>): Promise<void> => {
  try {
    await call
  } catch (error) {
    if (!(error instanceof WireError)) throw error
  }
}
