/**
 * A folder in which the scripts of this repository find everything they work with, and nothing is large: one package of
 * each kind, tools that do next to nothing, and an npm that writes down when it is asked.
 */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeProcess, type Ended } from './node-process.js'
import { TemporaryDirectory } from './temporary-directory.js'

const scripts = fileURLToPath(new URL('../../../scripts', import.meta.url))
const record = 'node_modules/.package-lock.json'

/** The version of each package that a lock file asks for. */
export interface Versions {
  /** What the programs of the project print. */
  readonly library: string
  /** What compiles them. */
  readonly typescript: string
}

const lockOf = ({ library, typescript }: Versions): string => {
  const entry = (version: string) => ({ version, integrity: `sha512-${version}` })
  const packages = {
    '': { name: 'small' },
    'node_modules/library': entry(library),
    'node_modules/typescript': { ...entry(typescript), dev: true },
    'node_modules/vite': { ...entry('1.0.0'), dev: true },
    'node_modules/for-another-system': { ...entry('1.0.0'), optional: true },
  }
  return JSON.stringify({ name: 'small', lockfileVersion: 3, packages })
}

// Runs in the project's folder, as a program of its own.
const npm = `
  import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
  import { dirname } from 'node:path'
  const put = (file, text) => (mkdirSync(dirname(file), { recursive: true }), writeFileSync(file, text))
  appendFileSync('installations', process.argv[2] + '\\n')
  rmSync('node_modules', { recursive: true, force: true })
  const lock = readFileSync('package-lock.json', 'utf8')
  for (const [path, { version, optional }] of Object.entries(JSON.parse(lock).packages)) {
    if (path === '' || optional) continue
    const name = path.slice('node_modules/'.length)
    put(path + '/package.json', JSON.stringify({ name, version, type: 'module', exports: './index.js' }))
    put(path + '/index.js', 'export const version = ' + JSON.stringify(version))
  }
  put('${record}', lock)
  const program = "import { version } from 'library'; export const main = async () => (console.log('library', version), 0);"
  const compiled = { 'bench/main.js': 'await main()', 'tests/conformance/main.js': 'await main()', 'src/cli/main.js': '' }
  put('node_modules/typescript/bin/tsc', \`
    import { mkdirSync, writeFileSync } from 'node:fs'
    import { dirname } from 'node:path'
    for (const [file, more] of Object.entries(\${JSON.stringify(compiled)})) {
      mkdirSync(dirname('dist/' + file), { recursive: true })
      writeFileSync('dist/' + file, \${JSON.stringify(program)} + more)
    }\`)
  put('node_modules/vite/bin/vite.js', '')
`

export class SmallProject {
  readonly #directory: TemporaryDirectory

  private constructor(directory: TemporaryDirectory) {
    this.#directory = directory
  }

  /** A fresh clone. */
  static async make(versions: Versions): Promise<SmallProject> {
    const project = new SmallProject(await TemporaryDirectory.make())
    await cp(scripts, project.#path('scripts'), { recursive: true })
    await writeFile(project.#path('package.json'), JSON.stringify({ name: 'small', type: 'module' }))
    await writeFile(project.#path('npm.js'), npm)
    // What the compiler compiles: a program is never older than its source.
    for (const file of ['src/cli/main.ts', 'bench/main.ts', 'tests/conformance/main.ts']) {
      await mkdir(join(project.#path(file), '..'), { recursive: true })
      await writeFile(project.#path(file), '')
    }
    await project.ask(versions)
    return project
  }

  /** A lock file that asks for these versions, as after a change of branch. */
  ask(versions: Versions): Promise<void> {
    return writeFile(this.#path('package-lock.json'), lockOf(versions))
  }

  /** What npm says it installed, though it did not: as if only the record had been copied. */
  claim(versions: Versions): Promise<void> {
    return writeFile(this.#path(record), lockOf(versions))
  }

  remove(path: string): Promise<void> {
    return rm(this.#path(path), { recursive: true })
  }

  /** Runs a script to its end, such as `bench`. */
  async run(script: string): Promise<Ended> {
    const environment = { npm_execpath: this.#path('npm.js') }
    await using child = new NodeProcess([this.#path(`scripts/${script}.mjs`)], environment)
    return await child.ended
  }

  /** How often npm was asked to install. */
  async installations(): Promise<number> {
    return (await readFile(this.#path('installations'), 'utf8')).match(/^ci$/gm)?.length ?? 0
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#directory[Symbol.asyncDispose]()
  }

  #path(path: string): string {
    return join(this.#directory.path, path)
  }
}
