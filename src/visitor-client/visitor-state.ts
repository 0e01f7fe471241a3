/**
 * What a visitor knows, and how it changes: a pure machine. It sends nothing and waits for nothing; `visitor.ts` does,
 * and tells this machine what happened. What is in a state is all that must be kept to go on after a restart.
 */
import type { Command, CommandQueue } from './command-queue.js'
import { emptyQueue, enqueue, finish, renumber, takeNext, unconfirmedTexts } from './command-queue.js'
import { readMessages } from './poll-reader.js'
import type { CommandVerdict } from './verdicts.js'
import type { AgentFacts, AskedFile, Outcome, VisitorEvent } from './visitor-events.js'
import { initBody } from './init-body.js'
import type { ChatRequest, NewSession, PollAnswer, WireSession } from './wire-types.js'

/** No session yet. Lines may be given already. */
export interface Connecting {
  readonly phase: 'connecting'
  readonly request: ChatRequest
  readonly connection: 'up' | 'down'
  readonly commands: CommandQueue
}

/** A session that may hold a chat. */
export interface Live {
  /** `requesting`: ChasitorInit has no answer yet. `requested`: it has, but the poll has not told the result. */
  readonly phase: 'requesting' | 'requested' | 'waiting' | 'chatting'
  readonly request: ChatRequest
  readonly connection: 'up' | 'down'
  readonly commands: CommandQueue
  readonly session: WireSession
  readonly agent: AgentFacts | undefined
  /** The file that the agent asks for. */
  readonly file: AskedFile | undefined
  readonly pollTimeoutMs: number
  /** Number of the last numbered message received; −1 for none. */
  readonly ack: number
  readonly offset: number
  /** `asked`: ChatEnd was given. `agreed`: the server confirmed it. */
  readonly leaving: 'no' | 'asked' | 'agreed'
  /** False once the server said that it takes no more commands. */
  readonly open: boolean
  /** True between a reconnect and the first poll after it: only polls may be sent. */
  readonly resyncing: boolean
}

/** Nothing more happens. */
export interface Over {
  readonly phase: 'over'
  readonly outcome: Outcome
  readonly unconfirmed: readonly string[]
  /** The last message, when there was one: it stays deliverable until it is acknowledged. */
  readonly farewell: { readonly session: WireSession; readonly ack: number } | undefined
}

/** All that a visitor knows. */
export type VisitorState = Connecting | Live | Over

/** Everything that can happen to a visitor. */
export type VisitorInput =
  | { readonly type: 'session-made'; readonly session: NewSession }
  | { readonly type: 'gave-up'; readonly outcome: Outcome }
  | { readonly type: 'command'; readonly command: Command }
  /** The next command is about to be sent. */
  | { readonly type: 'sending' }
  | {
      readonly type: 'answered'
      readonly verdict: CommandVerdict
      readonly number: number
      readonly status: number
      readonly text: string
    }
  | { readonly type: 'polled'; readonly answer: PollAnswer }
  /** A poll found the session to be over. */
  | { readonly type: 'gone' }
  /** The server agreed to the end, but nothing more was heard from it. */
  | { readonly type: 'left' }
  | { readonly type: 'lost'; readonly why: string }
  | { readonly type: 'back' }
  | { readonly type: 'reconnected'; readonly affinityToken: string; readonly resetSequence: boolean }

/** A state, and what there is to tell about the way to it. */
export interface Step {
  readonly state: VisitorState
  readonly events: readonly VisitorEvent[]
}

/** A visitor who is about to ask for a chat. */
export const newVisitor = (request: ChatRequest): Connecting => ({
  phase: 'connecting',
  request,
  connection: 'up',
  commands: emptyQueue,
})

const same = (state: VisitorState): Step => ({ state, events: [] })

const over = (state: Connecting | Live, outcome: Outcome): Step => {
  const unconfirmed = unconfirmedTexts(state.commands)
  return {
    state: { phase: 'over', outcome, unconfirmed, farewell: undefined },
    events: [{ type: 'over', outcome, unconfirmed }],
  }
}

/** The one transition function. What cannot happen in a state leaves it as it is. */
export const step = (state: VisitorState, input: VisitorInput): Step => {
  if (state.phase === 'over') return same(state)
  switch (input.type) {
    case 'gave-up':
      return over(state, input.outcome)
    case 'lost':
      if (state.connection === 'down') return same(state)
      return { state: { ...state, connection: 'down' }, events: [{ type: 'connection-lost', why: input.why }] }
    case 'back':
      if (state.connection === 'up') return same(state)
      return { state: { ...state, connection: 'up' }, events: [{ type: 'connection-back' }] }
    case 'command':
      return give(state, input.command)
    case 'session-made':
      return state.phase === 'connecting' ? same(begin(state, input.session)) : same(state)
    default:
      return state.phase === 'connecting' ? same(state) : stepLive(state, input)
  }
}

type LiveInput = Exclude<VisitorInput, { readonly type: 'gave-up' | 'lost' | 'back' | 'command' | 'session-made' }>

const begin = (state: Connecting, { clientPollTimeout, ...session }: NewSession): Live => {
  const init: Command = { noun: 'ChasitorInit', body: initBody(state.request, session.id) }
  return {
    ...state,
    phase: 'requesting',
    commands: { ...state.commands, waiting: [init, ...state.commands.waiting] },
    session,
    agent: undefined,
    file: undefined,
    pollTimeoutMs: clientPollTimeout * 1000,
    ack: -1,
    offset: 0,
    leaving: 'no',
    open: true,
    resyncing: false,
  }
}

const give = (state: Connecting | Live, command: Command): Step => {
  if (state.phase === 'connecting') {
    if (command.noun === 'ChatEnd') return over(state, { kind: 'ended', reason: 'client' })
  } else if (!state.open || state.leaving !== 'no') return same(state)
  const commands = enqueue(state.commands, command)
  if (commands === undefined) return same(state)
  if (state.phase !== 'connecting' && command.noun === 'ChatEnd') {
    return same({ ...state, commands, leaving: 'asked' })
  }
  return same({ ...state, commands })
}

const stepLive = (state: Live, input: LiveInput): Step => {
  switch (input.type) {
    case 'sending':
      return same(state.open ? { ...state, commands: takeNext(state.commands) } : state)
    case 'answered':
      return state.commands.sending?.number === input.number ? answered(state, input) : same(state)
    case 'polled':
      return polled(state, input.answer)
    case 'gone':
      return over(state, state.leaving === 'agreed' ? { kind: 'ended', reason: 'client' } : { kind: 'gone' })
    case 'left':
      return state.leaving === 'agreed' ? over(state, { kind: 'ended', reason: 'client' }) : same(state)
    case 'reconnected': {
      const session = { ...state.session, affinityToken: input.affinityToken }
      return same({ ...state, session, resyncing: true, ack: input.resetSequence ? -1 : state.ack })
    }
  }
}

const answered = (state: Live, input: Extract<VisitorInput, { readonly type: 'answered' }>): Step => {
  const { verdict, number } = input
  const noun = state.commands.sending?.noun ?? 'ChasitorInit'
  switch (verdict.verdict) {
    case 'gone':
      // A poll tells how it ended. Before ChasitorInit was taken there is nothing to poll for.
      return state.phase === 'requesting' ? over(state, { kind: 'gone' }) : same({ ...state, open: false })
    case 'renumber': {
      const commands = renumber(state.commands, verdict.lastAccepted)
      if (commands !== undefined) return same({ ...state, commands })
      return refused(state, input)
    }
    case 'refused':
      return refused(state, input)
    case 'done': {
      const next = { ...state, commands: finish(state.commands, number) }
      const events: VisitorEvent[] = [{ type: 'confirmed', noun }]
      if (noun === 'ChasitorInit' && state.phase === 'requesting')
        return { state: { ...next, phase: 'requested' }, events }
      if (noun === 'ChatEnd') return { state: { ...next, leaving: 'agreed' }, events }
      return { state: next, events }
    }
  }
}

const refused = (state: Live, { number, status, text }: { number: number; status: number; text: string }): Step => {
  const noun = state.commands.sending?.noun ?? 'ChasitorInit'
  if (noun === 'ChasitorInit') return over(state, { kind: 'refused', status, text })
  const next: Live = { ...state, commands: finish(state.commands, number) }
  const events: VisitorEvent[] = [{ type: 'refused', noun, status, text }]
  // An end that is refused was never asked for: the visitor may try again.
  return { state: noun === 'ChatEnd' ? { ...next, leaving: 'no' } : next, events }
}

const polled = (state: Live, answer: PollAnswer): Step => {
  const { phase, agent, file, events, outcome } = readMessages(answer, state)
  const next: Live = {
    ...state,
    phase,
    agent,
    file,
    resyncing: false,
    ack: Math.max(state.ack, answer.sequence ?? -1),
    offset: answer.offset > 0 ? answer.offset : state.offset,
  }
  if (outcome === undefined) return { state: next, events }
  const unconfirmed = unconfirmedTexts(state.commands)
  const farewell = { session: next.session, ack: next.ack }
  return {
    state: { phase: 'over', outcome, unconfirmed, farewell },
    events: [...events, { type: 'over', outcome, unconfirmed }],
  }
}
