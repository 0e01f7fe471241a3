/** The suite as a program: checks the server at an address and tells what it found. */
import { ApiAgentDriver } from './api-agent-driver.js'
import type { Check } from './check.js'
import { chapters } from './chapters.js'
import { OptionsError, readOptions, usage, type Options } from './options.js'
import { reportText } from './report.js'
import { runChecks, type Outcome } from './run-check.js'

const concerns = ({ rules }: Check, only: string | undefined): boolean =>
  only === undefined || rules.some((rule) => rule === only || rule.startsWith(`${only}-`))

const run = async ({ url, target, agent, moved, only }: Options): Promise<number> => {
  const chosen = chapters.map(({ title, checks }) => ({ title, checks: checks.filter((one) => concerns(one, only)) }))
  const asked = chosen.filter(({ checks }) => checks.length > 0)
  const driver = agent && (await ApiAgentDriver.logIn(agent.url, agent.username, agent.password))
  const outcomes = new Map<Check, Outcome>()
  try {
    await runChecks(
      asked.flatMap(({ checks }) => checks),
      { url, target, driver, moved },
      (outcome) => {
        outcomes.set(outcome.check, outcome)
        process.stderr.write(outcome.failure === undefined ? '.' : 'F')
      },
    )
  } finally {
    process.stderr.write('\n')
    await driver?.close()
  }
  process.stdout.write(`${reportText(asked, outcomes)}\n`)
  return [...outcomes.values()].some(({ failure }) => failure !== undefined) ? 1 : 0
}

try {
  const options = readOptions(process.argv.slice(2), process.env)
  if (options === undefined) process.stdout.write(usage)
  else process.exitCode = await run(options)
} catch (error) {
  if (!(error instanceof Error)) throw error
  const words =
    error instanceof OptionsError ? `${error.message}\n\n${usage}` : `The suite could not run: ${error.message}\n`
  process.stderr.write(words)
  process.exitCode = 2
}
