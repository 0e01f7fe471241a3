/** The same races as in tests/scenarios, a thousand rounds of each. */
import { afterAll } from 'vitest'
import { reportLongRun } from '../support/long-run-report.js'
import { runRaces } from '../support/races/run-races.js'

const rounds = Number(process.env['ROUNDS'] ?? 1000)
const lines: string[] = []

runRaces(rounds, (title, outcomes) => lines.push(`${title}, ${rounds} rounds: ${outcomes}`))

afterAll(() => reportLongRun('Races', lines))
