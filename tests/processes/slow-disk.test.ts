import { expect } from 'vitest'
import { bodyOf } from '../support/agent-client.js'
import { EstablishedChat } from '../support/established-chat.js'
import { httpRequest } from '../support/http-request.js'
import { readMetrics } from '../support/prometheus-text.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { testOfDirectories } from '../support/test-of-directories.js'

/** What every commit takes at least, in milliseconds. */
const commitDelayMs = 200
const messages = 10
/** How many rounds of questions have to be answered per commit; more than one are not if each waits for a commit. */
const roundsPerCommitMin = 3

testOfDirectories('while the disk is slow, what need not wait for it is answered', async () => {
  await using directory = await TemporaryDirectory.make()
  const settings = { PARLEY_TEST_COMMIT_DELAY_MS: String(commitDelayMs) }
  await using server = await ServerProcess.start(directory.path, settings)
  using chat = await EstablishedChat.begin(server)
  const { client, visitor, agent, chatId } = chat
  const commitCount = async () => (await readMetrics(server.address)).get('parley_commits_total')!
  const commitsBefore = await commitCount()

  // One message after the other, each with a commit of its own, so that the disk is busy all the time.
  let writing = true
  const write = async () => {
    for (let number = 1; number <= messages; number += 1) bodyOf(await agent.write(chatId, `a${number}`))
    writing = false
  }
  let rounds = 0
  const ask = async () => {
    while (writing) {
      expect((await httpRequest(`${server.address}/healthz`)).status).toBe(200)
      // Everything from the beginning is asked for, so there is something to say at once.
      const { body } = await client.messages(visitor.session, { ack: -1 })
      expect(body?.messages[0]?.type).toBe('ChatRequestSuccess')
      rounds += 1
    }
  }
  const begin = performance.now()
  await Promise.all([write(), ask()])
  expect(performance.now() - begin).toBeGreaterThan(messages * commitDelayMs)
  const commits = (await commitCount()) - commitsBefore
  expect(commits).toBeGreaterThanOrEqual(messages)
  expect(rounds).toBeGreaterThan(roundsPerCommitMin * commits)
  expect((await agent.allMessages(chatId)).map(({ text }) => text)).toHaveLength(messages)
})
