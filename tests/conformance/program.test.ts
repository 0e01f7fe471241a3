/** The suite as a program: what it prints, and how it ends. */
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NodeProcess, type Ended } from '../support/node-process.js'
import { demoPassword, demoUsername } from '../support/established-chat.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'

const program = fileURLToPath(new URL('main.js', import.meta.url))
const run = (args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  new NodeProcess([program, ...args], environment).ended

let directory: TemporaryDirectory
let server: ServerProcess
beforeAll(async () => {
  directory = await TemporaryDirectory.make()
  // Far too short: a server that breaks a rule.
  server = await ServerProcess.start(directory.path, { PARLEY_POLL_HOLD_MS: '300' })
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await directory[Symbol.asyncDispose]()
})

describe('the conformance program', () => {
  test('tells which rule was broken, and by which answer to which request', async () => {
    const { code, stdout } = await run(['--url', server.endpoint, '--only', 'D-2'])
    expect(code).toBe(1)
    expect(stdout).toMatch(/^ {2}FAILED +D-2 +a poll with nothing to say is held/m)
    expect(stdout).toMatch(/GET \/chat\/rest\/System\/Messages\n[^]*X-LIVEAGENT-SESSION-KEY: [\w-]+!…\n[^]*\n +204\n/)
    expect(stdout).toMatch(/It was answered after \d+ ms\.[^]*\n0 passed, 1 failed\n$/)
  })

  test('leaves out by name what needs an agent, when there is none', async () => {
    const { code, stdout } = await run(['--url', server.address, '--only', 'S-9'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/left out +S-9 +DELETE withdraws a request that waits \(needs an agent\)/)
    expect(stdout).toMatch(/\n1 passed, 0 failed, 3 left out: they need an agent\n$/)
  })

  test('leaves out by name what needs an organization that lives elsewhere', async () => {
    const { code, stdout } = await run(['--url', server.address, '--only', 'V-14'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/\n0 passed, 0 failed, \d+ left out: they need an organization that lives elsewhere\n$/)
  })

  test('works with an agent whose password comes from the environment', async () => {
    const args = ['--url', server.address, '--username', demoUsername, '--only', 'S-9']
    const { code, stdout } = await run(args, { CONFORMANCE_PASSWORD: demoPassword })
    expect([code, stdout.split('\n').at(-2)]).toEqual([0, '4 passed, 0 failed'])
  })

  test.each([
    ['without an address', [], '--url must be an address'],
    ['with one that is none', ['--url', 'chat.example.org'], '--url must be an address'],
    [
      'with a name and no password',
      ['--url', 'http://127.0.0.1:9', '--username', 'a'],
      '--username needs a --password',
    ],
    [
      'with an organization that moved nowhere',
      ['--url', 'http://127.0.0.1:9', '--moved', '00DP00000000002'],
      '--moved must be',
    ],
    ['with a word it does not know', ['--uri', 'http://127.0.0.1:9'], '--uri'],
    [
      'for an agent that nobody answers for',
      ['--url', 'http://127.0.0.1:9', '--username', 'a', '--password', 'b'],
      'could not run',
    ],
  ] as [string, string[], string][])('%s says so and ends with 2', async (_what, args, words) => {
    const { code, stdout, stderr } = await run(args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(words)
  })

  test('explains itself', async () => {
    const { code, stdout } = await run(['--help'])
    expect([code, stdout]).toEqual([0, expect.stringContaining('npm run conformance -- --url')])
  })
})
