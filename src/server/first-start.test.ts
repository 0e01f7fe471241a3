import { expect, test } from 'vitest'
import { Setup } from '../setup/setup.js'
import { openMemoryStore } from '../storage/memory/memory-store.js'
import { checkOrganizations } from './first-start.js'

const loopback = { host: '127.0.0.1', publicUrl: '' }

test('servers that start at the same time on an empty store have one demo organization, and all of them start', async () => {
  const store = openMemoryStore()
  const setups = await Promise.all([1, 2, 3].map(() => Setup.open(store.setup)))
  await Promise.all(setups.map((setup) => checkOrganizations(setup, loopback)))
  const [first, ...others] = setups.map((setup) => setup.organizations.map(({ id, name }) => ({ id, name })))
  expect(first).toHaveLength(1)
  for (const other of others) expect(other).toEqual(first)
})

test('a server that others reach makes none', async () => {
  const setup = await Setup.open(openMemoryStore().setup)
  await checkOrganizations(setup, { host: '0.0.0.0', publicUrl: '' })
  await checkOrganizations(setup, { host: '127.0.0.1', publicUrl: 'https://chat.example.com' })
  expect(setup.organizations).toEqual([])
})
