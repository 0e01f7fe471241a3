import type { Readable, Writable } from 'node:stream'

/** Where a terminal chat is read and written: an editor at the bottom of a terminal, or plain lines. */
export interface Screen {
  /** Writes lines above whatever is being typed. */
  print(text: string): void
  /** What is going on right now, shown beside the prompt until it is replaced or taken away. */
  status(text: string | undefined): void
  /** Gives the terminal back. Nothing is written or told after that. */
  close(): void
}

/** What a screen tells. */
export interface ScreenListener {
  /** A whole line was entered. */
  line(text: string): void
  /** The line being typed changed. */
  edited(text: string): void
  /** Ctrl-C, or the end of the input of an editor. */
  interrupted(): void
}

/** A stream that may be a terminal. */
export type ScreenInput = Readable & { isTTY?: boolean; setRawMode?: (raw: boolean) => unknown }
/** A stream that may be a terminal of so many columns. */
export type ScreenOutput = Writable & { isTTY?: boolean; columns?: number }
