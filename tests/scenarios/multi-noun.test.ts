/** Several commands in one request, recognised after a restart. What needs none is in the conformance suite. */
import { expect, test } from 'vitest'
import { startInProcess } from '../support/in-process-server.js'
import { lastingStore } from '../support/test-store.js'
import { makeOrganization } from '../support/test-organization.js'
import { WatchedChat } from '../support/watched-chat.js'

test('[C-7 C-11] System/MultiNoun has one effect when it comes again after the end and a restart', async () => {
  const server = await startInProcess({ store: lastingStore })
  const { ada, visitor, chatId } = await WatchedChat.begin(await makeOrganization(server))
  const noun = (name: string, object: object = {}) => ({ prefix: 'Chasitor', noun: name, object })
  const nouns = [noun('ChatMessage', { text: 'Same' }), noun('ChatMessage', { text: 'Same' }), noun('ChatEnd')]
  const send = () => visitor.multiNoun(nouns, { sequence: 5 })
  expect(await send()).toMatchObject({ status: 200, text: 'OK' })
  await server.restart()
  expect(await send()).toMatchObject({ status: 200, text: 'OK' })
  expect((await ada.messages(chatId)).slice(2).map(({ text }) => text)).toEqual(['Same', 'Same'])
})
