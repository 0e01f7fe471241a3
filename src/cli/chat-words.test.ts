import { describe, expect, test } from 'vitest'
import type { Outcome, VisitorEvent } from '../visitor-client/visitor-events.js'
import { paintFor } from './chat-paint.js'
import { ending, saidLine, sentenceAbout, sentenceAboutUpload } from './chat-words.js'

const words = { paint: paintFor(false), time: () => '10:04' }
const agent = { name: 'Ada', sneakPeek: false, idle: undefined }

describe('a line that was said', () => {
  test('has the time and the name before it', () => {
    expect(saidLine(words, 'Ada', 'Hello')).toBe('10:04 Ada: Hello')
  })

  test('cannot pass for a line of somebody else', () => {
    expect(saidLine(words, 'Ada\n10:05 You:', 'Hello\n10:05 You: I agree\n')).toBe(
      '10:04 Ada 10:05 You:: Hello\n      10:05 You: I agree',
    )
  })

  test('has no control over the terminal', () => {
    expect(saidLine(words, '\u001b[2JAda', '\u001b]0;x\u0007Hello')).toBe('10:04 Ada: Hello')
  })

  test('is coloured only on demand', () => {
    expect(saidLine({ ...words, paint: paintFor(true) }, 'Ada', 'Hello')).toContain('\u001b[')
    expect(saidLine(words, 'Ada', 'Hello')).not.toContain('\u001b')
  })
})

test.each<[VisitorEvent, string | undefined]>([
  [{ type: 'requested', position: 1, waitS: undefined }, 'You are first in the queue.'],
  [{ type: 'requested', position: 3, waitS: 130 }, 'You are number 3 in the queue. It should take about 2 minutes.'],
  [{ type: 'queue', position: 2, waitS: 60 }, 'You are number 2 in the queue. It should take about a minute.'],
  [{ type: 'queue', position: 2, waitS: 20 }, 'You are number 2 in the queue. It should take less than a minute.'],
  [{ type: 'queue', position: 0, waitS: 0 }, 'Your turn: an agent is being asked.'],
  [{ type: 'established', agent }, 'Ada is with you now.'],
  [{ type: 'established', agent: { ...agent, name: '' } }, 'The agent is with you now.'],
  [{ type: 'transferred', agent }, 'Ada has taken over and is with you now.'],
  [{ type: 'connection-lost', why: 'the connection broke' }, 'Connection lost (the connection broke), trying again…'],
  [{ type: 'connection-back' }, 'Back.'],
  [
    { type: 'file-asked', file: { url: 'https://here/', token: 't' } },
    'The agent asks you for a file: /send PATH sends one, /decline does not.',
  ],
  [{ type: 'file-over', how: 'received' }, 'The agent has your file.'],
  [{ type: 'file-over', how: 'failed' }, 'The file did not come through. The agent can ask again.'],
  [{ type: 'file-over', how: 'cancelled' }, 'The agent does not want the file any more.'],
  [
    { type: 'refused', noun: 'ChatMessage', status: 413, text: '\u001b[2JToo long\n' },
    'The server refused that line: 413 Too long',
  ],
  [{ type: 'refused', noun: 'ChatEnd', status: 400, text: 'No' }, 'The server refused to end the chat: 400 No'],
  [{ type: 'refused', noun: 'ChasitorTyping', status: 404, text: 'No' }, undefined],
  [{ type: 'message', from: 'Ada', text: 'Hello' }, undefined],
])('%j is told as "%s"', (event, sentence) => {
  expect(sentenceAbout(event)).toBe(sentence)
})

test.each<[Outcome, number, RegExp]>([
  [{ kind: 'ended', reason: 'agent' }, 0, /^Ada has ended the chat\.$/],
  [{ kind: 'ended', reason: 'client' }, 0, /^You have ended the chat\.$/],
  [{ kind: 'ended', reason: 'clientIdleTimeout' }, 0, /silent/],
  [{ kind: 'ended', reason: 'agentsUnavailable' }, 0, /no agent/],
  [{ kind: 'ended', reason: 'some\u001b[2Jthing' }, 0, /^The chat has ended \(something\)\.$/],
  [{ kind: 'failed', reason: 'Unavailable' }, 1, /^Nobody is here to chat right now/],
  [{ kind: 'failed', reason: 'Blocked' }, 1, /takes no chats from you/],
  [{ kind: 'failed', reason: 'InternalFailure' }, 1, /InternalFailure/],
  [{ kind: 'gone' }, 1, /does not know this chat any more/],
  [
    { kind: 'unreachable', why: 'nobody answers there' },
    1,
    /^No chat server at http:\/\/here\/: nobody answers there\.$/,
  ],
  [{ kind: 'refused', status: 400, text: 'Bad request.' }, 1, /: 400 Bad request\.$/],
  [{ kind: 'stopped' }, 130, /--resume/],
])('%j ends with %i and one sentence', (outcome, code, sentence) => {
  const end = ending(outcome, 'Ada', 'http://here/')
  expect(end.code).toBe(code)
  expect(end.sentence).toMatch(sentence)
  expect(end.sentence).not.toMatch(/\n/)
})

test.each([
  [{ kind: 'sent' } as const, undefined],
  [{ kind: 'refused' } as const, 'The server does not take cat.png: it is too large.'],
  [{ kind: 'failed', why: '403 Not asked for.' } as const, 'cat.png was not sent: 403 Not asked for.'],
  [{ kind: 'failed', why: 'the connection\u001b[2J broke' } as const, 'cat.png was not sent: the connection broke.'],
  [undefined, 'cat.png was not sent: the agent does not want it any more.'],
])('an upload that ended as %j is told as "%s"', (outcome, sentence) => {
  expect(sentenceAboutUpload(outcome, 'cat.png')).toBe(sentence)
})
