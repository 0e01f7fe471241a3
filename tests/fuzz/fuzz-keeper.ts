/** Keeps chats alive for the fuzzer to meddle with, since it ends them as fast as it finds them. */
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { NoStreamError, type AgentStream } from '../support/agent-stream.js'
import { newSession, PlainVisitor, restPath, versionHeader, type ChatTarget } from '../support/plain-visitor.js'
import { rawRequest, type RawRequest } from '../support/raw-http.js'
import { FuzzAdministrator } from './fuzz-setup.js'
import { secretText } from './mutate-json.js'

/** Sessions that the fuzzer can choose from. */
const sessionsMax = 12
/** How often in a row the keeper logs in before something else must be wrong. */
const logInsMax = 5

export class FuzzKeeper {
  /** Of sessions that may have a chat, newest last. */
  readonly keys: string[] = []
  readonly chatIds: string[] = []
  /** Everything that must never be logged. */
  readonly secrets = new Set<string>([secretText])
  readonly #address: string
  readonly #target: ChatTarget
  readonly #logIn: { readonly username: string; readonly password: string }
  readonly administrator: FuzzAdministrator
  #agent: AgentClient | undefined
  #stream: AgentStream | undefined
  #lent: AgentClient | undefined

  constructor(address: string, target: ChatTarget, logIn: { readonly username: string; readonly password: string }) {
    this.#address = address
    this.administrator = new FuzzAdministrator(address)
    this.#target = target
    this.#logIn = logIn
  }

  /** Of a log-in that is the fuzzer's alone, since the fuzzer logs out, too. */
  get token(): string {
    return this.#lent?.token ?? ''
  }

  /** Replaces the oldest sessions by new ones with a chat, and the fuzzer's log-in if it is logged out. */
  async renew(): Promise<void> {
    await this.#beAtWork()
    await this.administrator.renew()
    this.secrets.add(this.administrator.token)
    for (let added = 0; added < sessionsMax / 3; added += 1) {
      const session = await newSession(this.#send)
      const visitor = new PlainVisitor(this.#send, this.#target, session)
      this.secrets.add(session.key.split('!')[2] ?? session.key)
      this.keys.push(session.key)
      // Some never ask, so that there are all kinds.
      if (added > 0) await visitor.init({ visitorName: secretText })
      if (added > 1) await visitor.write(`Hello, ${secretText}`)
    }
    while (this.keys.length > sessionsMax) await this.#remove(this.keys.shift() ?? '')
    this.chatIds.splice(0, Math.max(0, this.chatIds.length - sessionsMax))
  }

  /** Ends all chats and goes. */
  async leave(): Promise<void> {
    for (const key of this.keys.splice(0)) await this.#remove(key)
    await this.#beAtWork()
    bodyOf(await this.#client().setPresence('offline'))
    this.#stream?.close()
    this.#agent?.close()
    this.#lent?.close()
    this.administrator.close()
  }

  #client(): AgentClient {
    if (this.#agent === undefined) throw new Error('The agent is not logged in.')
    return this.#agent
  }

  readonly #send = (request: RawRequest) => rawRequest(this.#address, request)

  async #remove(key: string): Promise<void> {
    const path = restPath(`System/SessionId/${key}`)
    await this.#send({ method: 'DELETE', path, headers: versionHeader })
  }

  async #beAtWork(): Promise<void> {
    if (this.#lent === undefined || !(await this.#lent.me()).ok) {
      this.#lent?.close()
      this.#lent = await this.#newLogIn()
    }
    for (let tries = 1; ; tries += 1) {
      // The fuzzer may end this log-in of the same agent at any moment.
      const status = await this.#comeOnline()
      if (status === 200) return
      if (status !== 401 || tries === logInsMax) throw new Error(`The agent cannot come online: ${status}.`)
      this.#stream?.close()
      this.#agent?.close()
      this.#agent = undefined
    }
  }

  /** How it is answered that the agent is there, who is logged in for that if need be. */
  async #comeOnline(): Promise<number> {
    try {
      this.#agent ??= await this.#comeToWork()
    } catch (error) {
      if (error instanceof NoStreamError) return error.status
      throw error
    }
    return (await this.#agent.setPresence('online')).status
  }

  /** Logs in, and takes every chat that is offered from then on. */
  async #comeToWork(): Promise<AgentClient> {
    const agent = await this.#newLogIn()
    this.#stream = await agent.events(undefined, (event) => {
      if (event.name !== 'offer') return
      this.chatIds.push(event.data.chatId)
      // Whether the offer is still there when the answer comes is the fuzzer's affair.
      agent.accept(event.data.chatId).catch(() => undefined)
    })
    return agent
  }

  async #newLogIn(): Promise<AgentClient> {
    const agent = await AgentClient.logIn(this.#address, this.#logIn.username, this.#logIn.password)
    this.secrets.add(agent.token)
    return agent
  }
}
