import { reasonOf, type Answer } from '../api/answer.js'
import type { Deed, Notices } from './notices.js'

/** Tells the agent that something could not be done, and why. That the session is over shows itself. */
export function tellRefusal(notices: Notices, deed: Deed, answer: Answer<unknown>): void {
  if (answer.ok || answer.refusal.kind === 'signed-out') return
  notices.show({ what: 'not-done', deed, ...reasonOf(answer.refusal) })
}

/** What is being tried in chats. What came of it the stream tells; nothing here changes a chat. */
export interface Attempts {
  /**
   * Tries something, and tells when it fails; `excuse` says which refusals need no words. Whoever asks for the same in
   * the same chat while it is under way waits for that. Settles with whether it was done.
   */
  attempt: (
    chatId: string,
    deed: Deed,
    call: () => Promise<Answer<unknown>>,
    excuse?: (answer: Answer<unknown>) => boolean,
  ) => Promise<boolean>
}

/** Nothing is tried yet. */
export function createAttempts(notices: Notices): Attempts {
  const running = new Map<string, Promise<boolean>>()
  return {
    attempt(chatId, deed, call, excuse = () => false) {
      const name = `${deed} ${chatId}`
      const run = async (): Promise<boolean> => {
        const answer = await call()
        running.delete(name)
        if (!excuse(answer)) tellRefusal(notices, deed, answer)
        return answer.ok
      }
      const done = running.get(name) ?? run()
      running.set(name, done)
      return done
    },
  }
}
