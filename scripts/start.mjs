// npm start: from a fresh clone to a running server. The server runs in this process, so that a signal reaches it.
import './node-version.mjs'
import { runCli } from './cli.mjs'
import { ensure } from './ensure.mjs'
import { script } from './run.mjs'

await script(async () => {
  await ensure(['server', 'console'])
  return runCli(['serve', ...process.argv.slice(2)])
})
