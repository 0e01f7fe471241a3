/**
 * The visitor's commands in the order they were given, one under way at a time. A command gets its number when it is
 * first sent, and from then on number and content belong together until it was answered. Pure: every function returns
 * a new queue.
 */
import type { CommandBody, CommandNoun } from './wire-types.js'

/** Something the visitor wants to be done. */
export interface Command {
  readonly noun: CommandNoun
  readonly body: CommandBody
}

/** A command that was sent, or is just about to be. */
export interface NumberedCommand extends Command {
  readonly number: number
  /** How often the server asked for another number. */
  readonly renumbered: number
}

/** All commands that have not been answered. */
export interface CommandQueue {
  /** The highest number given out so far; 0 before the first command. */
  readonly lastNumber: number
  readonly sending: NumberedCommand | undefined
  readonly waiting: readonly Command[]
}

/** So many commands may wait; one more is refused. */
export const WAITING_MAX = 500
/** So often a command takes another number before it counts as refused. */
export const RENUMBER_MAX = 3

/** A queue from which nothing was ever sent. */
export const emptyQueue: CommandQueue = { lastNumber: 0, sending: undefined, waiting: [] }

/** True for what is worth telling only now: typing and the line as it stands. */
export const isFleeting = ({ noun }: Command): boolean =>
  noun === 'ChasitorTyping' || noun === 'ChasitorNotTyping' || noun === 'ChasitorSneakPeek'

/**
 * Puts a command at the end. A fleeting one that still waits there is replaced: what comes later says it better.
 * Returns undefined when {@link WAITING_MAX} commands wait already; ChatEnd finds a place even then.
 */
export const enqueue = (queue: CommandQueue, command: Command): CommandQueue | undefined => {
  const last = queue.waiting.at(-1)
  const kept = last !== undefined && isFleeting(last) ? queue.waiting.slice(0, -1) : queue.waiting
  if (kept.length >= WAITING_MAX && command.noun !== 'ChatEnd') return undefined
  return { ...queue, waiting: [...kept, command] }
}

/** Makes the first waiting command the one under way, with the next number; no change when one is under way already. */
export const takeNext = (queue: CommandQueue): CommandQueue => {
  const [next, ...waiting] = queue.waiting
  if (queue.sending !== undefined || next === undefined) return queue
  const number = queue.lastNumber + 1
  return { lastNumber: number, sending: { ...next, number, renumbered: 0 }, waiting }
}

/** Takes the answered command out. */
export const finish = (queue: CommandQueue, number: number): CommandQueue =>
  queue.sending?.number === number ? { ...queue, sending: undefined } : queue

/**
 * Gives the command under way the number after `lastAccepted`, which the server named. Returns undefined when that has
 * happened too often.
 */
export const renumber = (queue: CommandQueue, lastAccepted: number): CommandQueue | undefined => {
  const { sending } = queue
  if (sending === undefined || sending.renumbered >= RENUMBER_MAX) return undefined
  const number = lastAccepted + 1
  return { ...queue, lastNumber: number, sending: { ...sending, number, renumbered: sending.renumbered + 1 } }
}

/** The lines of text that were never confirmed, oldest first. */
export const unconfirmedTexts = (queue: CommandQueue): readonly string[] =>
  [...(queue.sending ? [queue.sending] : []), ...queue.waiting].flatMap(({ noun, body }) =>
    noun === 'ChatMessage' && typeof body['text'] === 'string' ? [body['text']] : [],
  )
