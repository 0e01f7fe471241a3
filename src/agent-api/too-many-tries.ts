import { ProblemError } from './problems.js'

/** Whoever tries passwords has to wait: a 429 that says for how long. */
export const tooManyTries = (waitMs: number): ProblemError => {
  const seconds = String(Math.max(1, Math.ceil(waitMs / 1000)))
  const headers = { 'retry-after': seconds }
  return new ProblemError(429, 'too-many-tries', `Too many tries. Wait ${seconds} s, then try again.`, headers)
}
