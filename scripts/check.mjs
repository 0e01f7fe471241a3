// npm run check: everything a commit has to pass and a machine can tell quickly. One line per step; what failed is
// shown in full at the end.
import './node-version.mjs'
import { availableParallelism } from 'node:os'
import { ensure } from './ensure.mjs'
import { finished, piped, script, seconds, startTool, ToolError } from './run.mjs'

/**
 * @param {Parameters<typeof startTool>} tool
 * @returns {() => Promise<string>} Runs it; resolves to what it printed if it failed, else to nothing.
 */
const running =
  (...[packageName, file, args]) =>
  async () => {
    const { code, output } = await finished(startTool(packageName, file, args, piped))
    return code === 0 ? '' : output.trim() || `It ended with exit code ${code}.`
  }

async function build() {
  try {
    await ensure(['everything'], { tools: true })
    return ''
  } catch (error) {
    if (error instanceof ToolError) return error.output
    throw error
  }
}

const unitTests = { name: 'unit tests', run: running('vitest', 'vitest.mjs', ['run', '--project', 'unit']) }
// Here only what changed is linted anew; what that does to the types of an unchanged file is for CI to find, which lints
// everything.
const lintCache = ['--cache', '--cache-strategy', 'content', '--cache-location', 'node_modules/.cache/eslint/']
const inCi = process.env['CI'] === 'true'
const lintArgs = ['.', '--max-warnings', '0', ...(inCi ? [] : lintCache)]
const typesOnly = ['--noEmit', '--tsBuildInfoFile', 'dist/types.tsbuildinfo']

/** @type {{ name: string, run: () => Promise<string>, then?: typeof unitTests }[]} */
const queue = [
  // In CI they are among the tests that follow.
  { name: 'build', run: build, ...(inCi ? {} : { then: unitTests }) },
  { name: 'lint', run: running('eslint', 'bin/eslint.js', lintArgs) },
  { name: 'types: server', run: running('typescript', 'bin/tsc', ['-p', 'tsconfig.json', ...typesOnly]) },
  { name: 'types: console', run: running('typescript', 'bin/tsc', ['-p', 'web/console/tsconfig.json']) },
  { name: 'types: scripts', run: running('typescript', 'bin/tsc', ['-p', 'scripts/tsconfig.json']) },
  { name: 'format', run: running('prettier', 'bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']) },
  { name: 'import rules', run: running('dependency-cruiser', 'bin/dependency-cruise.mjs', ['src', 'web']) },
]

await script(async () => {
  const begin = performance.now()
  // Before the steps run side by side, since all of them need what is installed.
  await ensure([], { tools: true })

  /** @type {{ name: string, output: string }[]} */
  const failures = []
  const worker = async () => {
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
      const stepBegin = performance.now()
      const output = await step.run()
      console.log(`${output === '' ? 'ok    ' : 'FAILED'}  ${step.name.padEnd(16)} ${seconds(stepBegin).padStart(7)}`)
      if (output !== '') failures.push({ name: step.name, output })
      else if (step.then) queue.unshift(step.then)
    }
  }
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, worker))

  for (const { name, output } of failures) console.log(`\n--- ${name}\n${output}`)
  const failed = failures.length > 0 ? `${failures.map(({ name }) => name).join(', ')} failed` : 'All checks passed'
  console.log(`\n${failed}, ${seconds(begin)}.`)
  return failures.length > 0 ? 1 : 0
})
