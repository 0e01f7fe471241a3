/** A visitor who writes, listens, and does everything again when the server crashed in between. */
import type { WireClient } from '../../../src/visitor-client/wire-client.js'
import type {
  ChatRequest,
  PollAnswer,
  WireAnswer,
  WireMessage,
  WireSession,
} from '../../../src/visitor-client/wire-types.js'
import type { Chance } from './chance.js'
import { Visit, type History } from './history.js'
import type { Scene } from './scene.js'

/** How a visit goes. */
export interface Manner {
  /** How many messages the visitor writes before leaving; `Infinity` for one who stays until the run ends. */
  readonly length: number
  readonly leaves: 'with ChatEnd' | 'with DELETE' | 'when the agent ends it'
  /** Whether the polls carry `ack`. */
  readonly acknowledges: boolean
}

/** The text that asks the agent to end the chat. */
export const goodbye = 'goodbye'

/** These are numbered; all others ride along. */
const numbered = new Set([
  ...['ChatRequestSuccess', 'ChatRequestFail', 'ChatEstablished', 'ChatTransferred', 'AgentDisconnect'],
  ...['ChatMessage', 'ChatEnded', 'TransferToButtonInitiated', 'ChatResumedAfterTransfer'],
])

/** What must stay the same about a message whenever it is told. The place in the queue may differ. */
const contentOf = ({ type, message }: WireMessage): string => {
  if (type === 'ChatMessage') return String(message['text'])
  if (type === 'ChatEstablished') return `${type} ${String(message['userId'])}`
  return type === 'ChatEnded' ? `${type} ${String(message['reason'])}` : type
}

export class CrashVisitor {
  readonly #scene: Scene
  readonly #client: WireClient
  readonly #chance: Chance
  readonly #visit: Visit
  readonly #manner: Manner
  #sequence = 0
  /** The highest number heard. */
  #highest = -1
  /** How many messages the visitor may write; each one heard gives one more. */
  #turns = 1
  #look: () => void = () => undefined

  private constructor(
    scene: Scene,
    client: WireClient,
    history: History,
    chance: Chance,
    name: string,
    manner: Manner,
  ) {
    this.#scene = scene
    this.#client = client
    this.#chance = chance
    this.#manner = manner
    this.#visit = new Visit(name, manner.acknowledges)
    history.visits.push(this.#visit)
  }

  /** One visit from beginning to end. */
  static async come(
    scene: Scene,
    client: WireClient,
    history: History,
    chance: Chance,
    visit: { readonly request: ChatRequest; readonly name: string; readonly manner: Manner },
  ): Promise<void> {
    const visitor = new CrashVisitor(scene, client, history, chance, visit.name, visit.manner)
    const { body: session } = await scene.answered(() => client.sessionId())
    if (session === undefined) throw new Error('No session was given.')
    const request = { ...visit.request, visitorName: visit.name }
    const sequence = (visitor.#sequence += 1)
    await visitor.#command('ChasitorInit', () => client.init(session, request, { sequence }))
    await Promise.all([visitor.#listen(session), visitor.#talk(session)])
  }

  async #talk(session: WireSession): Promise<void> {
    const { said, name } = this.#visit
    for (;;) {
      while (this.#turns === 0 && !this.#visit.over) await new Promise<void>((resolve) => (this.#look = resolve))
      if (this.#visit.over || this.#scene.finishing) return
      this.#turns -= 1
      if (said.length >= this.#manner.length) {
        await this.#leave(session)
        return
      }
      await this.#say(session, `${name}/${said.length + 1}`)
    }
  }

  async #say(session: WireSession, text: string): Promise<void> {
    const message = { text, acknowledged: false }
    this.#visit.said.push(message)
    const sequence = (this.#sequence += 1)
    message.acknowledged = await this.#command('ChatMessage', () =>
      this.#client.chatMessage(session, text, { sequence }),
    )
  }

  async #leave(session: WireSession): Promise<void> {
    this.#visit.left = true
    const sequence = (this.#sequence += 1)
    switch (this.#manner.leaves) {
      case 'with ChatEnd':
        await this.#command('ChatEnd', () => this.#client.chatEnd(session, 'client', { sequence }))
        return
      case 'with DELETE':
        await this.#command('DELETE', () => this.#client.deleteSession(session))
        return
      case 'when the agent ends it':
        await this.#say(session, goodbye)
    }
  }

  /** Sends a command until it is answered, now and then once more than needed; tells whether it was acknowledged. */
  async #command(what: string, send: () => Promise<WireAnswer<string>>): Promise<boolean> {
    const scene = this.#scene
    const once = () => scene.answered(send)
    const answers = this.#chance.happens(0.03) ? await Promise.all([once(), once()]) : [await once()]
    if (this.#chance.happens(0.05)) answers.push(await once())
    for (const { status, text } of answers) {
      // The agent can have ended the chat meanwhile.
      const mayBeOver = scene.finishing || this.#visit.said.some((said) => said.text === goodbye)
      if (status === 200 || (status === 403 && mayBeOver)) continue
      this.#surprise(`${what} was answered with ${status} ${text}`)
    }
    const [first] = answers
    return first?.status === 200
  }

  async #listen(session: WireSession): Promise<void> {
    let ack = -1
    for (;;) {
      const asked = this.#manner.acknowledges ? { ack } : {}
      let tries = 0
      const poll = () => {
        tries += 1
        return this.#client.messages(session, asked)
      }
      const { status, body, text } = await this.#scene.answered(poll, 'poll')
      this.#visit.failedPolls += tries - 1
      if (status === 403) {
        this.#visit.over = true
        this.#look()
        return
      }
      if (status !== 200 && status !== 204) this.#surprise(`a poll was answered with ${status} ${text}`)
      if (body === undefined) continue
      this.#hear(body)
      ack = body.sequence ?? ack
    }
  }

  #hear({ messages, sequence }: PollAnswer): void {
    const { generation } = this.#scene
    this.#scene.step()
    const counted = messages.filter(({ type }) => numbered.has(type))
    if (sequence === undefined) this.#surprise('an answer came without a sequence')
    for (const [index, message] of counted.entries()) {
      const number = (sequence ?? 0) - counted.length + 1 + index
      const { heard } = this.#visit
      heard.push({ number, type: message.type, content: contentOf(message), generation })
      if (number > this.#highest && message.type === 'ChatMessage') this.#turns += 1
      this.#highest = Math.max(this.#highest, number)
    }
    this.#look()
  }

  #surprise(what: string): void {
    this.#scene.surprise(`${this.#visit.name}: ${what}.`)
  }
}
