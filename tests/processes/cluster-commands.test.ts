/** Commands that work on a database while servers run on it. */
import { expect, test, vi } from 'vitest'
import { temporaryDatabase } from '../../src/storage/postgres/opened-store.contract.js'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { runCommand, ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { WireVisitor } from '../support/wire-visitor.js'

/** Well beyond the second in which a server looks, since machines are busy; and seldom enough not to be taken for guessing. */
const soon = { timeout: 20_000, interval: 2_000 }

const found = (text: string, pattern: RegExp): string => pattern.exec(text)?.[1] ?? `nothing matches in:\n${text}`

test('[N-15] agents, passwords and organizations made by commands are there while servers run', async () => {
  await using directory = await TemporaryDirectory.make()
  const environment = { PARLEY_DATABASE_URL: await temporaryDatabase() }
  const run = async (...args: string[]): Promise<string> => {
    const ended = await runCommand(args, directory.path, environment)
    expect(ended).toMatchObject({ code: 0, stderr: '' })
    return ended.stdout
  }
  await using server = await ServerProcess.start(directory.path, environment)
  const statusOf = async (password: string): Promise<number> =>
    (await AgentClient.askToken(server.address, 'eve@example.com', password)).status

  const first = found(await run('agent', 'add', 'eve@example.com'), /Password {2}(\S+)/)
  await vi.waitFor(async () => expect(await statusOf(first)).toBe(200), soon)
  const second = found(await run('agent', 'password', 'eve@example.com'), /is (\S+)$/m)
  await vi.waitFor(async () => expect(await statusOf(first)).toBe(401), soon)
  expect(await statusOf(second)).toBe(200)

  const made = await run('org', 'create', '--name', 'Second', '--admin-username', 'root@second.example')
  const [organizationId, deploymentId, buttonId] = ['organizationId', 'deploymentId', 'buttonId'].map((name) =>
    found(made, new RegExp(`${name} +(\\S+)$`, 'm')),
  )
  const root = await vi.waitFor(
    () => AgentClient.logIn(server.address, 'root@second.example', found(made, /Password +(\S+)/)),
    soon,
  )
  bodyOf(await root.setPresence('online'))
  const client = new WireClient(server.endpoint)
  const visitor = await WireVisitor.arrive(client, 'Vera', {
    ...{ organizationId: organizationId!, deploymentId: deploymentId!, buttonId: buttonId! },
  })
  expect(await visitor.poll()).toMatchObject([{ type: 'ChatRequestSuccess' }])
  root.close()
  client.close()
}, 120_000)
