import { expect, test } from 'vitest'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { TemporaryDirectory } from '../support/temporary-directory.js'
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

test('[F-1] a visitor sends the file that the agent asks for, and is told in words when it does not work', async () => {
  await using stage = await Stage.open()
  await using directory = await TemporaryDirectory.make()
  const path = (name: string) => join(directory.path, name)
  await writeFile(path('a "cat".txt'), 'meow')
  await writeFile(path('empty.txt'), '')
  await writeFile(path('large.bin'), Buffer.alloc(2_500_000))
  await writeFile(path('huge.bin'), Buffer.alloc(26_300_000))
  await mkdir(path('folder'))
  const visitor = stage.visit()
  const chat = await stage.accept()
  await visitor.prints('Ada is with you now.')
  visitor.type(`/send ${path('empty.txt')}`)
  await visitor.prints('The agent has not asked for a file, or does not want it any more.')
  visitor.type('/decline')
  await visitor.prints('* The agent has not asked for a file.\n')

  const withdrawn = await stage.askForFile(chat)
  await visitor.prints('The agent asks you for a file: /send PATH sends one, /decline does not.')
  for (const [line, answer] of [
    ['/send', 'Write the path of the file behind it: /send PATH'],
    ['/decline', 'The agent is not told: write a line'],
    [`/send ${path('none.txt')}`, 'none.txt is not there.'],
    [`/send ${path('empty.txt')}`, 'empty.txt is empty.'],
    [`/send ${path('folder')}`, 'folder is no file.'],
    [`/send ${path('huge.bin')}`, 'huge.bin has 26.3 MB; at most 26.2 MB can be sent.'],
  ] as const) {
    visitor.type(line)
    await visitor.prints(answer)
  }
  await stage.withdrawFile(chat, withdrawn)
  await visitor.prints('The agent does not want the file any more.')
  expect(await stage.files(chat)).toEqual([])

  await stage.askForFile(chat)
  await visitor.prints('The agent asks you for a file', 2)
  visitor.type(`/send ${path('large.bin')}`)
  await visitor.prints('The server does not take large.bin: it is too large.')
  await visitor.prints('The file did not come through. The agent can ask again.')

  const wanted = await stage.askForFile(chat)
  await visitor.prints('The agent asks you for a file', 3)
  visitor.type(`/send "${path('a "cat".txt')}"`)
  await visitor.prints('Sending a "cat".txt, 4 bytes…')
  await visitor.prints('The agent has your file.')
  expect(await stage.files(chat)).toMatchObject([{ fileId: wanted, bytes: 4, contentType: 'text/plain' }])
  visitor.type('/end')
  expect(await visitor.exit).toBe(0)
})
