import { LogOverloadedError, LogUnavailableError } from '../event-log/event-log.js'

/**
 * Does what follows a change that is durable already. When the store refuses that it is not said that nothing was done: rejects
 * with {@link LogUnavailableError} then, after which whoever asked looks, or asks once more.
 */
export const afterChange = async <Result>(follow: () => Promise<Result>): Promise<Result> => {
  try {
    return await follow()
  } catch (error) {
    if (!(error instanceof LogOverloadedError)) throw error
    throw new LogUnavailableError('The change is durable, but not what follows it.', { cause: error })
  }
}
