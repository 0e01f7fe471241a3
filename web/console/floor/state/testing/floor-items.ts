/** What is on a floor, for tests. */
import type {
  FloorAgent,
  FloorChat,
  FloorQueue,
  FloorSnapshot,
} from '../../../../../src/agent-api/supervision/floor-messages.js'

/** So many seconds past noon. */
export const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1, 12, 0, seconds)).toISOString()

export const agent = (id: string, more: Partial<FloorAgent> = {}): FloorAgent => ({
  ...{ id, name: id, role: 'agent', status: 'online', since: at(0), capacity: 3, load: 0, chatIds: [] },
  ...{ skills: [], flagged: false },
  ...more,
})

export const line = (kind: FloorQueue['kind'], id: string, more: Partial<FloorQueue> = {}): FloorQueue => ({
  ...{ kind, id, name: id, waiting: 0, offered: 0, online: 0, free: 0, available: true },
  ...(kind !== 'button' && { buttonIds: [] }),
  ...more,
})

export const waitingChat = (chatId: string, since: number, more: Partial<FloorChat> = {}): FloorChat => ({
  ...{ chatId, state: 'waiting', visitorName: chatId, buttonId: 'shop', buttonName: 'Shop', waitingSince: at(since) },
  ...more,
})

export const runningChat = (chatId: string, since: number, more: Partial<FloorChat> = {}): FloorChat => ({
  ...waitingChat(chatId, since),
  ...{ state: 'established', agent: { id: 'ada', name: 'Ada' }, establishedAt: at(since) },
  ...more,
})

export const floorSnapshot = (more: Partial<FloorSnapshot> = {}): FloorSnapshot => ({
  ...{ agents: [], queues: [], chats: [] },
  ...more,
})
