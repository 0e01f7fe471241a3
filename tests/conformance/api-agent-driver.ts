/** The agent at work over `/api/v1`. */
import type { FileList } from '../../src/agent-api/files.js'
import type { NewTransfer } from '../../src/agent-api/handovers.js'
import type { Chat } from '../../src/agent-api/chats.js'
import type { AgentEventName, AgentEvents } from '../../src/agent-api/messages.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import type { AgentStream, AgentStreamEvent } from '../support/agent-stream.js'
import type { AgentDriver, DrivenChat, DrivenOffer, VisitorSign } from './agent-driver.js'

/** Everything the agent was told, for whoever waits for something in it. */
class Heard {
  readonly events: AgentStreamEvent[] = []
  #look: (() => void)[] = []

  add(event: AgentStreamEvent): void {
    this.events.push(event)
    for (const resolve of this.#look.splice(0)) resolve()
  }

  /** Settles with the first event of this name that passes, past or to come. */
  async find<Name extends AgentEventName>(
    name: Name,
    passes: (data: AgentEvents[Name]) => boolean,
  ): Promise<AgentEvents[Name]> {
    for (let place = 0; ; place += 1) {
      while (place >= this.events.length) await new Promise<void>((resolve) => this.#look.push(resolve))
      const event = this.events[place]
      if (event?.name === name && passes(event.data as AgentEvents[Name])) return event.data as AgentEvents[Name]
    }
  }
}

export class ApiChat implements DrivenChat {
  readonly agent: DrivenChat['agent']
  readonly visitorName: string
  readonly details: DrivenChat['details']
  readonly #client: AgentClient
  readonly #heard: Heard
  readonly #chatId: string
  #signsTaken = 0
  #fileId = ''

  constructor(client: AgentClient, heard: Heard, agent: DrivenChat['agent'], chat: Chat) {
    this.#client = client
    this.#heard = heard
    this.agent = agent
    this.#chatId = chat.chatId
    this.visitorName = chat.visitorName
    this.details = chat.details
  }

  async write(text: string): Promise<void> {
    bodyOf(await this.#client.write(this.#chatId, text))
  }

  async typing(typing: boolean): Promise<void> {
    bodyOf(await this.#client.call('POST', `/chats/${this.#chatId}/typing`, { typing }))
  }

  async end(): Promise<void> {
    bodyOf(await this.#client.end(this.#chatId))
  }

  async texts(): Promise<readonly string[]> {
    return (await this.#client.allMessages(this.#chatId)).map(({ text }) => text)
  }

  async askForFile(): Promise<void> {
    const path = `/chats/${this.#chatId}/file-requests`
    this.#fileId = bodyOf(await this.#client.call<{ fileId: string }>('POST', path)).fileId
  }

  async withdrawFile(): Promise<void> {
    bodyOf(await this.#client.call('DELETE', `/chats/${this.#chatId}/file-requests/${this.#fileId}`))
  }

  async files(): Promise<readonly string[]> {
    const list = bodyOf(await this.#client.call<FileList>('GET', `/chats/${this.#chatId}/files`))
    return list.files.map(({ name }) => name)
  }

  async handOver(to: NewTransfer): Promise<void> {
    bodyOf(await this.#client.transfer(this.#chatId, to))
  }

  async takeBack(): Promise<void> {
    bodyOf(await this.#client.takeBack(this.#chatId))
  }

  get signs(): readonly VisitorSign[] {
    return this.#allSigns().slice(this.#signsTaken)
  }

  async nextSign(): Promise<VisitorSign> {
    const place = this.#signsTaken
    this.#signsTaken += 1
    let passed = 0
    return this.#heard.find('visitor-typing', ({ chatId }) => chatId === this.#chatId && passed++ === place)
  }

  async ended(): Promise<string> {
    return (await this.#heard.find('chat-ended', ({ chatId }) => chatId === this.#chatId)).reason
  }

  #allSigns(): VisitorSign[] {
    return this.#heard.events.flatMap((event) =>
      event.name === 'visitor-typing' && event.data.chatId === this.#chatId ? [event.data] : [],
    )
  }
}

/** An offer whose chat can do what this API can, and others perhaps not. */
export interface ApiOffer extends DrivenOffer {
  accept(): Promise<ApiChat>
}

export class ApiAgentDriver implements AgentDriver {
  readonly #client: AgentClient
  readonly #stream: AgentStream
  readonly #heard: Heard
  readonly #agent: DrivenChat['agent']
  /** Offers that were handed out. The same chat may be offered anew. */
  readonly #taken = new Set<AgentEvents['offer']>()

  private constructor(client: AgentClient, stream: AgentStream, heard: Heard, agent: DrivenChat['agent']) {
    this.#client = client
    this.#stream = stream
    this.#heard = heard
    this.#agent = agent
  }

  /** Logs in at `url`, below which `/api/v1` lies, and follows what happens. */
  static async logIn(url: string, username: string, password: string): Promise<ApiAgentDriver> {
    const client = await AgentClient.logIn(url.replace(/\/+$/, ''), username, password)
    const heard = new Heard()
    const stream = await client.events(undefined, (event) => heard.add(event))
    const { agent } = await heard.find('snapshot', () => true)
    return new ApiAgentDriver(client, stream, heard, agent)
  }

  async goOnline(): Promise<void> {
    bodyOf(await this.#client.setPresence('online'))
  }

  async goOffline(): Promise<void> {
    bodyOf(await this.#client.setPresence('offline'))
  }

  async offer(visitorName: string): Promise<ApiOffer> {
    const offer = await this.#heard.find('offer', (one) => one.visitorName === visitorName && !this.#taken.has(one))
    this.#taken.add(offer)
    const { chatId } = offer
    return {
      accept: async () => {
        bodyOf(await this.#client.accept(chatId))
        const chat = await this.#heard.find('chat-established', (chat) => chat.chatId === chatId)
        return new ApiChat(this.#client, this.#heard, this.#agent, chat)
      },
      withdrawn: async () => {
        await this.#heard.find('offer-withdrawn', (offer) => offer.chatId === chatId)
      },
    }
  }

  async close(): Promise<void> {
    this.#stream.close()
    await this.#stream.ended
    this.#client.close()
  }
}
