/**
 * What must not be kept or shown, kept out: an organization's enabled rules against sensitive data, compiled once and
 * again only when setup changes. A rule that cannot be used is skipped, and said so once; it breaks no chat.
 */
import { AppliedRules } from './applied-rules.js'
import { compileRule, type CompiledRule, type MaskingRule } from './compiled-rule.js'
import { PatternError } from './pattern.js'

/** How many rules are applied in an organization; those beyond are skipped, the last in their order first. */
export const rulesMax = 50
/** How large all the compiled rules of an organization may be together. */
export const rulesSizeMax = 2000

interface Compiled {
  readonly revision: number
  readonly visitor: readonly CompiledRule[]
  readonly agent: readonly CompiledRule[]
  readonly supervisor: readonly CompiledRule[]
}

export class Masking {
  readonly #rulesOf: (organizationId: string) => readonly MaskingRule[]
  readonly #revision: () => number
  readonly #onSkipped: (ruleId: string, why: string) => void
  readonly #compiled = new Map<string, Compiled>()
  /** What was said of rules that are skipped, by organization, so that it is said once. */
  readonly #skipped = new Map<string, Map<string, string>>()

  constructor(options: {
    /** All rules of an organization, in any order. */
    rulesOf: (organizationId: string) => readonly MaskingRule[]
    /** Another number after each change of setup. */
    revision: () => number
    /** A rule cannot be used. Called once for each, and again only after it changed. */
    onSkipped: (ruleId: string, why: string) => void
  }) {
    this.#rulesOf = options.rulesOf
    this.#revision = options.revision
    this.#onSkipped = options.onSkipped
  }

  /** The rules for one side, for the texts of one command; undefined when there are none. */
  begin(organizationId: string, side: 'visitor' | 'agent' | 'supervisor'): AppliedRules | undefined {
    const rules = this.#current(organizationId)[side]
    return rules.length === 0 ? undefined : new AppliedRules(rules)
  }

  #current(organizationId: string): Compiled {
    const revision = this.#revision()
    const known = this.#compiled.get(organizationId)
    if (known?.revision === revision) return known
    const rules = this.#compileAll(organizationId)
    const compiled = {
      revision,
      visitor: rules.filter(({ rule }) => rule.forVisitors),
      agent: rules.filter(({ rule }) => rule.forAgents),
      supervisor: rules.filter(({ rule }) => rule.forSupervisors),
    }
    this.#compiled.set(organizationId, compiled)
    return compiled
  }

  #compileAll(organizationId: string): CompiledRule[] {
    const rules = this.#rulesOf(organizationId)
      .filter(({ enabled }) => enabled)
      .sort((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : 1))
    const compiled: CompiledRule[] = []
    const skipped = new Map<string, string>()
    let sizeLeft = rulesSizeMax
    for (const rule of rules) {
      const outcome = this.#compile(rule, compiled.length, sizeLeft)
      if (typeof outcome === 'string') skipped.set(rule.id, `${outcome} ${rule.pattern}`)
      else {
        compiled.push(outcome)
        sizeLeft -= outcome.size
        continue
      }
      if (this.#skipped.get(organizationId)?.get(rule.id) !== skipped.get(rule.id)) this.#onSkipped(rule.id, outcome)
    }
    this.#skipped.set(organizationId, skipped)
    return compiled
  }

  /** The rule, or why it is skipped. */
  #compile(rule: MaskingRule, count: number, sizeLeft: number): CompiledRule | string {
    if (count >= rulesMax) return `Only the first ${rulesMax} rules are applied.`
    try {
      const compiled = compileRule(rule)
      return compiled.size <= sizeLeft ? compiled : 'The rules before it leave no room for it; make them smaller.'
    } catch (error) {
      if (!(error instanceof PatternError)) throw error
      return error.message
    }
  }
}
