import { readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

const outDir = fileURLToPath(new URL('../../dist/web/console', import.meta.url))

// The reducer of `state/` is also compiled into this folder for the server's tests, so only what this build writes
// under hashed names is swept away before the next one.
const sweepAssets = (): Plugin => ({
  name: 'sweep-assets',
  apply: 'build',
  buildStart: () => rm(`${outDir}/assets`, { recursive: true, force: true }),
})

/** Smaller files fit into one packet either way. */
const compressedFrom = 1024
const compressors = { br: promisify(brotliCompress), gz: promisify<Buffer, Buffer>(gzip) }

/** Puts each file a second and a third time beside itself, compressed: the server has nothing to compress at run time. */
const compressFiles = (): Plugin => ({
  name: 'compress-files',
  apply: 'build',
  async writeBundle({ dir = outDir }, bundle) {
    const compressTo = async (name: string, ending: keyof typeof compressors): Promise<void> => {
      const content = await readFile(`${dir}/${name}`)
      const path = `${dir}/${name}.${ending}`
      if (content.length < compressedFrom) await rm(path, { force: true })
      else await writeFile(path, await compressors[ending](content))
    }
    await Promise.all(Object.keys(bundle).flatMap((name) => [compressTo(name, 'br'), compressTo(name, 'gz')]))
  },
})

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [sweepAssets(), compressFiles()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir,
    emptyOutDir: false,
    target: 'es2022',
    // The page's content security policy allows neither inline scripts nor data addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // What takes longest is compressing; nobody has to be told each time.
      checks: { pluginTimings: false },
      input: ['index.html', 'try-it.html'].map((name) => fileURLToPath(new URL(name, import.meta.url))),
    },
  },
})
