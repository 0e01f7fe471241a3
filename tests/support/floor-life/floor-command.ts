/** What can happen on a floor, as commands that fast-check makes up. Several in one step happen at the same instant. */
import fc from 'fast-check'
import type { PresenceStatus } from '../../../src/routing/agent.js'
import type { AppendFate } from '../held-log.js'

/** Numbers pick one of those there are; with `the-same` it is the chat that the command before was about. */
export type Command =
  | { readonly type: 'ask'; readonly who: number; readonly where: number; readonly direct: boolean }
  | { readonly type: 'arrive' | 'leave'; readonly who: number }
  | { readonly type: 'ask-again' | 'touch'; readonly who: number }
  | { readonly type: 'write' | 'visitor-ends'; readonly chat: Which }
  | { readonly type: 'answer' | 'accept' | 'decline' | 'agent-ends'; readonly chat: Which; readonly agent: number }
  | { readonly type: 'transfer' | 'invite'; readonly chat: Which; readonly agent: number; readonly to: number }
  | { readonly type: 'give'; readonly chat: Which; readonly agent: number; readonly where: number }
  | {
      readonly type: 'cancel-transfer' | 'cancel-invitation' | 'leave-chat'
      readonly chat: Which
      readonly agent: number
    }
  | { readonly type: 'presence'; readonly who: number; readonly status: PresenceStatus }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'hold' | 'flow' }
  | { readonly type: 'release'; readonly which: number; readonly fate: AppendFate }
  | { readonly type: 'restart'; readonly crash: boolean; readonly written: number }

type Which = number | 'the-same'

/** What happens to one chat. */
export type InChat = Extract<Command, { readonly chat: Which }>

/** What an agent does about a chat that is theirs, or to take. */
export type Deed = Extract<Command, { readonly agent: number }>

const number = fc.nat(11)
const target = fc.nat(7)
export const oneOf = <T extends string>(...types: readonly T[]) => fc.constantFrom(...types)

/** What becomes of appends that wait. */
export const release = fc.record({
  type: oneOf('release'),
  which: number,
  fate: oneOf<AppendFate>('written', 'written', 'written', 'conflict', 'failed', 'written-unanswered'),
})

const theirs = { chat: number, agent: number }

/** What agents and visitors do in a chat, by what it comes to. */
export const deeds = {
  taking: fc.record({ type: oneOf('accept', 'accept', 'accept', 'decline'), ...theirs }),
  going: fc.record({ type: oneOf('agent-ends', 'leave-chat'), ...theirs }),
  asking: fc.record({ type: oneOf('transfer', 'invite'), ...theirs, to: number }),
  giving: fc.record({ type: oneOf('give'), ...theirs, where: target }),
  cancelling: fc.record({ type: oneOf('cancel-transfer', 'cancel-invitation'), ...theirs }),
  answering: fc.record({ type: oneOf('answer'), ...theirs }),
  visiting: fc.record({ type: oneOf('write', 'visitor-ends'), chat: number }),
}

const weighted = (weight: number, arbitrary: fc.Arbitrary<Command>) => ({ weight, arbitrary })
const command = fc.oneof(
  weighted(9, fc.record({ type: oneOf('ask'), who: number, where: number, direct: fc.nat(7).map((n) => n === 0) })),
  weighted(12, deeds.taking),
  weighted(4, deeds.going),
  weighted(9, deeds.asking),
  weighted(5, deeds.giving),
  weighted(2, deeds.cancelling),
  weighted(1, deeds.answering),
  weighted(3, deeds.visiting),
  weighted(2, fc.record({ type: oneOf('touch', 'ask-again'), who: number })),
  weighted(6, fc.record({ type: oneOf('arrive', 'arrive', 'leave'), who: number })),
  weighted(
    6,
    fc.record({
      type: oneOf('presence'),
      who: number,
      status: oneOf<PresenceStatus>('online', 'online', 'online', 'away', 'offline'),
    }),
  ),
  weighted(6, fc.record({ type: oneOf('wait'), ms: fc.constantFrom(1, 250, 1000, 3500, 9000, 20_000) })),
  weighted(3, fc.record({ type: oneOf('hold', 'flow', 'flow') })),
  weighted(9, release),
  weighted(1, fc.record({ type: oneOf('restart'), crash: fc.boolean(), written: fc.nat(255) })),
)

/** Two deeds that meet in one chat, while the disk is slow or not. */
const race = fc
  .record({
    held: fc.boolean(),
    first: fc.oneof(deeds.taking, deeds.asking, deeds.giving),
    second: fc.oneof(deeds.taking, deeds.going, deeds.cancelling, deeds.giving, deeds.visiting),
    ms: fc.constantFrom(0, 0, 0, 9000),
  })
  .map(({ held, first, second, ms }): Command[] => [
    ...(held ? [{ type: 'hold' } as const] : []),
    first,
    { ...second, chat: 'the-same' },
    ...(ms > 0 ? [{ type: 'wait', ms } as const] : []),
  ])

const steps = fc.oneof(
  { weight: 4, arbitrary: fc.array(command, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: race },
)

/** A life: what happens step by step. */
export const history: fc.Arbitrary<readonly (readonly Command[])[]> = fc.array(steps, {
  ...{ minLength: 10, maxLength: 60, size: 'max' },
})
