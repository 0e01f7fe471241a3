import type { Instant } from '../lib/clock.js'
import { withNewest, type Remembered } from './recent.js'

/** What tells a repeated command from a new one: the client's number for it and a keyed hash of its content. */
export interface CommandMark {
  readonly number: number
  /** Which of several commands that share one number, from 0 on; absent for a command that has it alone. */
  readonly part?: number
  /** How often the client had reconnected by then, which lets its numbers begin anew; absent for never. */
  readonly reconnects?: number
  /** The client was told to go on from this number, so what had it before is another command. */
  readonly again?: true
  readonly digest: string
}

/**
 * What is remembered of a visitor's commands, so that one that arrives twice has one effect. Clients repeat a command
 * soon or never, so a short memory is enough (`recent.ts`); some clients give several commands one number, and then
 * numbers prove nothing any more.
 */
export interface CommandMemory {
  readonly seen: readonly SeenCommand[]
  /** False once a number came with two different contents. */
  readonly reliable: boolean
  /** The number of the newest command; absent when there is none, or it is only among those seen. */
  readonly last?: number
}

type SeenCommand = CommandMark & Remembered

export const noCommands: CommandMemory = { seen: [], reliable: true }

const sameNumber = (a: CommandMark, b: CommandMark): boolean => a.number === b.number && a.part === b.part

/** Whether this very command had its effect already. */
export const isRepeat = (memory: CommandMemory, mark: CommandMark | undefined): boolean =>
  mark !== undefined &&
  memory.reliable &&
  memory.seen.some((seen) => sameNumber(seen, mark) && seen.digest === mark.digest)

const reconnectsOf = ({ reconnects = 0 }: CommandMark): number => reconnects

/**
 * The memory after the command had its effect at `at`. A client that reconnected may count on or begin anew. Once a number
 * shows that it began anew, what its old numbers said is forgotten: the same number with the same content is then
 * more likely a second "yes" than a repeat.
 */
export const remember = (memory: CommandMemory, mark: CommandMark | undefined, at: Instant): CommandMemory => {
  if (mark === undefined) return memory
  const { seen } = memory
  const last = mark.number
  const isOfNow = (other: CommandMark): boolean => reconnectsOf(other) === reconnectsOf(mark)
  const used = seen.filter((other) => sameNumber(other, mark))
  if (!memory.reliable || (used.some(isOfNow) && !mark.again)) return { seen: [], reliable: false, last }
  const newest = seen.at(-1)
  const beganAnew = newest !== undefined && !isOfNow(newest) && mark.number <= newest.number
  const ofNow = beganAnew || used.length > 0 ? seen.filter(isOfNow) : seen
  const kept = mark.again ? ofNow.filter((other) => !sameNumber(other, mark)) : ofNow
  return { seen: withNewest(kept, { ...mark, at }, at), reliable: true, last }
}
