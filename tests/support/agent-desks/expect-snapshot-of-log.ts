import { expect } from 'vitest'
import type { EntryKind } from '../../../src/agent-api/entries.js'
import type { Chat } from '../../../src/agent-api/chats.js'
import type { Snapshot } from '../../../src/agent-api/messages.js'
import type { Offer } from '../../../src/agent-api/offers.js'
import type { ChatEvent } from '../../../src/chat/chat-events.js'
import { membersOf, type TrueChat } from '../truth/true-chat.js'
import type { Truth } from '../truth/truth.js'

/** Which events of a chat are in its transcript, and as what. */
const entryKinds: Readonly<Record<string, EntryKind>> = {
  'visitor-message': 'message',
  'agent-message': 'message',
  'visitor-event': 'custom-event',
  'agent-event': 'custom-event',
  'agent-rich-message': 'rich-message',
  'visitor-pick': 'visitor-pick',
  'idle-warning': 'idle-warning',
  'page-visited': 'page-visited',
  'rules-triggered': 'rules-triggered',
  whispered: 'whisper',
}

/** With these the chat has an agent no more, or not yet another. */
const waits: readonly ChatEvent['type'][] = ['agent-lost', 'transfer-queued']

/** Another agent is in charge than before. */
const isTakenOver = (body: ChatEvent): boolean =>
  body.type === 'accepted' || (body.type === 'agent-left' && body.successor !== undefined)

/** The newest of some events since the chat has an agent. */
const newest = ({ events }: TrueChat, types: readonly ChatEvent['type'][], isOver = (_body: ChatEvent) => false) => {
  const last = events.findLast(({ body }) => [...types, ...waits].includes(body.type) || isOver(body))?.body
  return last && types.includes(last.type) ? last : undefined
}

const expectChat = (shown: Chat, told: TrueChat): void => {
  const { events, asked, back, agentId, joined } = told
  const said = events.flatMap(({ version, body }) => {
    const kind = entryKinds[body.type]
    return kind === undefined ? [] : [[version, kind, 'text' in body ? body.text : undefined]]
  })
  const entries = shown.entries.map((entry) => [entry.number, entry.kind, 'text' in entry ? entry.text : undefined])
  expect(entries).toEqual(said.slice(-100))
  expect(shown.hasEarlier).toBe(said.length > 100)
  const received = events.flatMap(({ version, body }) =>
    body.type === 'file-received' ? [[version, body.fileId]] : [],
  )
  expect(shown.files.map(({ number, fileId }) => [number, fileId])).toEqual(received)
  const request = newest(told, ['file-requested', 'file-cancelled', 'file-received', 'file-failed'])
  expect(shown.fileRequest?.fileId).toBe(request?.type === 'file-requested' ? request.fileId : undefined)
  const flag = newest(told, ['flag-raised', 'flag-lowered'], isTakenOver)
  expect(shown.flag?.text).toBe(flag?.type === 'flag-raised' ? flag.text : undefined)
  const wait = newest(told, ['critical-wait', 'critical-wait-cleared'])
  expect(shown.criticalWait).toBe(wait?.type === 'critical-wait' ? true : undefined)
  expect(shown.agents.map((agent) => agent.agentId)).toEqual(back ? [back.agentId] : [agentId, ...joined])
  const to = asked ? { type: 'agent', id: asked.agentId } : back?.target
  expect([shown.handover?.type, shown.handover?.to.id]).toEqual([asked?.handover ?? (back && 'transfer'), to?.id])
  expect(shown.buttonId).toBe(back?.buttonId ?? told.buttonId)
}

const expectOffer = (shown: Offer, { asked, back, agentId, buttonId }: TrueChat): void => {
  expect(shown.buttonId).toBe(buttonId)
  const from = asked ? [asked.handover, agentId] : back ? ['transfer', back.agentId] : [undefined, undefined]
  expect([shown.handover?.type, shown.handover?.from.agentId]).toEqual(from)
}

/** What an agent's console sees that connects now is what the log says. */
export const expectSnapshotOfLog = (snapshot: Snapshot, agentId: string, truth: Truth): void => {
  const all = [...truth.chats.values()]
  const mine = all.filter((chat) => membersOf(chat).includes(agentId))
  const forMe = all.filter(({ state, agentId: id, listed, asked }) => {
    return (state === 'offered' && id === agentId) || listed.has(agentId) || asked?.agentId === agentId
  })
  const ids = (chats: readonly { readonly id: string }[]): string[] => chats.map(({ id }) => id).sort()
  expect(snapshot.presence.status).toBe(truth.agent(agentId).status)
  expect(snapshot.offers.map(({ chatId }) => chatId).sort()).toEqual(ids(forMe))
  expect(snapshot.chats.map(({ chatId }) => chatId).sort()).toEqual(ids(mine))
  for (const told of mine) {
    const shown = snapshot.chats.find(({ chatId }) => chatId === told.id)
    if (shown) expectChat(shown, told)
  }
  for (const told of forMe) {
    const shown = snapshot.offers.find(({ chatId }) => chatId === told.id)
    if (shown) expectOffer(shown, told)
  }
}
