import { LogOverloadedError, LogUnavailableError } from '../event-log/event-log.js'
import { ChatError } from './chat-error.js'

/**
 * Does something about each of several chats that are due, one after the other. What the rules refuse is settled: somebody
 * was faster. Any other failure is told of and keeps no chat but its own from its turn; only while the log takes nothing
 * the rest is left for the next time.
 */
export const eachOnItsOwn = async <T>(
  due: readonly T[],
  act: (one: T) => Promise<void>,
  onError: (error: unknown) => void,
): Promise<void> => {
  for (const one of due) {
    try {
      await act(one)
    } catch (error) {
      if (error instanceof ChatError) continue
      onError(error)
      if (error instanceof LogUnavailableError || error instanceof LogOverloadedError) return
    }
  }
}
