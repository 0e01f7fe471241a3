import { chatKind, type Chat } from '../../../src/chat/chat.js'
import type { EventLog, Recorded } from '../../../src/event-log/event-log.js'
import { streamRef, type AnyRef } from '../../../src/event-log/ledger.js'
import { agentRef, placesTaken, type AgentState } from '../../../src/routing/agent.js'
import { openPostgresStore } from '../../../src/storage/postgres/postgres-store.js'
import type { Desk } from '../crash/history.js'

const readSize = 500

/** Calls `onState` with each state that a stream has had, oldest first. */
const replay = async (log: EventLog, { kind, name }: AnyRef, onState: (state: unknown) => void): Promise<void> => {
  let state: unknown = kind.initial(name)
  for (let version = 0; ;) {
    const events = await log.readAfter(name, version, readSize)
    for (const event of events) {
      state = kind.apply(state, event as Recorded<never>)
      onState(state)
      version = event.version
    }
    if (events.length < readSize) return
  }
}

/** Writes down the most places that each agent ever had taken, as the log in the database at `url` tells it. */
export const readPlaces = async (url: string, organizationId: string, desks: readonly Desk[]): Promise<void> => {
  await using store = await openPostgresStore({ url })
  for (const desk of desks) {
    await replay(store.log, agentRef(organizationId, desk.agentId), (state) => {
      desk.placesTakenMost = Math.max(desk.placesTakenMost, placesTaken(state as AgentState))
    })
  }
}

/** How chats that are open and agents stand by the log, a sentence each, for whoever wonders why nothing happens. */
export const standing = async (url: string, organizationId: string, desks: readonly Desk[]): Promise<string[]> => {
  await using store = await openPostgresStore({ url })
  const sentences: string[] = []
  for (const name of await store.log.openStreams('chat')) {
    let chat: Chat | undefined
    await replay(store.log, streamRef(chatKind, name.organizationId, name.id), (state) => (chat = state as Chat))
    if (chat === undefined || chat.state === 'unrequested') continue
    const { state, visitorName, id, version } = chat
    const to = chat.state === 'offered' ? ` to ${chat.offer.agentId}` : ''
    const by = chat.state === 'established' ? ` with ${chat.agent.id}` : ''
    sentences.push(`By the log ${visitorName} (${id}) is ${state}${to}${by}, version ${version}.`)
  }
  for (const { username, agentId } of desks) {
    let agent: AgentState | undefined
    await replay(store.log, agentRef(organizationId, agentId), (state) => (agent = state as AgentState))
    sentences.push(
      `By the log ${username} (${agentId}) is ${agent?.status}, with ${agent && placesTaken(agent)} places taken.`,
    )
  }
  return sentences
}
