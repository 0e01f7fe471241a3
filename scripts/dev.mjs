// npm run dev: compiles on every change, restarts the server when that succeeds, and serves the console with hot
// replacement. The settings and the data directory are those of npm start.
import './node-version.mjs'
import { createInterface } from 'node:readline'
import { ensure, fingerprint } from './ensure.mjs'
import { exitCode, piped, root, script, start, startTool } from './run.mjs'

const port = process.env['PORT'] ?? '8080'

await script(async () => {
  await ensure([], { tools: true })
  await serveConsole()

  const compiler = startTool('typescript', 'bin/tsc', ['--watch', '--preserveWatchOutput', '-p', '.'], piped)
  const server = restartable()
  tell('types', compiler, (line) => {
    // Something that does not compile leaves the running server alone.
    if (line.includes('Found 0 errors.')) server.restart()
  })
  return exitCode(compiler)
})

/** Vite keeps the console's sources, and hands on to the server what is not its own. */
async function serveConsole() {
  const { createLogger, createServer } = await import('vite')
  const vite = await createServer({
    root: `${root}web/console`,
    clearScreen: false,
    customLogger: createLogger('info', { prefix: '[console]', allowClearScreen: false }),
    server: { host: '127.0.0.1', proxy: { '/api': `http://127.0.0.1:${port}` } },
  })
  await vite.listen()
  console.log(`[console] ${vite.resolvedUrls?.local[0] ?? ''}`)
}

/** The server as a child: stopped and started again when what it runs has changed. */
function restartable() {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child
  let running = ''
  let turn = Promise.resolve()

  const replace = async () => {
    const compiled = fingerprint(['dist/src'])
    const alive = child?.exitCode === null && child.signalCode === null ? child : undefined
    if (alive && compiled === running) return
    if (alive) {
      const ended = exitCode(alive)
      alive.kill('SIGINT')
      await ended
    }
    running = compiled
    child = start(process.execPath, ['--enable-source-maps', 'dist/src/cli/main.js', 'serve'], piped)
    tell('server', child)
  }
  return {
    restart() {
      turn = turn.then(replace)
    },
  }
}

/**
 * Prints what a child prints, each line with the name of who says it.
 *
 * @param {string} name
 * @param {import('node:child_process').ChildProcess} child
 * @param {(line: string) => void} [heard]
 */
function tell(name, child, heard) {
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream }).on('line', (line) => {
      console.log(`[${name}] ${line}`)
      heard?.(line)
    })
  }
}
