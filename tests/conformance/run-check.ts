/** Runs checks against a server and says what became of each. */
import type { ChatTarget } from '../support/plain-visitor.js'
import type { AgentDriver } from './agent-driver.js'
import type { Check } from './check.js'
import type { Exchange } from './recorded-wire.js'
import { Stage, type Moved } from './stage.js'

/** The server under test. */
export interface Subject {
  /** Below which `/chat/rest` lies. */
  readonly url: string
  readonly target: ChatTarget
  readonly driver: AgentDriver | undefined
  readonly moved?: Moved | undefined
}

export interface Outcome {
  readonly check: Check
  readonly ms: number
  /** Why the check failed; absent when it passed. */
  readonly failure?: Error
  /** What was said, oldest first. */
  readonly exchanges: readonly Exchange[]
}

const withinLimit = async (run: Promise<void>, limitMs: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`It took longer than ${limitMs / 1000} s.`)), limitMs)
  })
  // Whichever loses the race may still fail, and then nobody listens any more.
  run.catch(() => undefined)
  try {
    await Promise.race([run, tooLong])
  } finally {
    clearTimeout(timer)
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))

/** Runs one check; never rejects. Checks that need an agent must not run beside each other. */
export const runCheck = async (check: Check, { url, target, driver, moved }: Subject): Promise<Outcome> => {
  const begin = performance.now()
  const stage = new Stage(url, target, driver, moved)
  const outcome = () => ({ check, ms: performance.now() - begin, exchanges: [...stage.wire.exchanges] })
  try {
    if (check.needsAgent) await stage.agent.goOnline()
    await withinLimit(check.run(stage), check.limitMs)
  } catch (error) {
    const failed = { ...outcome(), failure: asError(error) }
    // What is left open is the failed check's affair; the next one must find the agent free all the same.
    await stage.clear().catch(() => undefined)
    return failed
  }
  const passed = outcome()
  try {
    await stage.clear()
  } catch (error) {
    return { ...passed, failure: asError(error) }
  }
  return passed
}

/** How many checks without an agent run at once. */
const besideMax = 4

/**
 * Runs all checks, those with an agent one after the other beside the rest. `onOutcome` hears of each as it comes. The
 * checks that need an agent, or an organization that lives elsewhere, are left out when there is none.
 */
export const runChecks = async (
  checks: readonly Check[],
  subject: Subject,
  onOutcome: (outcome: Outcome) => void,
): Promise<void> => {
  const alone = checks.filter(({ needsAgent }) => needsAgent && subject.driver !== undefined)
  const isThere = ({ needsMoved }: Check): boolean => !needsMoved || subject.moved !== undefined
  const beside = checks.filter((one) => !one.needsAgent && isThere(one))
  const work = async (queue: Check[]): Promise<void> => {
    for (let check = queue.shift(); check !== undefined; check = queue.shift()) {
      onOutcome(await runCheck(check, subject))
    }
  }
  // The slowest first, so that the rest passes the time.
  const queue = beside.toSorted((a, b) => b.limitMs - a.limitMs)
  await Promise.all([work([...alone]), ...Array.from({ length: besideMax }, () => work(queue))])
}
