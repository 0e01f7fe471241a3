// A reporter for Vitest that writes down what scripts/test.mjs tells at the end: how many tests passed and failed, and
// what was left out for which reason.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './run.mjs'

/** Where the last run's {@link Summary} is. */
export const summaryFile = join(root, 'artifacts/tests.json')

/**
 * @typedef {object} Summary
 * @property {number} passed
 * @property {number} failed Tests, and whatever else went wrong outside of one: a file that cannot be loaded, a hook
 *   for several tests, an error nobody caught.
 * @property {{ test: string, reason: string }[]} leftOut
 * @property {boolean} interrupted
 */

export default class TestReporter {
  #namesGiven = false

  /** @param {import('vitest/node').Vitest} vitest */
  onInit(vitest) {
    this.#namesGiven = vitest.config.testNamePattern !== undefined
  }

  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandledErrors
   * @param {import('vitest/node').TestRunEndReason} reason
   */
  onTestRunEnd(modules, unhandledErrors, reason) {
    /** @type {Summary} */
    const summary = { passed: 0, failed: unhandledErrors.length, leftOut: [], interrupted: reason === 'interrupted' }
    for (const module of modules) {
      summary.failed += module.errors().length
      for (const suite of module.children.allSuites()) summary.failed += suite.errors().length
      for (const test of module.children.allTests()) {
        const result = test.result()
        if (result.state === 'passed') summary.passed += 1
        else if (result.state === 'failed') summary.failed += 1
        else {
          const reason = result.state === 'skipped' ? result.note : 'it was not reached'
          // With `-t name` Vitest counts all others as skipped; those were not asked for.
          if (reason === undefined && this.#namesGiven) continue
          const name = `${relative(root, module.moduleId)} > ${test.fullName}`
          summary.leftOut.push({ test: name, reason: reason ?? 'no reason given' })
        }
      }
    }
    mkdirSync(join(root, 'artifacts'), { recursive: true })
    writeFileSync(summaryFile, `${JSON.stringify(summary, undefined, 2)}\n`)
  }
}
