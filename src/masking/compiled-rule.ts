/** One rule against sensitive data, ready for use; or what is wrong with it. */
import { RE2JS, RE2JSException } from 're2js'
import { PatternError, translatePattern } from './pattern.js'

/** What a rule says, as setup has it. */
export interface MaskingRule {
  readonly id: string
  readonly name: string
  readonly pattern: string
  readonly action: 'replace' | 'remove'
  /** What takes the place of a match, to the letter. */
  readonly replacement: string
  readonly forVisitors: boolean
  readonly forAgents: boolean
  /** Whether it is for what supervisors whisper. */
  readonly forSupervisors: boolean
  readonly enabled: boolean
  /** Lower ones go first. */
  readonly priority: number
}

export interface CompiledRule {
  readonly rule: MaskingRule
  readonly engine: RE2JS
  /** Roughly the number of steps that one character may take. */
  readonly size: number
  /** What takes the place of a match; empty when it is removed. */
  readonly replacement: string
  /** Whether it can be applied until nothing matches: what it leaves behind is nothing it looks for. */
  readonly settles: boolean
}

/** How many characters a pattern may have. */
export const patternLengthMax = 1000
/** How large a compiled pattern may be; most have fewer than a hundred instructions. */
export const compiledSizeMax = 1000

/** Compiles a rule. Throws {@link PatternError}, with a sentence for whoever wrote the pattern. */
export const compileRule = (rule: MaskingRule): CompiledRule => {
  if (rule.pattern.length > patternLengthMax) {
    throw new PatternError(`The pattern has more than ${patternLengthMax} characters.`)
  }
  const engine = compile(translatePattern(rule.pattern))
  const size = engine.programSize()
  if (size > compiledSizeMax) throw new PatternError('The pattern is too large; repeat less in it.')
  if (finds(engine, '')) throw new PatternError('The pattern matches nothing at all, which is everywhere.')
  const replacement = rule.action === 'remove' ? '' : rule.replacement
  return { rule, engine, size, replacement, settles: !finds(engine, replacement) }
}

/** Whether the engine finds anything, an empty match included. */
const finds = (engine: RE2JS, text: string): boolean => engine.matcher(text).find()

const compile = (translated: string): RE2JS => {
  try {
    return RE2JS.compile(translated)
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    throw new PatternError('The pattern uses what is not possible here, or repeats too much.', { cause: error })
  }
}

/** What is wrong with a pattern, in a sentence for whoever wrote it; undefined when it can be used. */
export const patternProblem = (pattern: string): string | undefined => {
  const said = { id: '', name: '', action: 'remove', replacement: '', priority: 0 } as const
  try {
    compileRule({ ...said, pattern, forVisitors: true, forAgents: true, forSupervisors: false, enabled: true })
    return undefined
  } catch (error) {
    if (!(error instanceof PatternError)) throw error
    return error.message
  }
}
