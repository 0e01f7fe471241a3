/** Rules against sensitive data at work on the texts of one command. */
import type { CompiledRule } from './compiled-rule.js'

/**
 * What masking one command may cost at the worst, in characters looked at times the size of the rule that looks. One
 * look is linear in what is left of the text, but each match begins another, and a hostile text can have many: this is
 * what bounds them all. It lasts for texts as people write them, and for one look at the largest body by all the rules
 * an organization can have; beyond it texts are masked whole.
 */
export const maskingCostMax = 60_000_000

/** How often a rule is applied again because what it left behind matches. */
const passesMax = 8

/** Also the port that the chat has for it. */
export class AppliedRules {
  readonly #rules: readonly CompiledRule[]
  readonly #triggered = new Set<CompiledRule>()
  #costLeft = maskingCostMax

  /** `rules` in the order in which they are applied. */
  constructor(rules: readonly CompiledRule[]) {
    this.#rules = rules
  }

  /** The names of the rules that changed something, each once. */
  get triggered(): readonly string[] {
    const names = this.#rules.filter((rule) => this.#triggered.has(rule)).map(({ rule }) => rule.name)
    return [...new Set(names)]
  }

  /**
   * The text after all rules. Nothing that a rule looks for is left by it, unless its replacement is such a thing
   * itself; what cannot be found out at a bearable cost is taken for a match as a whole.
   */
  text(text: string): string {
    let masked = text
    for (const rule of this.#rules) masked = this.#apply(rule, masked)
    return masked
  }

  #apply(rule: CompiledRule, text: string): string {
    let masked = text
    for (let pass = 0; pass < (rule.settles ? passesMax : 1); pass += 1) {
      const next = this.#once(rule, masked)
      if (next === undefined) {
        this.#triggered.add(rule)
        return rule.replacement
      }
      if (next === masked) return masked
      this.#triggered.add(rule)
      masked = next
    }
    // It was made to match again and again.
    return rule.settles ? rule.replacement : masked
  }

  /** The text with every match replaced; undefined when finding them all would cost too much. */
  #once({ engine, size, replacement }: CompiledRule, text: string): string | undefined {
    const matcher = engine.matcher(text)
    let masked = ''
    let from = 0
    let looked = 0
    for (;;) {
      this.#costLeft -= size * (text.length - looked)
      if (this.#costLeft < 0) return undefined
      if (!matcher.find()) break
      const [start, end] = [matcher.start(), matcher.end()]
      looked = end
      // An empty match, as of a word's edge, holds nothing.
      if (start === end) continue
      masked += text.slice(from, start) + replacement
      from = end
    }
    return from === 0 ? text : masked + text.slice(from)
  }
}
