/** Tells of what the server can do without for a while, and of its return, each once. */
import type { Logger } from 'pino'

/** Says once that it is away, with why, again when there is another reason, and when it is back. */
export const outageLog = (
  logger: Logger,
  texts: { readonly away: string; readonly back: string },
): { readonly onAway: (cause: unknown) => void; readonly onBack: () => void } => {
  let told: string | undefined
  return {
    onAway: (cause) => {
      const why = cause instanceof Error ? cause.message : String(cause)
      if (why !== told) logger.warn({ why }, texts.away)
      told = why
    },
    onBack: () => {
      told = undefined
      logger.warn(texts.back)
    },
  }
}
