// Before a script of package.json that is nothing but a tool's own command: installs that tool, and what it needs.
import './node-version.mjs'
import { ensure } from './ensure.mjs'
import { script } from './run.mjs'

await script(async () => {
  await ensure([], { tools: true })
  return 0
})
