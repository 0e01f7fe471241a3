/** A visitor who does one thing after the other, each when the test says so. */
import type { WireClient } from '../../src/visitor-client/wire-client.js'
import type { ChatRequest, WireMessage, WireSession } from '../../src/visitor-client/wire-types.js'

/** What a visitor of the demo organization asks for. */
export const demoRequest: ChatRequest = {
  organizationId: '00DP00000000001',
  deploymentId: '572P00000000001',
  buttonId: '573P00000000001',
}

export class WireVisitor {
  /** The number of the last message received; -1 for none. */
  ack = -1
  /** The number of the last command. */
  sequence = 0
  /** Every message received. */
  readonly received: WireMessage[] = []
  readonly #client: WireClient

  constructor(
    client: WireClient,
    readonly session: WireSession,
  ) {
    this.#client = client
  }

  /** Makes a session and asks for a chat in it. */
  static async arrive(client: WireClient, visitorName: string, request = demoRequest): Promise<WireVisitor> {
    const { body: session } = await client.sessionId()
    if (session === undefined) throw new Error('No session was given.')
    const visitor = new WireVisitor(client, session)
    visitor.sequence += 1
    expectOk(await client.init(session, { ...request, visitorName }, { sequence: visitor.sequence }))
    return visitor
  }

  /** The same visitor at a server at another address, or started again. */
  at(client: WireClient): WireVisitor {
    const visitor = new WireVisitor(client, this.session)
    visitor.ack = this.ack
    visitor.sequence = this.sequence
    visitor.received.push(...this.received)
    return visitor
  }

  async say(text: string): Promise<void> {
    this.sequence += 1
    expectOk(await this.#client.chatMessage(this.session, text, { sequence: this.sequence }))
  }

  async leave(): Promise<void> {
    this.sequence += 1
    expectOk(await this.#client.chatEnd(this.session, 'client', { sequence: this.sequence }))
  }

  /** One poll: what it brought, if anything. */
  async poll(): Promise<readonly WireMessage[]> {
    const { status, body, text } = await this.#client.messages(this.session, { ack: this.ack })
    if (status === 204) return []
    if (body === undefined) throw new Error(`The poll was answered with ${status}: ${text}`)
    this.ack = body.sequence ?? this.ack
    this.received.push(...body.messages)
    return body.messages
  }

  /** Polls until a message of this type comes, and settles with it. */
  async until(type: string): Promise<WireMessage> {
    for (;;) {
      const found = (await this.poll()).find((message) => message.type === type)
      if (found) return found
    }
  }

  /** Polls until the agent has written, and settles with what. */
  async hear(): Promise<unknown> {
    return (await this.until('ChatMessage')).message['text']
  }
}

const expectOk = ({ status, text }: { status: number; text: string }): void => {
  if (status !== 200) throw new Error(`The command was answered with ${status}: ${text}`)
}
