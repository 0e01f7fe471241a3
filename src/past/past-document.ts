/** Makes of a chat's events what it is found by when it is over. Pure. */
import type { ChatEvent } from '../chat/chat-events.js'
import type { ChatRequest, PrechatDetail } from '../chat/chat-request.js'
import { chatKind, type Chat, type EndedChat } from '../chat/chat.js'
import type { Recorded, StreamName } from '../event-log/event-log.js'
import type { Instant } from '../lib/clock.js'
import { agentMark, buttonMark, emailIn, emailMark, endMark, nobodysMark } from './marks.js'
import type { PastDocument } from './past-store.js'
import { plainWords, wordsIn, type Phrase } from './words.js'

/** How many words of one chat can be found, and how many UTF-16 code units they have in all; what comes after cannot. */
export const documentWordsMax = 15_000
export const documentLengthMax = 200_000
/** How many e-mail addresses of one visitor are known. */
export const emailsMax = 3

/** What a list shows of a past chat. Kept for ever: add optional members; never change or remove one. */
export interface PastFacts {
  readonly visitorName: string
  readonly buttonId: string
  readonly requestedAt: Instant
  /** When the agent who had it at its end, or a colleague before them, accepted it; absent when nobody did. */
  readonly establishedAt?: Instant
  readonly endedAt: Instant
  readonly reason: EndedChat['reason']
  /** Who was in charge at its end, then who talked along. */
  readonly agents: readonly { readonly id: string; readonly name: string }[]
  /** How many messages the two sides wrote. */
  readonly messages: number
}

/** What of an event is said by people, and searched. */
export const saidIn = (body: ChatEvent): readonly string[] => {
  switch (body.type) {
    case 'visitor-message':
    case 'agent-message':
      return [body.text]
    case 'agent-rich-message': {
      const { content } = body
      const header = content.type === 'menu' && content.header !== undefined ? [content.header] : []
      return [...header, ...content.items.map(({ text }) => text)]
    }
    case 'visitor-pick':
      return body.picks.flatMap(({ value }) => value ?? [])
    default:
      return []
  }
}

/** The answers before the chat that agents are shown. Others are not found either, which would tell of them. */
export const shownDetails = ({ details }: ChatRequest): readonly PrechatDetail[] =>
  details.filter(({ displayToAgent }) => displayToAgent)

/** The e-mail addresses that the visitor gave before the chat: answers that are one as a whole. Nobody has checked them. */
export const emailsOf = (request: ChatRequest): readonly string[] =>
  [...new Set(shownDetails(request).flatMap(({ value }) => emailIn(value) ?? []))].slice(0, emailsMax)

/** Collects the words of texts, as far as they are to be found. */
class Words {
  readonly texts: Phrase[] = []
  #left = documentWordsMax
  #lengthLeft = documentLengthMax

  add(text: string): void {
    const words: string[] = []
    // Word by word: once there is no more room, a long text must not be taken apart all the same.
    for (const { word } of wordsIn(text)) {
      if (this.#left === 0 || this.#lengthLeft < word.length) break
      this.#left -= 1
      this.#lengthLeft -= word.length
      words.push(word)
    }
    if (words.length > 0) this.texts.push(words)
  }
}

/** Takes a chat's events one after the other, and says at the end what it is found by. */
export class DocumentMaker {
  readonly #words = new Words()
  #chat: Chat
  #request: ChatRequest | undefined
  #messages = 0

  constructor(name: StreamName) {
    this.#chat = chatKind.initial(name)
  }

  add(event: Recorded<ChatEvent>): void {
    const { body } = event
    this.#chat = chatKind.apply(this.#chat, event)
    if (body.type === 'requested' || body.type === 'refused') {
      this.#request = body.request
      this.#words.add(body.request.visitorName)
      for (const { value } of shownDetails(body.request)) this.#words.add(value)
    }
    if (body.type === 'visitor-message' || body.type === 'agent-message') this.#messages += 1
    for (const text of saidIn(body)) this.#words.add(text)
  }

  /** `undefined` for a chat that is not over. */
  document(): PastDocument | undefined {
    const chat = this.#chat
    const request = this.#request
    if (chat.state !== 'ended' || request === undefined) return undefined
    const { served, visitorName, buttonId, requestedAt, endedAt, reason } = chat
    const agents = served ? [served.agent, ...(served.joined ?? [])].map(({ id, name }) => ({ id, name })) : []
    const agentIds = agents.map(({ id }) => id)
    const facts: PastFacts = {
      ...{ visitorName, buttonId, requestedAt, endedAt, reason, agents, messages: this.#messages },
      ...(served && { establishedAt: served.establishedAt }),
    }
    const marks = [
      ...(agentIds.length === 0 ? [nobodysMark] : agentIds.map(agentMark)),
      ...[buttonMark(buttonId), endMark(reason)],
      ...emailsOf(request).map(emailMark),
    ]
    return { endedAt, agentIds, marks, name: plainWords(visitorName), texts: this.#words.texts, facts }
  }
}
