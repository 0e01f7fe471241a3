/** Two nodes over HTTP: what their clients are told to name, what they ask of the database, and what its absence costs. */
import pg from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { chatRef } from '../../src/chat/chat-service.js'
import { setReach, startInProcess, until, type InProcessServer } from '../support/in-process-server.js'
import type { RawAnswer } from '../support/raw-http.js'
import { newSession } from '../support/plain-visitor.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { startTwoNodes } from '../support/two-nodes.js'
import { WatchedChat } from '../support/watched-chat.js'

test('[N-26] an affinity token names the node in its first half and the session in its second', async () => {
  const nodes = [await startInProcess(), await startInProcess()]
  const [here, elsewhere] = await Promise.all(
    nodes.map(async (node) => {
      const made = Array.from({ length: 64 }, () => newSession((request) => node.request(request)))
      const tokens = (await Promise.all(made)).map(({ affinityToken }) => affinityToken)
      const names = new Set(tokens.map((token) => token.slice(0, 4)))
      return { names: [...names], different: new Set(tokens).size }
    }),
  )
  expect([here?.names.length, elsewhere?.names.length]).toEqual([1, 1])
  expect(here?.names).not.toEqual(elsewhere?.names)
  // A balancer that deals by a hash deals them to all nodes, though one gave them all.
  expect(here?.different).toBeGreaterThan(56)
})

/** What each node asks of the database from now on, by the names of its statements. */
const watchQuestions = () => {
  const asked = vi.spyOn(pg.Client.prototype, 'query')
  onTestFinished(() => asked.mockRestore())
  /** A connection of each node's own asks every second whether the database is there. */
  const pulse = 'SELECT 1'
  return ({ way }: InProcessServer): string[] => {
    const port = Number(new URL(way.url).port)
    const asking = asked.mock.contexts as unknown as readonly pg.Client[]
    return asked.mock.calls.flatMap((call, n) => {
      const [question] = call as unknown as [string | { readonly name?: string; readonly text: string }]
      const text = typeof question === 'string' ? question : (question.name ?? question.text)
      return asking[n]?.port === port && text !== pulse ? [text] : []
    })
  }
}

test('[N-27] what is said is one question and one notification, which chats share; a poll that is told elsewhere asks nothing', async () => {
  const { one, other, organization, there } = await startTwoNodes()
  const { ada, visitor, chatId } = await WatchedChat.begin(organization)
  const chats = [chatId]
  for (let n = 0; n < 2; n += 1) {
    await RawVisitor.ask(organization)
    chats.push((await ada.takeNext()).chatId)
  }
  const roaming = visitor.at(there)
  let poll = await roaming.held(2)
  // It has said that it has the visitor now.
  const isElsewhere = () => one.running.parts.sessions.recall(visitor.session.key) === undefined
  await until(isElsewhere, 'the visitor to be elsewhere')
  const questions = watchQuestions()
  const asked = ['commit-batch', 'notify']
  for (let number = 3; number < 6; number += 1) {
    await ada.say(chatId, `message ${number}`)
    expect((await poll.answer).json()).toMatchObject({ sequence: number })
    poll = await roaming.held(number)
  }
  expect(questions(one)).toEqual([...asked, ...asked, ...asked])
  expect(questions(other)).toEqual([])
  await roaming.write('From Ana, elsewhere')
  await ada.events.next('message')
  expect(questions(other)).toEqual(asked)

  const before = questions(one).length
  const service = one.running.parts.chats
  const refs = chats.map((id) => chatRef(organization.organizationId, id))
  await Promise.all(refs.map((ref, n) => service.writeAsVisitor(ref, `message ${n}`)))
  await until(() => questions(one).length > before + 1, 'the notification')
  expect(questions(one).slice(before)).toEqual(asked)
})

test('[L-9] a poll that comes to a node which cannot read its session waits as long as any poll, in nobody’s place', async () => {
  const { other, organization, there, pass } = await startTwoNodes()
  const { visitor } = await WatchedChat.begin(organization)
  await setReach(other, 'away')
  const finding = vi.spyOn(other.running.parts.pollSessions, 'find')
  const poll = async () => {
    const before = finding.mock.calls.length
    const open: { answer?: RawAnswer } = {}
    void visitor
      .at(there)
      .poll(1)
      .then((answer) => (open.answer = answer))
    await until(() => finding.mock.calls.length > before, 'the poll to arrive')
    return open
  }
  const first = await poll()
  await pass(26_000)
  expect(first.answer).toBeUndefined()
  expect(other.running.parts.patientLedger.waiting).toBe(0)
  await pass(2_000)
  await until(() => first.answer !== undefined, 'the end of the poll')
  expect(first.answer).toMatchObject({ status: 204, text: '' })
  const second = await poll()
  await pass(5_000)
  await setReach(other, 'back')
  await pass(2_000)
  await until(() => second.answer !== undefined, 'an answer')
  expect(second.answer).toMatchObject({ status: 200, text: expect.stringContaining('From Ada') as string })
})
