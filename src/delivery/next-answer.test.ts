import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { VisitorEvent } from '../chat/visitor-events.js'
import { accepted, askedFor, eventsUpTo, foldChat } from '../chat/chat-fixtures.contract.js'
import type { RequestedChat } from '../chat/chat.js'
import { eventsPerAnswerMax, firstBatch, nextAnswer, type Surroundings } from './next-answer.js'
import type { NumberedEvent } from './numbered-events.js'

const message: VisitorEvent = { type: 'agent-message', agentId: 'ada', agentName: 'Ada', text: 'Hello' }
const lost: VisitorEvent = { type: 'agent-lost', agentId: 'ada' }
const over: VisitorEvent = { type: 'ended', reason: 'agent' }
const requested: VisitorEvent = { type: 'requested', request: askedFor, digest: 'x' }
const page: VisitorEvent = { type: 'page-visited', location: '/' }
const failed: VisitorEvent = { type: 'transfer-failed', agentId: 'ada', agentName: 'Ada' }
const alone: readonly VisitorEvent[] = [requested, accepted, lost, failed]

const numbered = (...bodies: readonly VisitorEvent[]): NumberedEvent[] =>
  bodies.map((body, number) => ({ number, version: 2 * number + 1, at: 0, body }))

const chatIn = (state: keyof typeof eventsUpTo): RequestedChat => {
  const chat = foldChat(...eventsUpTo[state])
  if (chat.state === 'unrequested') throw new Error('Nobody asked for this chat.')
  return chat
}

const ada = { id: 'ada', name: 'Ada' }
const ben = { id: 'ben', name: 'Ben' }

const quiet: Surroundings = {
  ...{ position: 0, estimatedWaitS: -1, toldPosition: undefined },
  ...{ typist: undefined, toldTypist: undefined, oneMessage: false },
}

const bodies = fc.array(fc.constantFrom(message, over, page, ...alone), { minLength: 1, maxLength: 150 })
const typesOf = (items: readonly object[]): string[] =>
  items.map((item) => ('body' in item ? (item.body as VisitorEvent).type : (item as { type: string }).type))

describe('[D-5 D-6 D-7] what goes into one answer', () => {
  test('is the beginning of what there is, in order', () => {
    fc.assert(
      fc.property(bodies, (all) => {
        const events = numbered(...all)
        const batch = firstBatch(events)
        expect(batch.length).toBeGreaterThan(0)
        expect(batch.length).toBeLessThanOrEqual(eventsPerAnswerMax)
        expect(events.slice(0, batch.length)).toEqual(batch)
      }),
    )
  })

  test('is alone when it stands alone, and else everything up to the next that does', () => {
    fc.assert(
      fc.property(bodies, (all) => {
        const events = numbered(...all)
        const batch = firstBatch(events)
        const next = events[batch.length]
        if (alone.includes(all[0] ?? message)) expect(batch).toHaveLength(1)
        else {
          expect(batch.every(({ body }) => !alone.includes(body))).toBe(true)
          if (batch.length < eventsPerAnswerMax && next) expect(alone).toContain(next.body)
        }
      }),
    )
  })

  test('is nothing when there is nothing', () => {
    expect(firstBatch([])).toEqual([])
  })
})

describe('an answer with events', () => {
  test('has the number and the place of the last one', () => {
    fc.assert(
      fc.property(bodies, fc.boolean(), (all, oneMessage) => {
        const answer = nextAnswer(chatIn('established'), -1, numbered(...all), { ...quiet, oneMessage })
        const last = answer?.items.findLast((item) => 'body' in item)
        expect(last).toMatchObject({ number: answer?.sequence, version: answer?.offset })
      }),
    )
  })

  test('[D-8] has what the agent wrote before that they stopped typing, once for a run of messages', () => {
    const { items, typing } = nextAnswer(chatIn('established'), 1, numbered(message, message, page, message), quiet)!
    expect(typesOf(items)).toEqual([
      ...['agent-message', 'agent-message', 'typing', 'page-visited', 'agent-message', 'typing'],
    ])
    expect(typing).toEqual({ by: undefined })
  })

  test('[D-8] says that the agent types again by then', () => {
    const around = { ...quiet, typist: ben }
    const { items, typing } = nextAnswer(chatIn('established'), 1, numbered(message), around)!
    expect(items.at(-1)).toMatchObject({ type: 'typing', typing: true, agentName: 'Ben' })
    expect(typing).toEqual({ by: ben })
  })

  test('[D-20] is one message where that is asked for, and leaves the typing to another', () => {
    fc.assert(
      fc.property(bodies, (all) => {
        const answer = nextAnswer(chatIn('established'), -1, numbered(...all), { ...quiet, oneMessage: true })
        expect(typesOf(answer?.items ?? [])).toEqual([all[0]?.type])
      }),
    )
  })
})

describe('an answer without events', () => {
  test('does not come before the first event', () => {
    expect(nextAnswer(chatIn('waiting'), -1, [], { ...quiet, position: 1 })).toBeUndefined()
  })

  test.each<[string, keyof typeof eventsUpTo, Partial<Surroundings>, object | undefined]>([
    ['[D-10] a place that was told', 'waiting', { position: 2, toldPosition: 2 }, undefined],
    ['[D-10] a new place', 'waiting', { position: 1, toldPosition: 2 }, { type: 'queue', position: 1 }],
    ['[D-10] a first place', 'offered', { position: 1 }, { type: 'queue', position: 1 }],
    ['[D-10] no place any more', 'offered', { position: 0, toldPosition: 1 }, undefined],
    ['[D-10] a place after an agent accepted', 'established', { position: 1 }, undefined],
    ['[D-9] typing', 'established', { typist: ben }, { type: 'typing', typing: true, agentName: 'Ben' }],
    ['[D-9] typing that was told', 'established', { typist: ben, toldTypist: ben }, undefined],
    ['[D-9] typing of another', 'established', { typist: ben, toldTypist: ada }, { typing: true, agentName: 'Ben' }],
    [
      '[D-9] no typing any more',
      'established',
      { toldTypist: ben },
      { type: 'typing', typing: false, agentName: 'Ben' },
    ],
    ['[D-9] typing in a chat that waits', 'waiting', { typist: ben }, undefined],
    ['the end', 'ended', { position: 1, typist: ben }, undefined],
  ])('%s', (_what, state, changes, item) => {
    const answer = nextAnswer(chatIn(state), 1, [], { ...quiet, ...changes })
    if (item === undefined) expect(answer).toBeUndefined()
    else expect(answer).toMatchObject({ items: [item], sequence: 1 })
  })
})
