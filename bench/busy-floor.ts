/**
 * A floor on which every agent has all the chats they can have and many more chats wait. Agents read their event streams
 * and accept what they are offered at once; visitors ask for a chat and then do not poll, so that what is measured is
 * what routing costs and not what it costs to tell thousands of their places.
 */
import { placesEach, type BusyOrganization } from './busy-organization.js'
import { CommandPool } from './command-pool.js'
import { openEventStream } from './event-stream.js'
import { postRequest } from './http-request.js'
import { eachMessage, messageText } from './message-text.js'
import type { Trouble } from './pairs.js'
import { requestChat } from './parley-visitor.js'
import { forEachOf } from './polled-pairs.js'

/** How many connections carry what agents and visitors send. */
const commandConnections = 64

export interface FloorListener {
  /** The agent was offered a chat that waited at this button. */
  offered(agent: number, buttonId: string): void
  /** The agent's own window was told what they wrote. */
  told(message: number): void
}

/** For the time when nothing is measured. */
export const idleFloorListener: FloorListener = { offered: () => undefined, told: () => undefined }

interface Desk {
  readonly headers: string
  /** The chats they are in charge of. */
  readonly chats: string[]
}

export class BusyFloor {
  listener: FloorListener = idleFloorListener
  readonly #organization: BusyOrganization
  #pool: CommandPool | undefined
  readonly #trouble: Trouble
  readonly #desks: readonly Desk[]
  readonly #leave: (() => void)[] = []
  #visitors = 0
  #inCharge = 0
  #underWay = 0
  #answered: () => void = () => undefined
  #full: () => void = () => undefined

  private constructor(organization: BusyOrganization, trouble: Trouble) {
    this.#organization = organization
    this.#trouble = trouble
    this.#desks = organization.tokens.map((token) => ({ headers: `Authorization: Bearer ${token}\r\n`, chats: [] }))
  }

  /** Connects the agents, fills their places, and lets so many chats wait besides. */
  static async fill(organization: BusyOrganization, waiting: number, trouble: Trouble): Promise<BusyFloor> {
    const floor = new BusyFloor(organization, trouble)
    await floor.connect()
    await trouble.guard(forEachOf(0, organization.tokens.length, (agent) => floor.#arrive(agent)))
    const { choice, pushing } = organization
    const full = new Promise<void>((resolve) => (floor.#full = resolve))
    const ask = (count: number, buttonId: string): Promise<void> =>
      trouble.guard(forEachOf(0, count, () => floor.ask(buttonId)))
    // Whoever comes through the first of these can be offered to everybody.
    await ask(placesEach * floor.agents, pushing[0] ?? choice)
    await trouble.guard(full)
    for (const buttonId of [choice, ...pushing]) await ask(Math.floor(waiting / (pushing.length + 1)), buttonId)
    await floor.disconnect()
    return floor
  }

  /** Opens the connections that carry what is sent: a server closes those that lie idle for long. */
  async connect(): Promise<void> {
    this.#pool = await CommandPool.open(this.#organization.port, commandConnections, this.#trouble.fail)
  }

  /** Closes them again, once everything that was sent has been answered. */
  async disconnect(): Promise<void> {
    while (this.#underWay > 0) await this.#trouble.guard(new Promise<void>((resolve) => (this.#answered = resolve)))
    this.#pool?.close()
    this.#pool = undefined
  }

  get agents(): number {
    return this.#desks.length
  }

  /** One more visitor asks for a chat. */
  async ask(buttonId: string): Promise<void> {
    this.#visitors += 1
    const entrance = { ...this.#organization.entrance, buttonId }
    const name = `Visitor ${this.#visitors}`
    await this.#whileUnderWay(requestChat((request) => this.#commands.ask(request), entrance, name))
  }

  /** The agent ends the oldest of their chats; settles when that is on disk. */
  async end(agent: number): Promise<void> {
    const { chats, headers } = this.#desk(agent)
    const chatId = chats.shift()
    if (chatId === undefined) throw new Error(`Agent ${agent} has no chat to end.`)
    await this.#send(`/api/v1/chats/${chatId}/end`, '', headers)
  }

  /** The agent writes a message in the newest of their chats; settles when that is on disk. */
  async write(agent: number, number: number): Promise<void> {
    const { chats, headers } = this.#desk(agent)
    const body = JSON.stringify({ text: messageText(number) })
    await this.#send(`/api/v1/chats/${chats.at(-1)}/messages`, body, `${headers}Idempotency-Key: bench-${number}\r\n`)
  }

  close(): void {
    this.#pool?.close()
    for (const leave of this.#leave) leave()
  }

  get #commands(): CommandPool {
    if (this.#pool === undefined) throw new Error('The floor is not connected.')
    return this.#pool
  }

  #desk(agent: number): Desk {
    const desk = this.#desks[agent]
    if (desk === undefined) throw new Error(`There is no agent ${agent}.`)
    return desk
  }

  async #arrive(agent: number): Promise<void> {
    const { port, tokens } = this.#organization
    const hear = (name: string, data: string): void => this.#hear(agent, name, data)
    this.#leave.push(await openEventStream(port, tokens[agent] ?? '', hear, this.#trouble.fail))
    await this.#commands.ask(postRequest('/api/v1/presence', '{"status":"online"}', this.#desk(agent).headers, 'PUT'))
  }

  #hear(agent: number, name: string, data: string): void {
    if (name === 'message') eachMessage(data, (number) => this.listener.told(number))
    // A chat that is on everybody's list has no time to be taken in.
    if (name !== 'offer' || !data.includes('"expiresAt"')) return
    const { chatId, buttonId } = JSON.parse(data) as { chatId: string; buttonId: string }
    this.listener.offered(agent, buttonId)
    this.#accept(this.#desk(agent), chatId).catch((error: unknown) => this.#trouble.fail(String(error)))
  }

  async #accept({ headers, chats }: Desk, chatId: string): Promise<void> {
    await this.#send(`/api/v1/chats/${chatId}/accept`, '', headers)
    chats.push(chatId)
    this.#inCharge += 1
    if (this.#inCharge === placesEach * this.agents) this.#full()
  }

  #send(target: string, body: string, headers: string): Promise<string> {
    return this.#whileUnderWay(this.#commands.ask(postRequest(target, body, headers)))
  }

  async #whileUnderWay<T>(work: Promise<T>): Promise<T> {
    this.#underWay += 1
    try {
      return await work
    } finally {
      this.#underWay -= 1
      if (this.#underWay === 0) this.#answered()
    }
  }
}
