/** The way back: what is in a database goes on in a data directory. */
import { expect, test } from 'vitest'
import { DatabaseSync } from '@photostructure/sqlite'
import { copiedParts } from './copied-parts.js'
import { copyBetween, dyingAfter, refusalOf, type CopyRun } from './copy-run.contract.js'
import { CopyDiffersError } from './copy-store.js'
import { StoreUnusableError } from './errors.js'
import { contentOf, fillStore, goOn } from './filled-store.contract.js'
import { PostgresCopySource } from './postgres/copy-source.js'
import { PostgresCopyTarget } from './postgres/copy-target.js'
import { openedStore as openedDatabase, temporaryDatabase } from './postgres/opened-store.contract.js'
import { openPostgresStore } from './postgres/postgres-store.js'
import { SqliteCopySource } from './sqlite/copy-source.js'
import { SqliteCopyTarget } from './sqlite/copy-target.js'
import { temporaryDirectory } from './sqlite/opened-store.contract.js'
import { openSqliteStore } from './sqlite/sqlite-store.js'

const rounds = 10

/** A database whose store is filled, and what it says. */
const filled = async () => {
  const url = await temporaryDatabase()
  const store = await openPostgresStore({ url })
  await fillStore(store, rounds)
  const content = await contentOf(store)
  await store.close()
  return { url, content }
}

const copy = ({ url, directory, ...run }: CopyRun & { readonly url: string; readonly directory: string }) =>
  copyBetween({ from: () => PostgresCopySource.open({ url }), to: () => SqliteCopyTarget.open(directory), ...run })

/** What a server would find in a directory. */
const contentIn = async (directory: string) => {
  const store = await openSqliteStore({ directory })
  const content = await contentOf(store)
  await store.close()
  return content
}

test('[CP-12] everything comes back as it was, and goes on from there', async () => {
  const { url, content } = await filled()
  const directory = await temporaryDirectory()
  const { wasComplete, parts } = await copy({ url, directory })
  expect(wasComplete).toBe(false)
  for (const { source, target } of parts) expect(target).toEqual(source)
  expect(parts.find(({ part }) => part.name === 'events')?.source.count).toBe(44 * 3 * rounds)
  expect(await contentIn(directory)).toEqual(content)
  const store = await openSqliteStore({ directory })
  expect(await goOn(store, rounds)).toEqual(Array.from({ length: 45 }, () => ['later']))
  await store.close()
})

test('[CP-13] a copy back that dies goes on where it was, and no server takes half a store for a whole one', async () => {
  const { url, content } = await filled()
  const directory = await temporaryDirectory()
  let runs = 0
  for (;;) {
    runs += 1
    const { message } = await refusalOf(copy({ url, directory, between: dyingAfter(1) }))
    const refused = await refusalOf(openSqliteStore({ directory }))
    expect(refused).toBeInstanceOf(StoreUnusableError)
    expect(refused.message).toMatch(/was not finished\. Run the same parley copy/)
    if (message === 'Killed at the end.') break
    expect(message).toBe('Killed.')
  }
  expect(runs).toBeGreaterThanOrEqual(copiedParts.length)
  await copy({ url, directory })
  expect((await copy({ url, directory })).wasComplete).toBe(true)
  expect(await contentIn(directory)).toEqual(content)
})

test('[CP-14] a directory with something in it is left alone, and one with half of another copy begins anew when told to', async () => {
  const { url } = await filled()
  const used = await temporaryDirectory()
  const store = await openSqliteStore({ directory: used })
  const object = { organizationId: 'org', kind: 'organization', id: 'org' }
  await store.setup.change([{ ...object, expectedVersion: 0, data: { name: 'Kept' } }])
  await store.close()
  const error = await refusalOf(copy({ url, directory: used, anew: true }))
  expect(error).toBeInstanceOf(StoreUnusableError)
  expect(error.message).toBe(
    'The data directory is not empty (objects of setup). A copy is made into an empty one only.',
  )

  const directory = await temporaryDirectory()
  await refusalOf(copy({ url, directory, between: dyingAfter(9) }))
  const goingOn = await openPostgresStore({ url })
  await goOn(goingOn, rounds)
  const content = await contentOf(goingOn)
  await goingOn.close()
  expect((await refusalOf(copy({ url, directory }))).message).toMatch(
    /its source was used since\. Run the copy with --anew/,
  )
  await copy({ url, directory, anew: true })
  expect(await contentIn(directory)).toEqual(content)
})

test('[CP-15] ends that differ are found, and a database that is used, or half a copy itself, is no source', async () => {
  const { url } = await filled()
  const directory = await temporaryDirectory()
  await refusalOf(copy({ url, directory, between: dyingAfter(Infinity) }))
  const file = new DatabaseSync(`${directory}/parley.db`)
  file.exec("UPDATE events SET body = replace(body, '7/3', '7/4')")
  file.close()
  expect(await refusalOf(copy({ url, directory }))).toBeInstanceOf(CopyDiffersError)
  expect((await refusalOf(openSqliteStore({ directory }))).message).toMatch(/not finished/)
  await copy({ url, directory, anew: true })

  const user = await openedDatabase({ url })
  expect((await refusalOf(copy({ url, directory }))).message).toMatch(/^The database is in use/)
  await user.close()
  const half = await temporaryDatabase()
  const thereAndBack = {
    ...{ from: () => SqliteCopySource.open(directory), to: () => PostgresCopyTarget.open({ url: half }) },
    between: dyingAfter(1),
  }
  await refusalOf(copyBetween(thereAndBack))
  expect((await refusalOf(PostgresCopySource.open({ url: half }))).message).toMatch(/cannot be copied itself/)
})
