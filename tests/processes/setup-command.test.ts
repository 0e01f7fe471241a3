/** `parley setup`: on a store that nobody uses, and through the server that uses it. */
import { readFile, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { LoggedIn } from '../../src/agent-api/logging-in.js'
import { expectRefusal } from '../support/expect-refusal.js'
import { httpRequest } from '../support/http-request.js'
import { runCommand, ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { testOfDirectories } from '../support/test-of-directories.js'

test('[A-29] setup goes from one data directory to an empty one, and again changes nothing', async () => {
  await using directory = await TemporaryDirectory.make()
  const [from, to, file] = [`${directory.path}/from`, `${directory.path}/to`, `${directory.path}/setup.yaml`]
  await runCommand(['init', '--name', 'Example & Co'], from)
  expect(await runCommand(['setup', 'export', file], from)).toMatchObject({ code: 0, stderr: '' })
  const text = await readFile(file, 'utf8')
  const ahead = await runCommand(['setup', 'import', file, '--dry-run'], to)
  expect(ahead.stdout).toMatch(/^\+ organization Example & Co \(00D\w{12}\)$/m)
  expect(ahead.stdout).toContain('4 differences; nothing was changed.')
  expectRefusal(await runCommand(['setup', 'export'], to), 'There is no organization yet. Run init first.')
  expect((await runCommand(['setup', 'import', file], to)).stdout).toContain('4 differences taken in.')
  expect((await runCommand(['setup', 'import', file], to)).stdout).toBe('Nothing differs.\n')
  expect((await runCommand(['setup', 'export'], to)).stdout).toBe(text)
})

// A database is everybody's; only a data directory belongs to the server that runs.
testOfDirectories(
  '[A-29] a running server is asked with an administrator’s token, and what is wrong is said',
  async () => {
    await using directory = await TemporaryDirectory.make()
    const [data, file] = [`${directory.path}/data`, `${directory.path}/setup.yaml`]
    const { stdout } = await runCommand(['init'], data)
    await using server = await ServerProcess.start(data)
    const environment = { PORT: new URL(server.address).port }
    expectRefusal(await runCommand(['setup', 'export', file], data, environment), /set PARLEY_TOKEN to one\.$/m)
    const [, password = ''] = /Password +(\S+)/.exec(stdout) ?? []
    const body = JSON.stringify({ username: 'admin@example.com', password })
    const login = await httpRequest(`${server.address}/api/v1/login`, { method: 'POST', body })
    const { token } = JSON.parse(login.text) as LoggedIn
    const run = (...args: string[]) => runCommand(['setup', ...args], data, { ...environment, PARLEY_TOKEN: token })
    expect((await run('export', file)).code).toBe(0)
    const text = await readFile(file, 'utf8')
    await writeFile(file, text.replace('name: Chat with us', 'name: Ask us'))
    expect((await run('import', file)).stdout).toContain('name: "Chat with us" → "Ask us"')
    expect((await run('import', file, '--server', server.address)).stdout).toBe('Nothing differs.\n')
    await writeFile(file, text.replace('routing: most-available', 'routing: by-chance'))
    expectRefusal(await run('import', file), /routing: Must be one of choice, least-active/)
    await writeFile(file, 'a: [')
    expectRefusal(await run('import', file), /^The file is not valid YAML/)
    expectRefusal(await run('import', `${directory.path}/nowhere.yaml`), /cannot be read\.$/m)
    expectRefusal(await run('remove'), /^Use: setup export/)
  },
)
