/** What meets in one chat at the same instant, fifty rounds of each. `npm run test:long -- races` runs a thousand. */
import { runRaces } from '../support/races/run-races.js'

runRaces(Number(process.env['ROUNDS'] ?? 50))
