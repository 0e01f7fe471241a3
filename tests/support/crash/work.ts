import type { DeskChat } from './history.js'

/** What an agent is told who has given a chat away, or is about to. */
export const handedRefusals: readonly string[] = ['handover-open', 'not-your-chat']

/** A chat as an agent works on it. */
export interface Work {
  readonly chat: DeskChat
  /** What is shown of it is written down one after the other, though some has to be fetched first. */
  showing: Promise<void>
  /** `away` while it waits for somebody else, and is not theirs to end. */
  state: 'offered' | 'established' | 'away' | 'over'
  /** How many messages are still to be written. */
  owed: number
  wantsEnd: boolean
  /** The agent ended it, and was told so; what the event stream still has to tell may come later. */
  ended: boolean
  writing: boolean
}

/** A chat of which nothing is done yet. */
export const workOn = (chat: DeskChat): Work => ({
  ...{ chat, showing: Promise.resolve(), state: 'offered', owed: 0, wantsEnd: false, ended: false, writing: false },
})
