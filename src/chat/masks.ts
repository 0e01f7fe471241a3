/** What the chat needs of whoever knows the rules against sensitive data. */

/** Who says something. Supervisors say it to agents, never to visitors. */
export type Side = 'visitor' | 'agent' | 'supervisor'

/** The rules for one side at work on one command; texts that are masked together share what that may cost. */
export interface Mask {
  /** The text without what must not be kept or shown. */
  text(text: string): string
  /** The names of the rules that changed something so far, each once, in the order of their priority. */
  readonly triggered: readonly string[]
}

/** A mask for what one side says in an organization; undefined when no rule is for it, so that this costs nothing. */
export type Masks = (organizationId: string, side: Side) => Mask | undefined
