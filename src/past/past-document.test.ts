import { expect, test } from 'vitest'
import { accepted, askedFor, ended, offered, requested } from '../chat/chat-fixtures.contract.js'
import type { ChatEvent } from '../chat/chat-events.js'
import { DocumentMaker, documentWordsMax, emailsMax, emailsOf } from './past-document.js'

const detail = (value: string, displayToAgent = true) => ({ label: 'x', value, displayToAgent, transcriptFields: [] })
const documentOf = (...events: ChatEvent[]) => {
  const maker = new DocumentMaker({ organizationId: 'o', kind: 'chat', id: 'c' })
  for (const [index, body] of events.entries())
    maker.add({ version: index + 1, id: String(index), at: 1000 * (index + 1), body })
  return maker.document()
}
const request = { ...askedFor, details: [detail('Gold member'), detail('secret', false), detail(' Ana@Example.COM ')] }
const said: ChatEvent[] = [
  { type: 'visitor-message', text: 'Hi there' },
  { type: 'agent-message', agentId: 'ada', agentName: 'Ada', text: 'Hello' },
  { type: 'whispered', supervisorId: 's', supervisorName: 'S', text: 'unheard' },
  {
    ...{ type: 'agent-rich-message', agentId: 'ada', agentName: 'Ada' },
    content: { type: 'menu', header: 'Pick', items: [{ text: 'Tea', value: 'hidden' }] },
  },
  {
    type: 'visitor-pick',
    picks: [
      { type: 'menu', index: 0, value: 'tea' },
      { type: 'button', index: 1 },
    ],
  },
]

test('a chat is found by what was said, its visitor’s name and the answers that agents see', () => {
  const asked: ChatEvent = { ...requested, request } as ChatEvent
  expect(documentOf(asked, offered, accepted, ...said, ended)).toEqual({
    endedAt: 9000,
    agentIds: ['ada'],
    marks: ['agent:ada', 'button:b', 'end:agent', 'email:ana@example.com'],
    name: ['ana'],
    texts: [
      ['ana'],
      ['gold', 'member'],
      ['ana', 'example', 'com'],
      ['hi', 'there'],
      ['hello'],
      ['pick'],
      ['tea'],
      ['tea'],
    ],
    facts: {
      ...{ visitorName: 'Ana', buttonId: 'b', requestedAt: 1000, establishedAt: 3000, endedAt: 9000, reason: 'agent' },
      ...{ agents: [{ id: 'ada', name: 'Ada' }], messages: 2 },
    },
  })
})

test('a request that nobody took is nobody’s', () => {
  const refused: ChatEvent = { type: 'refused', request: askedFor, digest: 'x', reason: 'unavailable' }
  expect(documentOf(refused)).toMatchObject({ agentIds: [], marks: ['nobodys', 'button:b', 'end:refused'] })
})

test('a chat that is not over is not found', () => {
  expect(documentOf(requested, offered, accepted)).toBeUndefined()
  expect(documentOf()).toBeUndefined()
})

test('words beyond what one chat may be found by are left out', () => {
  const text = Array.from({ length: documentWordsMax + 5 }, (_, index) => `w${index}`).join(' ')
  const document = documentOf(
    requested,
    { type: 'visitor-message', text },
    { type: 'visitor-message', text: 'late' },
    ended,
  )
  const words = document?.texts.flat() ?? []
  expect(words).toHaveLength(documentWordsMax)
  expect(words.at(-1)).toBe(`w${documentWordsMax - 2}`)
})

test('an e-mail address is an answer that is one as a whole and that agents see', () => {
  const values = ['a@b.example', 'write to c@d.example', 'A@B.example', 'no', 'e@f', 'g@h', 'i@j']
  const details = [...values.map((value) => detail(value)), detail('z@z', false)]
  expect(emailsOf({ ...askedFor, details })).toEqual(['a@b.example', 'e@f', 'g@h'])
  expect(emailsMax).toBe(3)
})
