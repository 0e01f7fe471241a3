// npm run conformance -- --url http://…: builds and asks a server whether it keeps the rules of docs/protocol.md.
import './node-version.mjs'
import { ensure } from './ensure.mjs'
import { exitCode, script, start } from './run.mjs'

await script(async () => {
  await ensure(['everything'], { tools: true })
  return exitCode(start(process.execPath, ['dist/tests/conformance/main.js', ...process.argv.slice(2)]))
})
