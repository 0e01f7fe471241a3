import { expect, onTestFinished, test, vi } from 'vitest'
import { DatabaseSync } from '@photostructure/sqlite'
import { copiedParts, type Value } from './copied-parts.js'
import { pageSizeMax } from './copy-ends.js'
import { copyBetween, dyingAfter, refusalOf, type CopyRun } from './copy-run.contract.js'
import { CopyDiffersError, type CopyProgress } from './copy-store.js'
import { StoreInUseError, StoreUnusableError } from './errors.js'
import { contentOf, fillStore, goOn } from './filled-store.contract.js'
import { PostgresCopyTarget } from './postgres/copy-target.js'
import { askDatabase, openedStore, temporaryDatabase } from './postgres/opened-store.contract.js'
import { openPostgresStore } from './postgres/postgres-store.js'
import { SqliteCopySource } from './sqlite/copy-source.js'
import { temporaryDirectory } from './sqlite/opened-store.contract.js'
import { openSqliteStore } from './sqlite/sqlite-store.js'

const rounds = 10

/** A directory whose store is filled, and what it says. */
const filled = async () => {
  const directory = await temporaryDirectory()
  const store = await openSqliteStore({ directory })
  await fillStore(store, rounds)
  const content = await contentOf(store)
  await store.close()
  return { directory, content }
}

interface Run extends CopyRun {
  readonly directory: string
  readonly url: string
}

const copy = ({ directory, url, ...run }: Run) =>
  copyBetween({ from: () => SqliteCopySource.open(directory), to: () => PostgresCopyTarget.open({ url }), ...run })

test('[CP-1] everything comes over as it was, and goes on from there', async () => {
  const { directory, content } = await filled()
  const url = await temporaryDatabase()
  const told: CopyProgress[] = []
  const { wasComplete, parts } = await copy({ directory, url, onProgress: (progress) => told.push(progress) })
  expect(wasComplete).toBe(false)
  for (const { source, target } of parts) expect(target).toEqual(source)
  expect(parts.find(({ part }) => part.name === 'events')?.source.count).toBe(44 * 3 * rounds)
  expect(told.at(-1)?.share).toBe(1)
  expect(told.every(({ share }, index) => share >= (told[index - 1]?.share ?? 0))).toBe(true)

  const store = await openedStore({ url })
  expect(await contentOf(store)).toEqual(content)
  expect(await goOn(store, rounds)).toEqual(Array.from({ length: 45 }, () => ['later']))
})

test('[CP-2] a copy that dies goes on where it was, wherever that is', async () => {
  const { directory, content } = await filled()
  const url = await temporaryDatabase()
  let runs = 0
  for (;;) {
    runs += 1
    const { message } = await refusalOf(copy({ directory, url, between: dyingAfter(1) }))
    // Nobody takes half a store for a whole one.
    expect((await refusalOf(openPostgresStore({ url }))).message).toMatch(/was not finished\. Run the same parley copy/)
    if (message === 'Killed at the end.') break
    expect(message).toBe('Killed.')
  }
  // Each part has at least a page.
  expect(runs).toBeGreaterThanOrEqual(copiedParts.length)
  await copy({ directory, url })
  expect((await copy({ directory, url })).wasComplete).toBe(true)
  expect(await contentOf(await openedStore({ url }))).toEqual(content)
})

test('[CP-3] a target with something in it is refused and left alone', async () => {
  const { directory } = await filled()
  const url = await temporaryDatabase()
  const store = await openPostgresStore({ url })
  await store.tokens.add({ hash: 'other', organizationId: 'org', agentId: 'a', expiresAt: 1, seenAt: 0, origin: {} })
  await store.close()
  const error = await refusalOf(copy({ directory, url, anew: true }))
  expect(error).toBeInstanceOf(StoreUnusableError)
  expect(error.message).toBe('The database is not empty (log-ins). A copy is made into an empty one only.')
  expect(await (await openedStore({ url })).tokens.find('other')).toBeDefined()
})

test('[CP-4] neither end may be in use, and what is copied cannot be used meanwhile', async () => {
  const { directory } = await filled()
  const url = await temporaryDatabase()
  const using = await openPostgresStore({ url })
  const inUse = 'The database is in use: stop every server and every command that works on it.'
  expect((await refusalOf(copy({ directory, url }))).message).toBe(inUse)
  await using.close()
  const owner = await openSqliteStore({ directory })
  expect(await refusalOf(copy({ directory, url }))).toBeInstanceOf(StoreInUseError)
  await owner.close()

  const meanwhile: Error[] = []
  await copy({
    ...{ directory, url },
    between: (target) => {
      vi.spyOn(target, 'finish').mockImplementationOnce(async () => {
        meanwhile.push(await refusalOf(openPostgresStore({ url })))
        await target.finish()
      })
      return target
    },
  })
  expect(meanwhile.map(({ message }) => message)).toEqual(['The database is being copied. Wait until that is over.'])
})

test('[CP-5] a copy of which the source was used since does not go on, and begins again when it is told to', async () => {
  const { directory } = await filled()
  const url = await temporaryDatabase()
  await refusalOf(copy({ directory, url, between: dyingAfter(5) }))
  const store = await openSqliteStore({ directory })
  await goOn(store, rounds)
  const content = await contentOf(store)
  await store.close()
  const { message } = await refusalOf(copy({ directory, url }))
  expect(message).toMatch(/its source was used since\. Run the copy with --anew/)
  await copy({ directory, url, anew: true })
  expect(await contentOf(await openedStore({ url }))).toEqual(content)
})

test('[CP-6] ends that differ are found, and the target stays unused', async () => {
  const { directory } = await filled()
  const url = await temporaryDatabase()
  await refusalOf(copy({ directory, url, between: dyingAfter(Infinity) }))
  await askDatabase(url, "UPDATE parley.events SET body = replace(body, '7/3', '7/4')")
  const error = await refusalOf(copy({ directory, url }))
  expect(error).toBeInstanceOf(CopyDiffersError)
  expect(error.message).toBe('The copy differs from the store in its events, so that it is not used.')
  expect((await refusalOf(openPostgresStore({ url }))).message).toMatch(/not finished/)
  await copy({ directory, url, anew: true })
})

test('[CP-7] no page holds more than a page’s worth, however much there is', async () => {
  const { directory } = await filled()
  const database = new DatabaseSync(`${directory}/parley.db`)
  database.exec(`WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 40)
    INSERT INTO snapshots (stream, version, state) SELECT 1000 + n, 1, printf('"%.*c"', 90000, 'x') FROM n`)
  database.close()
  const source = await SqliteCopySource.open(directory)
  onTestFinished(() => source.close())
  for (const part of copiedParts) {
    let largest = 0
    let count = 0
    for (let page = await source.read(part, undefined); page; page = await source.read(part, page.place)) {
      const size = (value: Value): number => (typeof value === 'number' ? 8 : value.length)
      const sizes = page.rows.map((row) => row.reduce<number>((total, value) => total + size(value), 0))
      largest = Math.max(largest, sizes.reduce((total, one) => total + one, 0) - (sizes.at(-1) ?? 0))
      count += page.rows.length
    }
    expect(largest).toBeLessThan(pageSizeMax)
    expect(count).toBe(await source.count(part))
  }
})

test('[CP-8] every column of every table is copied, or is computed from others', async () => {
  const computedTables = /^(sqlite_|event_places|migrations$|past_chats$|past_words)/
  const computedColumns = ['bookmarks.bookmark', 'events.position', 'events.transaction', 'streams.indexed']
  const copied = copiedParts.flatMap(({ name, columns }) => Object.keys(columns).map((column) => `${name}.${column}`))
  const { directory } = await filled()
  const database = new DatabaseSync(`${directory}/parley.db`)
  const inFile = database
    .prepare("SELECT t.name AS part, c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'")
    .all() as unknown as { part: string; name: string }[]
  database.close()
  const url = await temporaryDatabase()
  await openedStore({ url })
  const inDatabase = await askDatabase<{ part: string; name: string }>(
    url,
    "SELECT table_name AS part, column_name AS name FROM information_schema.columns WHERE table_schema = 'parley'",
  )
  const columns = [...inFile, ...inDatabase]
    .filter(({ part }) => !computedTables.test(part))
    .map(({ part, name }) => `${part}.${name}`)
  expect([...new Set(columns)].toSorted()).toEqual([...copied, ...computedColumns].toSorted())
})

test('[CP-9] there has to be a file to copy', async () => {
  const directory = await temporaryDirectory()
  const { message } = await refusalOf(SqliteCopySource.open(directory))
  expect(message).toBe(`The data directory ${directory} holds no parley.db.`)
})
