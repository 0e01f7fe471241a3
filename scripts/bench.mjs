// npm run bench -- <arguments>: builds and runs the measurements of bench/.
import './node-version.mjs'
import { ensure } from './ensure.mjs'
import { exitCode, script, start } from './run.mjs'

await script(async () => {
  await ensure(['everything'], { tools: true })
  return exitCode(start(process.execPath, ['dist/bench/main.js', ...process.argv.slice(2)]))
})
