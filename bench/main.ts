/** `npm run bench`: measures on this machine, prints tables, and leaves a file with the numbers in `artifacts/`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measureBus } from './bus.js'
import { measureFailing } from './failing.js'
import { measureHeap } from './heap.js'
import { measureHeld } from './held.js'
import { measureHistory } from './history.js'
import { measureNodes } from './several-nodes.js'
import { hasNchan } from './nchan.js'
import { OptionsError, readOptions, usage, type Options } from './options.js'
import { measureProfile } from './profile.js'
import { describe, verdictsOn, type Results } from './report.js'
import { measureRouted } from './routed.js'
import { measureSaturation } from './saturation.js'

const artifacts = fileURLToPath(new URL('../../artifacts', import.meta.url))

const tell = (what: string): void => console.error(what)

const measure = async (options: Options): Promise<Results> => {
  if (options.profile) return { profile: await measureProfile(options, artifacts) }
  if (options.heap) return { heap: await measureHeap(artifacts) }
  const { scenarios } = options
  return {
    ...(scenarios.has('A') && { saturation: await measureSaturation(options, artifacts, tell) }),
    ...((scenarios.has('C') || scenarios.has('D')) && { held: await measureHeld(options, artifacts, tell) }),
    ...(scenarios.has('B') && { bus: await measureBus(options, tell) }),
    ...(scenarios.has('N') && { nodes: await measureNodes(options, artifacts, tell) }),
    ...(scenarios.has('H') && { history: await measureHistory(options, artifacts, tell) }),
    ...(scenarios.has('F') && { failing: await measureFailing(options, artifacts, tell) }),
    ...(scenarios.has('R') && { routed: await measureRouted(options, artifacts, tell) }),
  }
}

/** Nchan is measured where it is installed. */
const withInstalled = (options: Options): Options => {
  if (!options.subjects.has('nchan') || hasNchan()) return options
  tell('Nchan is not installed (Debian: nginx-light, libnginx-mod-nchan), so it is left out.')
  return { ...options, subjects: new Set([...options.subjects].filter((subject) => subject !== 'nchan')) }
}

const run = async (args: readonly string[]): Promise<void> => {
  const given = readOptions(args)
  if (given === undefined) {
    console.log(usage)
    return
  }
  const options = withInstalled(given)
  mkdirSync(artifacts, { recursive: true })
  const began = performance.now()
  const results = await measure(options)
  const at = new Date().toISOString()
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? '', cores: cpus().length }
  const { scenarios, subjects, ...sizes } = options
  const record = {
    ...{ at, machine, seconds: Math.round((performance.now() - began) / 1000) },
    options: { ...sizes, scenarios: [...scenarios], subjects: [...subjects] },
    ...results,
    verdicts: verdictsOn(results),
  }
  const text = JSON.stringify(record, null, 2)
  const file = join(artifacts, `bench-${at.replaceAll(/[:.]/g, '-')}.json`)
  writeFileSync(file, `${text}\n`)
  console.log(options.json ? text : `\n${describe(results)}\n\n${file}`)
}

// The processes that were started end with this one, and so do their files.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

try {
  await run(process.argv.slice(2))
  process.exit(0)
} catch (error) {
  console.error(error instanceof OptionsError ? `${error.message}\n\n${usage}` : error)
  process.exit(1)
}
