import { describe, expect, test } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { expectRefusal } from '../support/expect-refusal.js'
import { addAgent, runCommand, ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { WireVisitor } from '../support/wire-visitor.js'

const found = (text: string, pattern: RegExp): string => {
  const [, value] = pattern.exec(text) ?? []
  if (value === undefined) throw new Error(`Nothing matches ${String(pattern)} in:\n${text}`)
  return value
}

describe('init', () => {
  test('makes an organization that visitors reach, and prints the password of its administrator once', async () => {
    await using directory = await TemporaryDirectory.make()
    const args = ['init', '--name', 'Example & Co', '--username', 'root@example.com']
    const { code, stdout, stderr } = await runCommand(args, `${directory.path}/data`)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('Example & Co')
    const password = found(stdout, /Password +(\S+)/)
    expect(stdout.split(password)).toHaveLength(2)

    await using server = await ServerProcess.start(`${directory.path}/data`)
    expect(server.output).not.toContain(password)
    expect(server.output).not.toContain('parley-demo')
    using administrator = await AgentClient.logIn(server.address, 'root@example.com', password)
    expect(bodyOf(await administrator.me())).toMatchObject({ role: 'administrator' })
    await administrator.setPresence('online')
    const client = new WireClient(server.endpoint)
    const visitor = await WireVisitor.arrive(client, 'Vera', {
      organizationId: found(stdout, /organizationId +(00D\w{12})$/m),
      deploymentId: found(stdout, /deploymentId +(572\w{12})$/m),
      buttonId: found(stdout, /buttonId +(573\w{12})$/m),
    })
    expect(await visitor.poll()).toMatchObject([{ type: 'ChatRequestSuccess' }])
    client.close()
  })

  test('is refused with names that setup could not take in again', async () => {
    await using directory = await TemporaryDirectory.make()
    const init = (...args: string[]) => runCommand(['init', ...args], directory.path)
    expectRefusal(await init('--name', 'x'.repeat(81)), /name: Must have at most 80 characters/)
    expectRefusal(await init('--username', ''), /username: Must not be empty/)
    expect((await init()).code).toBe(0)
  })

  test('is refused where an organization is', async () => {
    await using directory = await TemporaryDirectory.make()
    await runCommand(['init'], directory.path)
    expectRefusal(await runCommand(['init'], directory.path), /^There is an organization already\. Another one/)
  })
})

describe('agent add', () => {
  test('adds an agent with a password of their own', async () => {
    await using directory = await TemporaryDirectory.make()
    await runCommand(['init'], directory.path)
    const options = ['--name', 'Eve', '--capacity', '7', '--role', 'supervisor']
    const password = await addAgent(directory.path, 'eve@example.com', options)
    await using server = await ServerProcess.start(directory.path)
    // Usernames differ whatever their case.
    using eve = await AgentClient.logIn(server.address, 'Eve@Example.com', password)
    expect(bodyOf(await eve.me())).toMatchObject({
      ...{ username: 'eve@example.com', name: 'Eve', capacity: 7, role: 'supervisor' },
    })
  })

  test('needs an organization, a new username, and options that make sense', async () => {
    await using directory = await TemporaryDirectory.make()
    const add = (...args: string[]) => runCommand(['agent', 'add', ...args], directory.path)
    expectRefusal(await add('eve@example.com'), 'There is no organization yet. Run init first.')
    await runCommand(['init'], directory.path)
    await addAgent(directory.path, 'eve@example.com')
    expectRefusal(await add('EVE@example.com'), 'There is an agent EVE@example.com already.')
    expectRefusal(await add('bob@example.com', '--role', 'boss'), /^--role must be one of agent, supervisor/)
    for (const capacity of ['0', '1.5']) {
      expectRefusal(await add('bob@example.com', '--capacity', capacity), /^--capacity must be a whole number/)
    }
    // What setup could not take in again must not come in here.
    expectRefusal(
      await add('bob@example.com', '--capacity', '1001'),
      /^capacity: Must be a whole number from 0 to 1000/,
    )
    expectRefusal(await add('bob@example.com', '--name', 'x'.repeat(81)), /^name: Must have at most 80 characters/)
  })
})

test('agent password gives a new password, which is the only one that works then', async () => {
  await using directory = await TemporaryDirectory.make()
  await runCommand(['init'], directory.path)
  const old = await addAgent(directory.path, 'eve@example.com')
  const { code, stdout } = await runCommand(['agent', 'password', 'eve@example.com'], directory.path)
  expect(code).toBe(0)
  const password = found(stdout, /is (\S+)$/m)
  expectRefusal(await runCommand(['agent', 'password', 'bob@example.com'], directory.path), /^There is no agent bob/)
  await using server = await ServerProcess.start(directory.path)
  expect((await AgentClient.askToken(server.address, 'eve@example.com', old)).status).toBe(401)
  expect((await AgentClient.askToken(server.address, 'eve@example.com', password)).status).toBe(200)
})

test('what is no command, or misses something, is said in a sentence', async () => {
  await using directory = await TemporaryDirectory.make()
  for (const args of [
    ['agent', 'remove', 'eve@example.com'],
    ['agent', 'add'],
  ]) {
    expectRefusal(await runCommand(args, directory.path), /^Use: agent add USERNAME/)
  }
  expectRefusal(await runCommand(['init', '--nmae', 'Example'], directory.path), /--nmae/)
  expectRefusal(await runCommand(['agent', 'add', 'eve@example.com', '--capacity'], directory.path), /--capacity/)
  const unknown = await runCommand(['start'], directory.path)
  expect(unknown.code).toBe(1)
  expect(unknown.stderr).toMatch(/^There is no command start\.\n/)
  expect(unknown.stderr).toContain('PARLEY_DATA_DIR')
})

test('help lists every command and setting', async () => {
  await using directory = await TemporaryDirectory.make()
  for (const args of [[], ['serve', '--help'], ['init', '-h'], ['agent', 'add', '--help'], ['setup', '--help']]) {
    const { code, stdout, stderr } = await runCommand(args, `${directory.path}/data`)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const word of ['serve', 'init', 'agent add', 'agent password', 'chat', 'PORT', 'PARLEY_POLL_HOLD_MS']) {
      expect(stdout).toContain(word)
    }
  }
})
