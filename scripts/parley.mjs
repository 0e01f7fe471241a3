// npm run parley -- <command>: the command-line program, built if need be.
import './node-version.mjs'
import { runCli } from './cli.mjs'
import { ensure } from './ensure.mjs'
import { script } from './run.mjs'

await script(async () => {
  await ensure(['server'])
  return runCli(process.argv.slice(2))
})
