import { expect, test } from 'vitest'
import { createChatSettings, hindrancesOf } from './chat-settings.js'
import type { Answer } from '../../api/answer.js'
import type { ListQuery, Page } from '../api/setup-api.js'
import { stepsOf } from './first-chat.js'
import { curlSnippet, scriptSnippet } from './snippets.js'

const button = { id: '573000000000001', name: 'Chat', version: 1, active: true }

test.each([
  [{ endpoint: 'https://chat.example.com/chat/rest/', isPublic: true }, button, []],
  [{ endpoint: 'http://127.0.0.1:8080/chat/rest/', isPublic: false }, button, ['not-public']],
  [{ endpoint: 'http://chat.example.com/chat/rest/', isPublic: true }, button, ['not-encrypted']],
  [{ endpoint: 'http://localhost:8080/chat/rest/', isPublic: true }, button, []],
  [{ endpoint: 'https://chat.example.com/chat/rest/', isPublic: true }, { ...button, active: false }, ['inactive']],
] as const)('%j with %j is kept from working by %j', (installation, chosen, found) => {
  expect(hindrancesOf(installation, chosen)).toEqual(found)
})

test('the first of each is chosen until somebody chooses another, however many there are', async () => {
  const asked: (ListQuery | undefined)[] = []
  const settings = createChatSettings(
    { ask: () => Promise.resolve({ ok: true, value: { endpoint: 'http://localhost/', isPublic: true } as never }) },
    {
      list: (plural, query): Promise<Answer<Page>> => {
        asked.push(query)
        return Promise.resolve({
          ...{ ok: true, value: { objects: [{ ...button, name: `First of ${plural}` }], total: 10_000, next: 'more' } },
        })
      },
    },
  )
  await settings.load()
  expect(asked.map((query) => query?.limit)).toEqual([1, 1])
  expect([settings.deployment.value?.name, settings.button.value?.name]).toEqual([
    ...['First of deployments', 'First of buttons'],
  ])
  settings.chooseButton({ ...button, name: 'Night', active: false })
  expect([settings.button.value?.name, settings.hindrances.value]).toEqual(['Night', ['inactive']])
})

test('steps are done when what they are for is there', () => {
  const facts = { organizationName: 'My organization', agents: 1, isOnline: false, chats: 0 }
  const done = (changed: object) =>
    stepsOf({ ...facts, ...changed })
      .filter(({ isDone }) => isDone)
      .map(({ id }) => id)
  expect(done({})).toEqual([])
  expect(done({ organizationName: undefined })).toEqual([])
  expect(done({ organizationName: 'Tea Shop', agents: 2, isOnline: true, chats: 1 })).toEqual([
    ...['tell-name', 'add-agents', 'go-online', 'have-chat'],
  ])
})

test('what is put into a program cannot become part of it', () => {
  const odd = {
    organizationId: '1',
    deploymentId: '2',
    buttonId: '3',
    endpoint: `https://x.example/'; rm -rf "$HOME" #`,
  }
  expect(curlSnippet(odd)).toContain(`API='https://x.example/'\\''; rm -rf "$HOME" #'`)
  expect(scriptSnippet(odd)).toContain(String.raw`const api = "https://x.example/'; rm -rf \"$HOME\" #"`)
})
