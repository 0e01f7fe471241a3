/** How log-ins come out, for whoever watches over the server. */

/**
 * A right password, or one that a provider vouched for; a wrong password or a name that nobody has; somebody the provider
 * or we did not let in; and whoever has to wait first.
 */
export const logInResults = ['logged_in', 'vouched_for', 'wrong_password', 'not_vouched_for', 'limited'] as const
export type LogInResult = (typeof logInResults)[number]

export class LogInCounts {
  readonly #counts = new Map<LogInResult, number>(logInResults.map((result) => [result, 0]))

  note(result: LogInResult): void {
    this.#counts.set(result, (this.#counts.get(result) ?? 0) + 1)
  }

  /** How many of each there were since the start. */
  get all(): ReadonlyMap<LogInResult, number> {
    return this.#counts
  }
}
