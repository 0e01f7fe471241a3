/** `parley org`: several organizations in one store, and the commands that have to be told which one is meant. */
import { expect, test } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { expectRefusal } from '../support/expect-refusal.js'
import { runCommand, ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { WireVisitor } from '../support/wire-visitor.js'

/** What `init` and `org create` print of what they made. */
const madeIn = (stdout: string) => {
  const found = (word: string): string => new RegExp(`^ *${word} +(\\S+)$`, 'm').exec(stdout)?.[1] ?? `no ${word}`
  return {
    target: {
      organizationId: found('organizationId'),
      deploymentId: found('deploymentId'),
      buttonId: found('buttonId'),
    },
    username: found('Administrator'),
    password: found('Password'),
  }
}

const commandsOn =
  (directory: string) =>
  (...args: string[]) =>
    runCommand(args, directory)

test('[A-81] org create makes another organization, which works beside the first', async () => {
  await using directory = await TemporaryDirectory.make()
  const run = commandsOn(directory.path)
  const first = madeIn((await run('init', '--name', 'First')).stdout)
  const created = await run('org', 'create', '--name', 'Second', '--admin-username', 'root@second.example')
  expect(created).toMatchObject({ code: 0, stderr: '' })
  const second = madeIn(created.stdout)
  expect(created.stdout.split(second.password)).toHaveLength(2)
  const listed = `${first.target.organizationId}  First  (1 agent)\n${second.target.organizationId}  Second  (1 agent)\n`
  expect((await run('org', 'list')).stdout).toBe(listed)

  await using server = await ServerProcess.start(directory.path)
  const client = new WireClient(server.endpoint)
  for (const { target, username, password } of [first, second]) {
    using administrator = await AgentClient.logIn(server.address, username, password)
    expect(bodyOf(await administrator.me())).toMatchObject({ username, role: 'administrator' })
    await administrator.setPresence('online')
    const visitor = await WireVisitor.arrive(client, 'Vera', target)
    expect(await visitor.poll()).toMatchObject([{ type: 'ChatRequestSuccess' }])
  }
  // The printed hint is about one organization, not a mixture.
  const hints = [first, second].map(
    ({ target }) => `--org ${target.organizationId} --deployment ${target.deploymentId} --button ${target.buttonId}`,
  )
  expect(hints.filter((hint) => server.output.includes(hint))).toHaveLength(1)
  client.close()
})

test('[A-81] org create refuses what is there already, and what setup could not hold', async () => {
  await using directory = await TemporaryDirectory.make()
  const run = commandsOn(directory.path)
  expect((await run('org', 'list')).stdout).toBe('There is no organization yet.\n')
  const first = madeIn((await run('init', '--name', 'First')).stdout)
  const create = (...args: string[]) => run('org', 'create', ...args)
  const { organizationId } = first.target
  expectRefusal(
    await create('--name', 'first', '--admin-username', 'root@first.example'),
    `There is an organization First already (${organizationId}).`,
  )
  const taken = 'There is an agent Admin@example.com already; choose another name with --admin-username.'
  expectRefusal(await create('--name', 'Second', '--admin-username', 'Admin@example.com'), taken)
  expectRefusal(await create('--name', 'Second'), /^There is an agent admin@example\.com already/)
  const other = ['--admin-username', 'root@second.example']
  expectRefusal(await create('--name', 'x'.repeat(81), ...other), /name: Must have at most 80 characters/)
  expect((await run('org', 'list')).stdout).toBe(`${organizationId}  First  (1 agent)\n`)
})

test('[A-81] with several organizations the commands want to know which one', async () => {
  await using directory = await TemporaryDirectory.make()
  const run = commandsOn(directory.path)
  const first = madeIn((await run('init', '--name', 'First')).stdout).target.organizationId
  const created = await run('org', 'create', '--name', 'Second', '--admin-username', 'root@second.example')
  const second = madeIn(created.stdout).target.organizationId
  const which = 'There are several organizations; choose one with --org, as org list shows them.'
  expectRefusal(await run('agent', 'add', 'eve@second.example'), which)
  expectRefusal(await run('setup', 'export'), which)
  const nowhere = ['--org', '00DP0000000none']
  const unknown = 'There is no organization 00DP0000000none; org list shows those that are here.'
  expectRefusal(await run('agent', 'add', 'eve@second.example', ...nowhere), unknown)
  expectRefusal(await run('setup', 'export', ...nowhere), unknown)

  expect((await run('agent', 'add', 'eve@second.example', '--org', second)).code).toBe(0)
  const file = `${directory.path}/second.yaml`
  expect((await run('setup', 'export', '--org', first)).stdout).not.toContain('second.example')
  expect((await run('setup', 'export', file, '--org', second)).code).toBe(0)
  // The document says itself what organization it is of.
  expect((await run('setup', 'import', file)).stdout).toBe('Nothing differs.\n')
  expectRefusal(await run('setup', 'import', file, '--org', second), /^Use: setup export/)
  expect((await run('org', 'list')).stdout).toContain(`${second}  Second  (2 agents)\n`)
})
