import type { CommandMark } from './chat-events.js'

/**
 * What is remembered of a visitor's commands, so that one that arrives twice has one effect. Clients repeat a command
 * soon or never, so a short memory is enough; some clients give several commands one number, and then numbers prove
 * nothing any more.
 */
export interface CommandMemory {
  readonly seen: readonly CommandMark[]
  /** False once a number came with two different contents. */
  readonly reliable: boolean
}

/** How many commands are remembered per chat. */
export const commandsRememberedMax = 32

export const noCommands: CommandMemory = { seen: [], reliable: true }

const sameNumber = (a: CommandMark, b: CommandMark): boolean => a.number === b.number && a.part === b.part

/** Whether this very command had its effect already. */
export const isRepeat = (memory: CommandMemory, mark: CommandMark | undefined): boolean =>
  mark !== undefined &&
  memory.reliable &&
  memory.seen.some((seen) => sameNumber(seen, mark) && seen.digest === mark.digest)

/** The memory after the command had its effect. */
export const remember = (memory: CommandMemory, mark: CommandMark | undefined): CommandMemory => {
  if (mark === undefined || !memory.reliable) return memory
  if (memory.seen.some((seen) => sameNumber(seen, mark))) return { seen: [], reliable: false }
  return { seen: [...memory.seen.slice(1 - commandsRememberedMax), mark], reliable: true }
}
