/**
 * What the conformance suite consists of: checks, each about one sentence of the wire's rules. A check sees a server
 * from outside only, by HTTP, so that it can be asked of any server.
 */
import type { Stage } from './stage.js'

export interface Check {
  /** Ids of docs/protocol.md, which never change their meaning. */
  readonly rules: readonly string[]
  readonly sentence: string
  /** Somebody has to accept, write and end on the other side. */
  readonly needsAgent: boolean
  /** The server has to send an organization elsewhere. */
  readonly needsMoved: boolean
  /** How long it may take. */
  readonly limitMs: number
  /** Throws when the server does not behave as the sentence says. */
  readonly run: (stage: Stage) => Promise<void>
}

/** Checks that belong together, in the order in which they are told. */
export interface Chapter {
  readonly title: string
  readonly checks: readonly Check[]
}

const usualLimitMs = 15_000

/** What is checked without anybody on the other side. `rules` are ids with spaces between them. */
export const check = (
  rules: string,
  sentence: string,
  run: Check['run'],
  { limitMs = usualLimitMs }: { readonly limitMs?: number } = {},
): Check => ({ rules: rules.split(' '), sentence, needsAgent: false, needsMoved: false, limitMs, run })

/** What needs an agent. The agent is online when the check begins, unless the check says otherwise. */
export const checkWithAgent = (rules: string, sentence: string, run: Check['run']): Check => ({
  ...check(rules, sentence, run),
  needsAgent: true,
})

/** What needs an organization that the server sends elsewhere. */
export const checkWithMoved = (rules: string, sentence: string, run: Check['run']): Check => ({
  ...check(rules, sentence, run),
  needsMoved: true,
})

/** The same check for each of several cases, whose name completes the sentence. */
export const eachCase = <Case>(
  cases: readonly (readonly [name: string, value: Case])[],
  make: (name: string, value: Case) => Check,
): Check[] => cases.map(([name, value]) => make(name, value))

/** How a check is called wherever it is told of: its rules and its sentence. */
export const titleOf = ({ rules, sentence }: Check): string => `[${rules.join(' ')}] ${sentence}`
