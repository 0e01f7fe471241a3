/** Writes past chats with their transcripts as one file, chat by chat and page by page, as fast as it is read. */
import { chatRef } from '../../chat/chat-service.js'
import { isEntry } from '../../chat/transcript.js'
import type { PastNamed } from '../../past/past-chats.js'
import { asPastFacts } from './past-views.js'
import type { Entry } from '../entries.js'
import { asEntry } from '../entry-views.js'
import type { AgentServices } from '../services.js'
import { csvLine } from './csv-line.js'

type Services = Pick<AgentServices, 'chats' | 'views'>

/** How many events of a chat are read at a time. */
const readSize = 200

/** The entries of a chat's whole transcript, oldest first, in pages. */
async function* entryPages(
  { chats }: Services,
  organizationId: string,
  { chatId, facts: { visitorName } }: PastNamed,
): AsyncGenerator<Entry[]> {
  const ref = chatRef(organizationId, chatId)
  for (let after = 0; ;) {
    const events = await chats.eventsAfter(ref, after, readSize)
    const entries: Entry[] = []
    for (const { version, at, body } of events)
      if (isEntry(body)) entries.push(asEntry({ id: chatId, visitorName }, { version, at, body }))
    if (entries.length > 0) yield entries
    if (events.length < readSize) return
    after += events.length
  }
}

/** One JSON object: the chats, each with its entries, and at the end that those were all. */
export async function* exportJson(
  services: Services,
  organizationId: string,
  chats: AsyncIterable<PastNamed>,
): AsyncGenerator<string> {
  let isFirstChat = true
  yield '{"chats":['
  for await (const chat of chats) {
    const head = JSON.stringify(asPastFacts(services, organizationId, chat.chatId, chat.facts))
    yield `${isFirstChat ? '' : ','}\n${head.slice(0, -1)},"entries":[`
    isFirstChat = false
    let isFirst = true
    for await (const entries of entryPages(services, organizationId, chat)) {
      yield `${isFirst ? '' : ','}${entries.map((entry) => JSON.stringify(entry)).join(',')}`
      isFirst = false
    }
    yield ']}'
  }
  yield '],"isComplete":true}\n'
}

const csvHead = [
  ...['chat', 'requested at', 'ended at', 'end', 'button', 'visitor', 'agents'],
  ...['message at', 'from', 'name', 'text'],
]

/** A line per message, with what is known of its chat; a chat without messages has one line all the same. */
export async function* exportCsv(
  services: Services,
  organizationId: string,
  chats: AsyncIterable<PastNamed>,
): AsyncGenerator<string> {
  // Spreadsheets take a file that does not begin with this mark for one of another encoding.
  yield `\uFEFF${csvLine(csvHead)}`
  for await (const chat of chats) {
    const facts = asPastFacts(services, organizationId, chat.chatId, chat.facts)
    const agents = facts.agents.map(({ name }) => name).join(', ')
    const { chatId, requestedAt, endedAt, reason, buttonName, visitorName } = facts
    const head = [chatId, requestedAt, endedAt, reason, buttonName, visitorName, agents]
    let isEmpty = true
    for await (const entries of entryPages(services, organizationId, chat)) {
      const lines = entries.flatMap((entry) =>
        entry.kind === 'message' ? [csvLine([...head, entry.at, entry.from, entry.name, entry.text])] : [],
      )
      if (lines.length === 0) continue
      isEmpty = false
      yield lines.join('')
    }
    if (isEmpty) yield csvLine([...head, '', '', '', ''])
  }
}
