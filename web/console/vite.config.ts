import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const outDir = fileURLToPath(new URL('../../dist/web/console', import.meta.url))

// The reducer of `state/` is also compiled into this folder for the server's tests, so only what this build writes
// under hashed names is swept away before the next one.
const sweepAssets = (): Plugin => ({
  name: 'sweep-assets',
  apply: 'build',
  buildStart: () => rm(`${outDir}/assets`, { recursive: true, force: true }),
})

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [sweepAssets()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir,
    emptyOutDir: false,
    target: 'es2022',
    // The page's content security policy allows neither inline scripts nor data addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'try-it.html'].map((name) => fileURLToPath(new URL(name, import.meta.url))),
    },
  },
})
