import { expect, test } from 'vitest'
import { Stage } from './terminal-processes.js'

test('a visitor in the terminal and an agent talk, and the agent ends it', async () => {
  await using stage = await Stage.open()
  const visitor = stage.visit('--name', 'Ana')
  visitor.type('said before anybody was there')
  await visitor.prints('You are first in the queue.')
  const chat = await stage.accept()
  await visitor.prints('Ada is with you now.')
  await stage.say(chat, 'Hello Ana')
  await visitor.prints('Ada: Hello Ana')
  visitor.type('Hello Ada')
  expect(await stage.hears(chat, 2)).toEqual(['said before anybody was there', 'Hello Ada'])
  await stage.end(chat)
  expect(await visitor.exit).toBe(0)
  expect(visitor.text).toContain('Ada has ended the chat.')
})

test.each([['with'], ['without', '--no-ack']])(
  'the server is killed in mid-chat, %s acknowledging: nothing is lost, nothing comes twice',
  async (_, ...options) => {
    await using stage = await Stage.open()
    const visitor = stage.visit(...options)
    const chat = await stage.accept()
    await visitor.prints('Ada is with you now.')
    visitor.type('one')
    await stage.say(chat, 'eins')
    await visitor.prints('Ada: eins')
    expect(await stage.hears(chat, 1)).toEqual(['one'])

    await stage.killServer()
    await visitor.prints('Connection lost')
    visitor.type('two')
    visitor.type('three')
    await stage.startServer()
    await stage.say(chat, 'zwei')
    await visitor.prints('Back.')
    await visitor.prints('Ada: zwei')
    visitor.type('four')
    expect(await stage.hears(chat, 4)).toEqual(['one', 'two', 'three', 'four'])
    visitor.type('/end')
    expect(await visitor.exit).toBe(0)
    expect(visitor.heard).toEqual(['eins', 'zwei'])
  },
)

test('the visitor is killed in mid-chat: --resume goes on where it was', async () => {
  await using stage = await Stage.open()
  const first = stage.visit()
  const chat = await stage.accept()
  await first.prints('Ada is with you now.')
  first.type('one')
  expect(await stage.hears(chat, 1)).toEqual(['one'])
  // A line that never got out, because the server was killed before, is kept with the rest.
  await stage.killServer()
  await first.prints('Connection lost')
  first.type('two')
  first.type('/nonsense')
  await first.prints('There is no /nonsense')
  await first.kill()
  await stage.startServer()
  await stage.say(chat, 'eins')

  const second = stage.visit('--resume')
  await second.prints('Ada: eins')
  second.type('three')
  expect(await stage.hears(chat, 3)).toEqual(['one', 'two', 'three'])
  second.type('/end')
  expect(await second.exit).toBe(0)
  expect(second.heard).toEqual(['eins'])
  expect(await stage.visit('--resume').exit).toBe(1)
})

test('nobody there: one sentence and exit code 1', async () => {
  await using stage = await Stage.open()
  const visitor = stage.visit('--button', '573000000000009')
  expect(await visitor.exit).toBe(1)
  expect(visitor.text).toContain('Nobody is here to chat right now.')
  await stage.killServer()
  const later = stage.visit()
  expect(await later.exit).toBe(1)
  expect(later.text).toContain('nobody answers there')
})
