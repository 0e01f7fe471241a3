/** The programs that the chat settings offer to copy, run as they are against a real server. */
import { execFile } from 'node:child_process'
import { expect, test } from 'vitest'
import { curlSnippet, scriptSnippet } from '../../web/console/setup/state/snippets.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { guardProcess } from '../support/process-guard.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { demoRequest } from '../support/wire-visitor.js'

const run = (program: string, args: readonly string[], text: string) => {
  const ended = new Promise<{ code: unknown; output: string }>((resolve) => {
    const child = execFile(program, args, { timeout: 50_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : error.code, output: stdout + stderr })
    })
    guardProcess(child)
    child.stdin?.end(text)
  })
  return { ended }
}

test('[A-95] each has a whole chat', async ({ skip }) => {
  const curl = await run('curl', ['--version'], '').ended
  if (curl.code !== 0) skip('curl is not installed')
  await using directory = await TemporaryDirectory.make()
  await using server = await ServerProcess.start(directory.path, { PARLEY_POLL_HOLD_MS: '2000' })
  using ada = await AgentClient.logIn(server.address, 'ada@example.com', 'parley-demo')
  await ada.setPresence('online')
  const stream = await ada.events()
  const target = { ...demoRequest, endpoint: server.endpoint }

  for (const { name, program, args, text, said } of [
    { name: 'Curl', program: 'sh', args: ['-s'], text: curlSnippet(target), said: 'Hello from curl!' },
    {
      ...{ name: 'Script', program: process.execPath, args: ['--input-type=module', '-'] },
      ...{ text: scriptSnippet(target), said: 'Hello from a script!' },
    },
  ]) {
    const running = run(program, args, text)
    const offer = await stream.next('offer')
    expect(offer.visitorName).toBe(name)
    bodyOf(await ada.accept(offer.chatId))
    expect((await stream.next('message')).text).toBe(said)
    await ada.write(offer.chatId, 'Hello!')
    const { code, output } = await running.ended
    expect(output).toContain('ChatEstablished')
    expect(code).toBe(0)
  }
})
