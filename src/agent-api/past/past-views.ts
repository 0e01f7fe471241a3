/** Puts past chats into the shapes of the agents' API. */
import type { EndedChat } from '../../chat/chat.js'
import { chatRef } from '../../chat/chat-service.js'
import type { Mark } from '../../past/excerpts.js'
import type { PastHit } from '../../past/past-chats.js'
import { shownDetails, type PastFacts } from '../../past/past-document.js'
import { asChatAgent } from '../agent-views.js'
import { asTime } from '../as-time.js'
import { asFile } from '../file-views.js'
import type { PastChat, PastSummary } from '../past-chats.js'
import type { AgentServices } from '../services.js'
import { asVisitorFacts } from '../visitor-fact-views.js'

const asMarks = (marks: readonly Mark[]): [number, number][] => marks.map(([start, end]) => [start, end])

type Named = Pick<AgentServices, 'views'>

/** What every form of a past chat says of it. */
export const asPastFacts = ({ views }: Named, organizationId: string, chatId: string, facts: PastFacts) => ({
  ...{ chatId, visitorName: facts.visitorName, buttonId: facts.buttonId },
  buttonName: views.buttonName({ organizationId, buttonId: facts.buttonId }),
  requestedAt: asTime(facts.requestedAt),
  ...(facts.establishedAt !== undefined && { establishedAt: asTime(facts.establishedAt) }),
  endedAt: asTime(facts.endedAt),
  reason: facts.reason,
  agents: facts.agents.map(asChatAgent),
})

/** A past chat in a list. */
export const asPastSummary = (
  services: Named,
  organizationId: string,
  { chatId, facts, nameMarks, places }: PastHit,
): PastSummary => ({
  ...asPastFacts(services, organizationId, chatId, facts),
  visitorNameMarks: asMarks(nameMarks),
  messages: facts.messages,
  excerpts: places.map((place) => ({ ...place, marks: asMarks(place.marks) })),
})

/** A past chat, with the newest entries numbered below `before`. */
export const asPastChat = async (
  services: Pick<AgentServices, 'chats' | 'views'>,
  chat: EndedChat,
  before: number,
  limit: number,
): Promise<PastChat> => {
  const { organizationId, id, visitorName, buttonId, requestedAt, endedAt, reason, served } = chat
  const [request, page] = await Promise.all([
    services.chats.request(chatRef(organizationId, id)),
    services.views.entries(chat, before, limit),
  ])
  const facts: PastFacts = {
    ...{ visitorName, buttonId, requestedAt, endedAt, reason, messages: 0 },
    ...(served && { establishedAt: served.establishedAt }),
    agents: served ? [served.agent, ...(served.joined ?? [])] : [],
  }
  return {
    ...asPastFacts(services, organizationId, id, facts),
    language: request?.language ?? '',
    userAgent: request?.userAgent ?? '',
    ...asVisitorFacts(request),
    details: request ? shownDetails(request).map(({ label, value }) => ({ label, value })) : [],
    ...{ entries: page.entries, hasEarlier: page.hasEarlier },
    files: (chat.files ?? []).map((file) => asFile(chat, file)),
  }
}
