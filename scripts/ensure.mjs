// Installs and builds what is missing or out of date, and nothing else. It compares contents, never times of files: a
// clone, a copy or a change of branch alters those without changing anything.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { finished, piped, root, seconds, start, startTool, ToolError } from './run.mjs'

/**
 * @typedef {'server' | 'everything' | 'console'} Part
 * @typedef {{ version?: string, integrity?: string, dev?: boolean, optional?: boolean, devOptional?: boolean }} Package
 * @typedef {{ title: string, inputs: string[], outputs: string[], build: () => Promise<void> }} Recipe
 */

/** What each part is made from, and how. `package-lock.json` stands for the tools and libraries. */
export const recipes = /** @type {Record<Part, Recipe>} */ ({
  server: {
    title: 'the server',
    inputs: ['src', 'tsconfig.base.json', 'tsconfig.json', 'tsconfig.server.json', 'package-lock.json'],
    outputs: ['dist/src'],
    build: () => compile('tsconfig.server.json'),
  },
  // Apart from the server, so that a mistake in a test keeps nobody from running it.
  everything: {
    title: 'the server, its tests and its bench',
    inputs: ['src', 'tests', 'bench', 'web', 'tsconfig.base.json', 'tsconfig.json', 'package-lock.json'],
    outputs: ['dist/src', 'dist/tests', 'dist/bench'],
    build: () => compile('tsconfig.json'),
  },
  console: {
    title: 'the console',
    inputs: [
      'web/console',
      'src/agent-api',
      'src/lib',
      'src/past',
      'src/setup-api',
      'src/visitor-client',
      'tsconfig.base.json',
      'package-lock.json',
    ],
    outputs: ['dist/web/console/index.html', 'dist/web/console/assets'],
    build: () =>
      tool(
        'The console cannot be built.',
        startTool('vite', 'bin/vite.js', ['build', 'web/console', '--logLevel', 'warn'], piped),
      ),
  },
})

/**
 * Makes sure that the packages are installed and the given parts are built as the sources are now. Silent when there
 * is nothing to do; otherwise says on standard error what it does and how long it took. Processes that ask at the same
 * time take turns.
 *
 * @param {Part[]} parts
 * @param {{ tools?: boolean }} options `tools`: development packages are needed even when nothing is to be built.
 * @throws {ToolError} when the installation or a build fails
 */
export async function ensure(parts, { tools = false } = {}) {
  const stale = () => parts.filter((part) => readOr(stampFile(part), '') !== stamp(part))
  const lacking = () => packagesLacking(tools || stale().length > 0)
  if (stale().length === 0 && !lacking()) return

  await takingTurns(async () => {
    if (lacking()) await install()
    const results = await Promise.allSettled(stale().map(build))
    for (const result of results) if (result.status === 'rejected') throw result.reason
  })
}

/** @param {Part} part */
async function build(part) {
  const { title, build } = recipes[part]
  const begin = performance.now()
  // Taken first: what is edited during the build counts as changed after it.
  const made = /** @type {Part[]} */ (part === 'everything' ? ['everything', 'server'] : [part])
  const inputs = made.map((one) => fingerprint(recipes[one].inputs))
  say(`Building ${title}…`)
  await build()
  made.forEach((one, place) => writeFileSync(stampFile(one), stamp(one, inputs[place])))
  say(`Built ${title} in ${seconds(begin)}.`)
}

/**
 * What a part is made from and what was made, in short. The latter because `npm run dev`, the other build or somebody
 * by hand may have compiled since, and what is in `dist` then is not what these sources make.
 *
 * @param {Part} part
 */
function stamp(part, inputs = fingerprint(recipes[part].inputs)) {
  return `${inputs} ${fingerprint(recipes[part].outputs)}`
}

async function install() {
  const begin = performance.now()
  say('Installing what is missing or out of date (about half a minute, once)…')
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  // .npmrc makes npm refuse packages that do not name this Node. That guards what we add, and so belongs to CI; whoever
  // has an odd Node and only wants to run the server is not to be stopped by the linter's wishes.
  if (process.env['CI'] !== 'true') args.push('--no-engine-strict')
  const npm = process.env['npm_execpath']
  const child = npm !== undefined ? start(process.execPath, [npm, ...args], piped) : start('npm', args, piped)
  await tool('npm could not install the packages.', child)
  say(`Installed in ${seconds(begin)}.`)
}

/**
 * Whether package-lock.json asks for something that is not installed. npm keeps a record of what it did, but a copy of
 * `node_modules` can be older than a record that it shares, so each package is asked for its version as well. What is
 * optional depends on the machine.
 *
 * @param {boolean} development
 */
function packagesLacking(development) {
  const { packages: wanted = {} } = read('package-lock.json')
  const { packages: installed = {} } = read('node_modules/.package-lock.json')
  return Object.entries(wanted).some(
    ([path, entry]) =>
      path !== '' &&
      !entry.optional &&
      !entry.devOptional &&
      (development || !entry.dev) &&
      (installed[path]?.integrity !== entry.integrity || read(`${path}/package.json`).version !== entry.version),
  )
}

/**
 * What a file of npm says of a package, or of all that belong to this one.
 *
 * @param {string} file From the root.
 * @returns {{ version?: string, packages?: Record<string, Package> }} Empty when there is no such file.
 */
function read(file) {
  return JSON.parse(readOr(join(root, file), '{}'))
}

/**
 * A hash over the names and contents of files and folders. What is not there yet counts as empty.
 *
 * @param {string[]} inputs
 */
export function fingerprint(inputs) {
  const hash = createHash('sha256')
  for (const input of inputs) {
    for (const file of filesIn(input)) {
      const content = readFileSync(join(root, file))
      hash.update(`${file}\0${content.length}\0`).update(content)
    }
  }
  return hash.digest('hex')
}

/**
 * @param {string} path A file or a folder, from the root.
 * @returns {string[]} The file, or all files below the folder, sorted.
 */
function filesIn(path) {
  const found = statSync(join(root, path), { throwIfNoEntry: false })
  if (!found) return []
  if (!found.isDirectory()) return [path]
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesIn(`${path}/${name}`))
}

/**
 * Compiles without looking at types: they are for those who change something, and npm run check looks at them, at
 * three times the cost.
 *
 * @param {string} project
 */
async function compile(project) {
  const args = ['-p', project, '--noCheck']
  await tool('The server does not compile.', startTool('typescript', 'bin/tsc', args, piped))
  for (const folder of ['src', 'tests', 'bench']) removeOrphans(folder)
}

/**
 * Removes what was compiled from sources that are gone, or a deleted test would go on being run.
 *
 * @param {string} folder
 */
function removeOrphans(folder) {
  for (const file of filesIn(`dist/${folder}`)) {
    const source = file.slice('dist/'.length).replace(/\.(js|d\.ts)(\.map)?$/, '.ts')
    if (!existsSync(join(root, source)) && !existsSync(join(root, `${source}x`))) rmSync(join(root, file))
  }
}

/**
 * Runs `body` while no other process does, in this folder.
 *
 * @param {() => Promise<void>} body
 */
async function takingTurns(body) {
  mkdirSync(join(root, 'dist'), { recursive: true })
  const lock = join(root, 'dist/.building')
  let told = false
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    }
    const holder = Number(readOr(lock, '0'))
    if (isAbandoned(lock, holder)) {
      rmSync(lock, { force: true })
      continue
    }
    if (!told) say(`Waiting for process ${holder}, which is building.`)
    told = true
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const release = () => rmSync(lock, { force: true })
  process.once('exit', release)
  try {
    await body()
  } finally {
    process.off('exit', release)
    release()
  }
}

/**
 * Whether the process that holds the lock was killed. Its number may be another's by now, so ten minutes are enough.
 *
 * @param {string} lock
 * @param {number} holder Zero while it is just being written.
 */
function isAbandoned(lock, holder) {
  const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
  if (Date.now() - since > 600_000 || holder === process.pid) return true
  try {
    if (holder > 0) process.kill(holder, 0)
    return false
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH'
  }
}

/**
 * @param {string} failure
 * @param {import('node:child_process').ChildProcess} child
 */
async function tool(failure, child) {
  const { code, output } = await finished(child).catch((/** @type {Error} */ error) => ({
    code: 1,
    output: error.message,
  }))
  if (code !== 0) throw new ToolError(failure, output)
}

/** @param {Part} part */
function stampFile(part) {
  return join(root, `dist/.built-${part}`)
}

/**
 * @param {string} file
 * @param {string} otherwise
 */
function readOr(file, otherwise) {
  return existsSync(file) ? readFileSync(file, 'utf8') : otherwise
}

/** @param {string} sentence */
function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}
