import { describe, expect, test } from 'vitest'
import type { ChatEvent } from '../chat/chat-events.js'
import { accepted, foldChat, offered, requested } from '../chat/chat-fixtures.contract.js'
import type { StreamName } from '../event-log/event-log.js'
import { openMemoryStore } from '../storage/memory/memory-store.js'
import { charactersMax, linesMax, readChatSoFar } from './chat-so-far.js'

const stream: StreamName = { organizationId: 'o', kind: 'chat', id: 'c' }
const begun: readonly ChatEvent[] = [requested, offered, accepted]
const visitorSays = (text: string): ChatEvent => ({ type: 'visitor-message', text })
const agentSays = (text: string): ChatEvent => ({ type: 'agent-message', agentId: 'ada', agentName: 'Ada', text })

/** The chat so far after these events, for a client that has its events up to number `base`. */
const read = async (events: readonly ChatEvent[], base = -1) => {
  const { log } = openMemoryStore()
  const written = events.map((body, index) => ({ id: String(index), body }))
  await log.append([{ stream, expectedVersion: 0, events: written, open: true }], 1000)
  const chat = foldChat(...events)
  if (chat.state === 'unrequested') throw new Error('Nobody asked for this chat.')
  return readChatSoFar(log, stream, chat, base)
}

describe('[P-50] the chat so far', () => {
  test('is what both said, and who took over', async () => {
    const lost: ChatEvent = { type: 'agent-lost', agentId: 'ada' }
    const resumed: ChatEvent = { type: 'accepted', agentId: 'ben', agentName: 'Ben', resumed: true }
    const toBen: ChatEvent = { ...offered, agentId: 'ben' }
    const { lines, request } = await read([...begun, visitorSays('Hi'), agentSays('Hello'), lost, toBen, resumed])
    expect(lines.map(({ from, name, text, version }) => [from, name, text, version])).toEqual([
      ['visitor', 'Ana', 'Hi', 4],
      ['agent', 'Ada', 'Hello', 5],
      ['next-agent', 'Ben', '', 8],
    ])
    expect(request.visitorName).toBe('Ana')
  })

  test('knows where in the log the client stands', async () => {
    const events = [...begun, visitorSays('Hi'), agentSays('One'), agentSays('Two')]
    const versions = await Promise.all([-1, 0, 1, 2, 3].map(async (base) => (await read(events, base)).baseVersion))
    expect(versions).toEqual([0, 1, 3, 5, 6])
  })

  test(`is the newest ${linesMax} lines`, async () => {
    const texts = Array.from({ length: linesMax + 1 }, (_, index) => `Line ${index}`)
    const whole = await read([...begun, ...texts.slice(1).map(agentSays)])
    expect(whole.lines.map(({ text }) => text)).toEqual(texts.slice(1))
    const cut = await read([...begun, ...texts.map(agentSays)])
    expect(cut.lines.map(({ text }) => text)).toEqual(texts.slice(1))
  })

  test(`is at most ${charactersMax} characters`, async () => {
    const long = 'x'.repeat(charactersMax / 2)
    expect((await read([...begun, agentSays(long), visitorSays(long)])).lines).toHaveLength(2)
    const cut = await read([...begun, agentSays(`${long}x`), visitorSays(long)])
    expect(cut.lines.map(({ from }) => from)).toEqual(['visitor'])
  })
})
