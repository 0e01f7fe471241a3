/** Chats on Parley: visitors who hold a poll each, agents in charge of them who read their event streams. */
import { CommandPool } from './command-pool.js'
import { openEventStream } from './event-stream.js'
import { HttpConnection } from './http-connection.js'
import { postRequest } from './http-request.js'
import { eachMessage, messageText } from './message-text.js'
import { idleListener, type PairListener, type Pairs, type Trouble } from './pairs.js'
import type { ParleyFront } from './parley.js'
import { ParleyVisitor } from './parley-visitor.js'
import { forEachOf } from './polled-pairs.js'

/** Who writes: `to-visitor` is a POST and a held poll, like on the other servers; `to-agent` ends in an event stream. */
export type Direction = 'to-visitor' | 'to-agent'

const authorization = (token: string): string => `Authorization: Bearer ${token}\r\n`

export class ParleyChats implements Pairs {
  listener: PairListener = idleListener
  direction: Direction = 'to-visitor'
  readonly #parley: ParleyFront
  /** What is written goes over these, one pool for each server. */
  readonly #commands: readonly CommandPool[]
  readonly #trouble: Trouble
  readonly #leave: (() => void)[] = []
  readonly #visitors: ParleyVisitor[] = []
  /** For each chat, in the order of the visitors, where and as whom its agent writes. */
  readonly #desks: { pool: CommandPool; target: string; headers: string }[] = []
  /** For each visitor the server they are at. */
  readonly #servers: number[] = []

  private constructor(parley: ParleyFront, commands: readonly CommandPool[], trouble: Trouble) {
    this.#parley = parley
    this.#commands = commands
    this.#trouble = trouble
  }

  /**
   * Connects the agents and sets them online; they are spread over the servers. `commands` is the number of connections for
   * what is written.
   */
  static async open(parley: ParleyFront, commands: number, trouble: Trouble): Promise<ParleyChats> {
    const { ports, tokens } = parley
    const size = Math.ceil(commands / ports.length)
    const pools = await Promise.all(ports.map((port) => CommandPool.open(port, size, trouble.fail)))
    const chats = new ParleyChats(parley, pools, trouble)
    for (const [index, token] of tokens.entries()) {
      const server = index % ports.length
      const pool = chats.#pool(server)
      const hear = (name: string, data: string): void => chats.#hear(token, pool, name, data)
      chats.#leave.push(await openEventStream(ports[server] ?? ports[0], token, hear, trouble.fail))
      const online = postRequest('/api/v1/presence', '{"status":"online"}', authorization(token), 'PUT')
      await trouble.guard(pool.ask(online))
    }
    return chats
  }

  /** The first visitors are at the first server, the next at the next: on each they have agents of all servers. */
  async grow(count: number): Promise<void> {
    const { ports } = this.#parley
    await forEachOf(this.#visitors.length, count, async (number) => {
      const server = Math.floor((number * ports.length) / count)
      this.#servers[number] = server
      const connection = await HttpConnection.open(ports[server] ?? ports[0], this.#trouble.fail)
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
    const { pool, request } = this.#command(pair, number)
    pool.send(request, () => this.listener.accepted(number))
  }

  close(): void {
    for (const pool of this.#commands) pool.close()
    for (const leave of this.#leave) leave()
    for (const visitor of this.#visitors) visitor.close()
  }

  #pool(server: number): CommandPool {
    const pool = this.#commands[server]
    if (pool === undefined) throw new Error(`There is no server ${server}.`)
    return pool
  }

  #command(pair: number, number: number): { readonly pool: CommandPool; readonly request: string } {
    const desk = this.#desks[pair]
    const visitor = this.#visitors[pair]
    if (desk === undefined || visitor === undefined) throw new Error(`There is no chat ${pair}.`)
    const text = messageText(number)
    if (this.direction === 'to-agent')
      return { pool: this.#pool(this.#servers[pair] ?? 0), request: visitor.message(text) }
    const headers = `${desk.headers}Idempotency-Key: bench-${number}\r\n`
    return { pool: desk.pool, request: postRequest(desk.target, JSON.stringify({ text }), headers) }
  }

  #hear(token: string, pool: CommandPool, name: string, data: string): void {
    if (name === 'message') {
      // What the agent wrote is told to all their windows as well.
      if (data.includes('"from":"visitor"')) eachMessage(data, (number) => this.listener.delivered(number))
    } else if (name === 'offer') {
      const { chatId, visitorName } = JSON.parse(data) as { chatId: string; visitorName: string }
      const headers = authorization(token)
      this.#desks[Number(visitorName.slice('Visitor '.length))] = {
        pool,
        target: `/api/v1/chats/${chatId}/messages`,
        headers,
      }
      pool.send(postRequest(`/api/v1/chats/${chatId}/accept`, '', headers), () => undefined)
    }
  }
}
