import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { httpRequest } from '../support/http-request.js'
import { runCommand, ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { testOfDirectories } from '../support/test-of-directories.js'
import { WireVisitor } from '../support/wire-visitor.js'

const run = promisify(execFile)

/** What follows a heading of the text that a start prints. */
const printed = (server: ServerProcess, heading: string): string => {
  const [, rest] = new RegExp(`^ +${heading} +(\\S.*)$`, 'm').exec(server.process.stdout) ?? []
  if (rest === undefined) throw new Error(`The start did not print ${heading}:\n${server.output}`)
  return rest
}

test('a first start makes a demo and prints what is needed to try it out', async () => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(`${directory.path}/data`)

  expect(printed(server, 'Endpoint')).toBe(`${server.address}/chat/rest/`)

  const console = printed(server, "Agents' console")
  expect(console).toBe(`${server.address}/console`)
  const page = await httpRequest(console)
  expect(page.status).toBe(200)
  expect(page.headers['content-type']).toMatch(/^text\/html/)
  const visitor = await httpRequest(printed(server, 'A visitor'))
  expect(visitor.status).toBe(200)
  expect(visitor.text).toContain('/console/assets/try-it-')

  const [, first, second, password] = /^(\S+) or (\S+), password (\S+)$/.exec(printed(server, 'Log in as')) ?? []
  for (const username of [first, second]) {
    using agent = await AgentClient.logIn(server.address, username!, password!)
    expect(bodyOf(await agent.me())).toMatchObject({ username })
  }
})

test('the printed command makes a session as it stands', async (context) => {
  await run('curl', ['--version']).catch(() => context.skip('curl is not installed'))
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path)
  const { stdout } = await run('/bin/sh', ['-c', `${printed(server, 'Try it')} --silent --show-error --noproxy '*'`])
  const session = JSON.parse(stdout) as { id: string; key: string; affinityToken: string }
  expect(session.key.startsWith(`${session.id}!`)).toBe(true)

  const client = new WireClient(server.endpoint)
  const visitor = new WireVisitor(client, session)
  await expect(visitor.say('Too early')).rejects.toThrow('400: Ask for a chat with ChasitorInit first.')
  client.close()
})

test('an organization of one’s own is told how to chat with itself', async () => {
  await using directory = await TemporaryDirectory.make()
  const { stdout } = await runCommand(['init'], directory.path)
  const [, organization, deployment, button] =
    /organizationId +(\S+)\s+deploymentId +(\S+)\s+buttonId +(\S+)/.exec(stdout) ?? []
  await using server = await ServerProcess.start(directory.path)
  expect(printed(server, 'Or chat')).toBe(
    `npm run chat -- ${server.address}/chat/rest/ --org ${organization} --deployment ${deployment} --button ${button}`,
  )
})

test('the printed addresses are those that the world sees', async () => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path, { PARLEY_PUBLIC_URL: 'https://chat.example.com/' })
  expect(printed(server, 'Endpoint')).toBe('https://chat.example.com/chat/rest/')
  expect(printed(server, "Agents' console")).toBe('https://chat.example.com/console')
})

test('a demo that a proxy shows to the world is warned of', async () => {
  await using directory = await TemporaryDirectory.make()
  const warning = 'have the password that everybody knows'
  await using first = await ServerProcess.start(directory.path)
  await first.stop('SIGINT')
  await using shown = await ServerProcess.start(directory.path, { PARLEY_PUBLIC_URL: 'https://chat.example.com' })
  expect(shown.process.stderr).toContain(`ada@example.com and ben@example.com ${warning}`)
  await shown.stop('SIGINT')
  await using hidden = await ServerProcess.start(directory.path, { PARLEY_PUBLIC_URL: 'http://127.0.0.1:8080' })
  expect(hidden.process.stderr).not.toContain(warning)
})

test('[A-106] an installation that the world reaches begins with the address at which it is set up', async () => {
  await using directory = await TemporaryDirectory.make()
  for (const environment of [{ HOST: '0.0.0.0' }, { PARLEY_PUBLIC_URL: 'https://chat.example.com' }]) {
    await using server = await ServerProcess.start(directory.path, environment)
    const address = new URL(printed(server, 'Set it up'))
    expect(address.pathname).toBe('/console/welcome')
    expect(address.hash).toMatch(/^#[\w-]{43}$/)
    expect(server.process.stdout).not.toContain('parley-demo')
    // The log proper knows no secrets.
    expect(server.process.stderr).not.toContain(address.hash.slice(1))
    await server.stop('SIGINT')
  }
  expect(await runCommand(['init'], directory.path)).toMatchObject({ code: 0 })
  await using server = await ServerProcess.start(directory.path, { HOST: '0.0.0.0' })
  expect(server.process.stdout).not.toContain('Set it up')
})

testOfDirectories('nobody but the owner can read the data directory', async () => {
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(`${directory.path}/a/b`)
  const { stdout } = await run('ls', ['-ld', `${directory.path}/a/b`])
  expect(stdout).toMatch(/^drwx------/)
  await server.kill()
})
