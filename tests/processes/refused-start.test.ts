import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { DatabaseSync } from '@photostructure/sqlite'
import { expect, test } from 'vitest'
import { expectRefusal } from '../support/expect-refusal.js'
import { mmdbFile, porto } from '../support/mmdb-file.js'
import { runCommand, ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { testOfDirectories } from '../support/test-of-directories.js'

test('a taken port', async () => {
  await using directory = await TemporaryDirectory.make()
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const { port } = other.address() as AddressInfo
  expectRefusal(
    await runCommand(['serve'], directory.path, { PORT: String(port) }),
    `Port ${port} on 127.0.0.1 is taken. Stop what uses it, or set PORT to another.`,
  )
  other.close()
})

test('a host that is none, or not of this machine', async () => {
  await using directory = await TemporaryDirectory.make()
  expect(await runCommand(['init'], directory.path)).toMatchObject({ code: 0 })
  expectRefusal(
    await runCommand(['serve'], directory.path, { PORT: '0', HOST: '203.0.113.1' }),
    '203.0.113.1 is not an address of this machine. Set HOST to one that is.',
  )
  expectRefusal(
    await runCommand(['serve'], directory.path, { PORT: '0', HOST: 'no-such-host.invalid' }),
    'no-such-host.invalid is not a known host. Set HOST to an address of this machine.',
  )
})

testOfDirectories('a data directory that cannot be made', async () => {
  await using directory = await TemporaryDirectory.make()
  const file = `${directory.path}/file`
  await writeFile(file, '')
  const start = (path: string) => runCommand(['serve'], path, { PORT: '0' })
  expectRefusal(await start(file), `${file} is no directory.`)
  expectRefusal(await start(`${file}/below`), /^The data directory .*\/file\/below cannot be used: ENOTDIR/)
  if (process.platform !== 'linux') return
  expectRefusal(await start('/proc/parley'), /^The data directory \/proc\/parley cannot be used: ENOENT/)
})

testOfDirectories(
  'a data directory whose database is not ours, is damaged, or comes from a newer version',
  async () => {
    await using foreign = await TemporaryDirectory.make()
    const database = new DatabaseSync(`${foreign.path}/parley.db`)
    database.exec('CREATE TABLE recipes (name TEXT)')
    database.close()
    expectRefusal(await runCommand(['serve'], foreign.path), /parley\.db is a database, but not one of Parley\.$/)

    await using damaged = await TemporaryDirectory.make()
    await writeFile(`${damaged.path}/parley.db`, 'This is no database. '.repeat(500))
    expectRefusal(await runCommand(['serve'], damaged.path), /^The data directory .* cannot be used: /)

    await using newer = await TemporaryDirectory.make()
    expect(await runCommand(['init'], newer.path)).toMatchObject({ code: 0 })
    const ours = new DatabaseSync(`${newer.path}/parley.db`)
    ours.exec('PRAGMA user_version = 4711')
    ours.close()
    expectRefusal(await runCommand(['serve'], newer.path), /parley\.db was written by a newer Parley .*4711/)
  },
)

testOfDirectories('a data directory that another process uses, until that ends, even by force', async () => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path)
  const inUse = `The data directory ${directory.path} is in use by another process. Only one Parley at a time can own it.`
  for (const command of [
    ['serve'],
    ['init'],
    ['agent', 'add', 'eve@example.com'],
    ['agent', 'password', 'ada@example.com'],
  ]) {
    expectRefusal(await runCommand(command, directory.path, { PORT: '0' }), inUse)
  }
  await server.kill()
  await using next = await ServerProcess.start(directory.path)
  expect(await next.stop('SIGINT')).toMatchObject({ code: 0 })
})

test('bad settings, all of them at once', async () => {
  await using directory = await TemporaryDirectory.make()
  const environment = {
    PORT: 'eighty',
    HOST: ' ',
    PARLEY_PUBLIC_URL: 'chat.example.com',
    PARLEY_LOG_LEVEL: 'loud',
    PARLEY_POLL_HOLD_MS: '60001',
    PARLEY_TRUSTED_PROXIES: 'loopback, 10.0.0.0/33',
    PARLEY_RATE_LIMIT_SESSIONS: '-1',
    PARLEY_RATE_LIMIT_EXEMPT: 'example.com',
    PARLEY_RATE_LIMIT_ADDRESSES: '203.0.113.0/24=600',
    PARLEY_CORS_ANY: 'yes',
    PARLEY_GEO_DATABASE: '',
    PARLEY_OFFER_TIMOUT_MS: '1000',
  }
  expectRefusal(
    await runCommand(['serve'], directory.path, environment),
    'PORT must be a whole number from 0 to 65535 (it is "eighty").',
    'HOST must not be empty (it is " ").',
    'PARLEY_PUBLIC_URL must be an address such as https://chat.example.com (it is "chat.example.com").',
    'PARLEY_LOG_LEVEL must be one of debug, info, warn, error, silent (it is "loud").',
    'PARLEY_POLL_HOLD_MS must be a whole number from 50 to 60000 (it is "60001").',
    'PARLEY_TRUSTED_PROXIES must be none, or a list of addresses, networks such as 10.0.0.0/8, and the word loopback (it is "loopback, 10.0.0.0/33").',
    'PARLEY_RATE_LIMIT_SESSIONS must be a whole number from 0 to 1000000 (it is "-1").',
    'PARLEY_RATE_LIMIT_EXEMPT must be none, or a list of addresses, networks such as 10.0.0.0/8, and the word loopback (it is "example.com").',
    'PARLEY_RATE_LIMIT_ADDRESSES must be a list of network=sessions/requests a minute, such as 203.0.113.0/24=600/12000 (it is "203.0.113.0/24=600").',
    'PARLEY_CORS_ANY must be one of off, on (it is "yes").',
    'PARLEY_GEO_DATABASE must not be empty (it is "").',
    'PARLEY_OFFER_TIMOUT_MS is not a setting; see --help.',
  )
})

test('beyond loopback with a password that everybody knows', async () => {
  await using directory = await TemporaryDirectory.make()
  const open = { PORT: '0', HOST: '0.0.0.0' }
  await using server = await ServerProcess.start(directory.path)
  await server.stop('SIGINT')
  expectRefusal(
    await runCommand(['serve'], directory.path, open),
    /^Agents of the demo organization still have the password that everybody knows/,
  )
  for (const username of ['ada@example.com', 'ben@example.com']) {
    expect(await runCommand(['agent', 'password', username], directory.path)).toMatchObject({ code: 0 })
  }
  await using opened = await ServerProcess.start(directory.path, { HOST: '0.0.0.0' })
  expect(opened.process.stdout).not.toContain('parley-demo')
  // What is told to visitors begins with an address that they cannot reach.
  expect(opened.process.stderr).toContain(`send files to http://0.0.0.0:${opened.port}/chat/upload`)
  await opened.stop('SIGINT')
  const published = { HOST: '0.0.0.0', PARLEY_PUBLIC_URL: 'https://chat.example.com' }
  await using reachable = await ServerProcess.start(directory.path, published)
  expect(reachable.process.stderr).not.toContain('PARLEY_PUBLIC_URL')
})

test('a geo database that is missing, something else, or not whole', async () => {
  await using directory = await TemporaryDirectory.make()
  const path = `${directory.path}/places.mmdb`
  const start = () => runCommand(['serve'], `${directory.path}/data`, { PORT: '0', PARLEY_GEO_DATABASE: path })
  const refusal = (reason: string) =>
    `The geo database ${path} cannot be used: ${reason}. Set PARLEY_GEO_DATABASE to another file, or do not set it.`
  expectRefusal(await start(), refusal('ENOENT'))
  const whole = mmdbFile([['203.0.113.0/24', porto]])
  for (const bytes of [Buffer.from('This is no database. '.repeat(500)), Buffer.alloc(0), whole.subarray(600)]) {
    await writeFile(path, bytes)
    expectRefusal(await start(), refusal('it is no whole MaxMind DB file'))
  }
})
