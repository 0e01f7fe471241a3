import type { Button } from '../../../src/setup/kinds/button.js'
import type { RaceChat, RaceFloor } from './race-floor.js'

/** Things that meet in one chat. */
export interface Race {
  /** With the rules it proves. */
  readonly title: string
  readonly button?: Partial<Button>
  /** One round with a chat of its own; says how it came out. */
  readonly round: (floor: RaceFloor, number: number) => Promise<{ readonly chat: RaceChat; readonly outcome: string }>
}
