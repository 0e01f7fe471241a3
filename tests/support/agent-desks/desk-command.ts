/** What can happen to agents and their consoles, as commands that fast-check makes up. */
import fc from 'fast-check'
import type { PresenceStatus } from '../../../src/routing/agent.js'
import { deeds, oneOf, release, type InChat } from '../floor-life/floor-command.js'
import type { AppendFate } from '../held-log.js'

export type DeskCommand =
  | InChat
  | { readonly type: 'ask'; readonly where: number }
  | { readonly type: 'long-absence' | 'restart' | 'hold-reads' | 'hold-appends' | 'flow' | 'read' }
  | { readonly type: 'connect' | 'disconnect' | 'types'; readonly which: number }
  | { readonly type: 'ask-file' | 'cancel-file' | 'send-file' | 'spoil-file'; readonly which: number }
  | { readonly type: 'say'; readonly which: number; readonly times: number }
  /** Several things that happen beside the talk, one after the other. */
  | { readonly type: 'beside'; readonly which: number; readonly first: number; readonly times: number }
  | { readonly type: 'presence'; readonly which: number; readonly status: PresenceStatus }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'release'; readonly which: number; readonly fate: AppendFate }

const which = fc.nat(11)
const weighted = (weight: number, arbitrary: fc.Arbitrary<DeskCommand>) => ({ weight, arbitrary })
const command = fc.oneof(
  // Mostly at the button of which setup says nothing in particular.
  weighted(4, fc.record({ type: oneOf('ask'), where: fc.constantFrom(0, 0, 0, 1, 2, 3, 4, 5) })),
  weighted(8, fc.record({ type: oneOf('connect', 'connect', 'disconnect'), which })),
  weighted(8, deeds.taking),
  weighted(4, deeds.asking),
  weighted(3, deeds.giving),
  weighted(1, deeds.cancelling),
  weighted(2, deeds.going),
  weighted(1, deeds.visiting),
  weighted(1, fc.record({ type: oneOf('types'), which })),
  weighted(5, fc.record({ type: oneOf('ask-file', 'ask-file', 'cancel-file'), which })),
  weighted(3, fc.record({ type: oneOf('send-file', 'spoil-file'), which })),
  weighted(6, fc.record({ type: oneOf('say'), which, times: fc.constantFrom(1, 2, 60) })),
  weighted(5, fc.record({ type: oneOf('beside'), which, first: which, times: fc.constantFrom(1, 1, 2, 7, 60) })),
  weighted(
    3,
    fc.record({
      type: oneOf('presence'),
      which,
      status: oneOf<PresenceStatus>('online', 'online', 'away', 'offline'),
    }),
  ),
  weighted(3, fc.record({ type: oneOf('wait'), ms: fc.constantFrom(1, 600, 9000, 21_000) })),
  weighted(6, fc.record({ type: oneOf('hold-reads', 'hold-reads', 'hold-appends', 'flow', 'read') })),
  weighted(6, release),
  weighted(1, fc.record({ type: oneOf('restart', 'long-absence') })),
)

/** A history: commands that happen at the same instant, step by step. */
export const deskHistory: fc.Arbitrary<readonly (readonly DeskCommand[])[]> = fc.array(
  fc.array(command, { minLength: 1, maxLength: 3 }),
  { minLength: 10, maxLength: 50, size: 'max' },
)
