// npm test: builds what is missing, runs the tests and sums up, what was left out included. `--long` runs the long
// tests instead; all other arguments go to Vitest (`npm test -- chat`).
import './node-version.mjs'
import { readFileSync, rmSync } from 'node:fs'
import { ensure } from './ensure.mjs'
import { exitCode, script, startTool, ToolError } from './run.mjs'
import { summaryFile } from './test-reporter.mjs'

/** How a reason begins; see tests/support/test-of-directories.ts. */
const notOnThisStore = 'Not on this store: '

await script(async () => {
  const args = process.argv.slice(2).filter((arg) => arg !== '--long')
  const projects = process.argv.includes('--long') ? ['long'] : ['unit', 'system']
  const chosen = args.some((arg) => arg.startsWith('--project')) ? [] : projects.flatMap((name) => ['--project', name])

  try {
    await ensure(['everything', 'console'], { tools: true })
    rmSync(summaryFile, { force: true })
    const reporters = ['--reporter=default', '--reporter=./scripts/test-reporter.mjs']
    const code = await exitCode(startTool('vitest', 'vitest.mjs', ['run', ...chosen, ...reporters, ...args]))
    return sumUp(code)
  } catch (error) {
    if (!(error instanceof ToolError)) throw error
    console.log(`${error.output}\n${error.message} That counts as one failure.\n0 passed, 1 failed`)
    return 1
  }
})

/**
 * @param {number} vitestCode
 * @returns {number} The exit code.
 */
function sumUp(vitestCode) {
  const { passed, failed, leftOut: all, interrupted } = readSummary()
  const inCi = process.env['CI'] === 'true'
  // What cannot be asked of the store that was chosen is told, and nothing to be made up for.
  const leftOut = all.filter(({ reason }) => !reason.startsWith(notOnThisStore))

  for (const reason of new Set(all.map((one) => one.reason))) {
    const tests = all.filter((one) => one.reason === reason).map((one) => `  ${one.test}`)
    console.log(`Left out (${reason}):\n${tests.join('\n')}`)
  }
  if (interrupted) console.log('The run was interrupted.')
  if (passed + failed + all.length === 0) console.log('No test matched.')
  if (inCi && leftOut.length > 0) console.log('With CI=true nothing may be left out.')
  const skipped = leftOut.length > 0 ? `, ${leftOut.length} skipped` : ''
  console.log(`${passed} passed, ${failed} failed${skipped}`)
  return vitestCode || (failed > 0 || (inCi && leftOut.length > 0) ? 1 : 0)
}

/** @returns {import('./test-reporter.mjs').Summary} */
function readSummary() {
  try {
    return JSON.parse(readFileSync(summaryFile, 'utf8'))
  } catch (error) {
    throw new ToolError('Vitest ended without a result.', String(error))
  }
}
