/** Chats on Parley: visitors who hold a poll each, agents in charge of them who read their event streams. */
import { CommandPool } from './command-pool.js'
import { openEventStream } from './event-stream.js'
import { HttpConnection } from './http-connection.js'
import { postRequest } from './http-request.js'
import { eachMessage, messageText } from './message-text.js'
import { idleListener, type PairListener, type Pairs, type Trouble } from './pairs.js'
import type { StartedParley } from './parley.js'
import { ParleyVisitor } from './parley-visitor.js'
import { forEachOf } from './polled-pairs.js'

/** Who writes: `to-visitor` is a POST and a held poll, like on the other servers; `to-agent` ends in an event stream. */
export type Direction = 'to-visitor' | 'to-agent'

const authorization = (token: string): string => `Authorization: Bearer ${token}\r\n`

export class ParleyChats implements Pairs {
  listener: PairListener = idleListener
  direction: Direction = 'to-visitor'
  readonly #parley: StartedParley
  readonly #commands: CommandPool
  readonly #trouble: Trouble
  readonly #leave: (() => void)[] = []
  readonly #visitors: ParleyVisitor[] = []
  /** For each chat, in the order of the visitors, where and as whom its agent writes. */
  readonly #desks: { target: string; headers: string }[] = []

  private constructor(parley: StartedParley, commands: CommandPool, trouble: Trouble) {
    this.#parley = parley
    this.#commands = commands
    this.#trouble = trouble
  }

  /** Connects the agents and sets them online. `commands` is the number of connections for what is written. */
  static async open(parley: StartedParley, commands: number, trouble: Trouble): Promise<ParleyChats> {
    const chats = new ParleyChats(parley, await CommandPool.open(parley.port, commands, trouble.fail), trouble)
    for (const token of parley.tokens) {
      chats.#leave.push(
        await openEventStream(parley.port, token, (name, data) => chats.#hear(token, name, data), trouble.fail),
      )
      const online = postRequest('/api/v1/presence', '{"status":"online"}', authorization(token), 'PUT')
      await trouble.guard(chats.#commands.ask(online))
    }
    return chats
  }

  async grow(count: number): Promise<void> {
    await forEachOf(this.#visitors.length, count, async (number) => {
      const connection = await HttpConnection.open(this.#parley.port, this.#trouble.fail)
      const take = (body: string): void => eachMessage(body, (message) => this.listener.delivered(message))
      this.#visitors[number] = await ParleyVisitor.enter(
        connection,
        this.#parley.entrance,
        `Visitor ${number}`,
        take,
        this.#trouble.fail,
      )
    })
  }

  post(pair: number, number: number): void {
    this.#commands.send(this.#request(pair, number), () => this.listener.accepted(number))
  }

  close(): void {
    this.#commands.close()
    for (const leave of this.#leave) leave()
    for (const visitor of this.#visitors) visitor.close()
  }

  #request(pair: number, number: number): string {
    const desk = this.#desks[pair]
    const visitor = this.#visitors[pair]
    if (desk === undefined || visitor === undefined) throw new Error(`There is no chat ${pair}.`)
    const text = messageText(number)
    if (this.direction === 'to-agent') return visitor.message(text)
    return postRequest(desk.target, JSON.stringify({ text }), `${desk.headers}Idempotency-Key: bench-${number}\r\n`)
  }

  #hear(token: string, name: string, data: string): void {
    if (name === 'message') {
      // What the agent wrote is told to all their windows as well.
      if (data.includes('"from":"visitor"')) eachMessage(data, (number) => this.listener.delivered(number))
    } else if (name === 'offer') {
      const { chatId, visitorName } = JSON.parse(data) as { chatId: string; visitorName: string }
      const headers = authorization(token)
      this.#desks[Number(visitorName.slice('Visitor '.length))] = {
        target: `/api/v1/chats/${chatId}/messages`,
        headers,
      }
      this.#commands.send(postRequest(`/api/v1/chats/${chatId}/accept`, '', headers), () => undefined)
    }
  }
}
