/** An agent who takes every chat, answers every message, and goes on after each crash where the event stream says. */
import type { Message } from '../../../src/agent-api/entries.js'
import type { Chat } from '../../../src/agent-api/chats.js'
import type { AgentEvents, Snapshot } from '../../../src/agent-api/messages.js'
import { AgentClient, bodyOf, type ApiAnswer } from '../agent-client.js'
import type { AgentStream, AgentStreamEvent } from '../agent-stream.js'
import { messagesOf } from '../messages-of.js'
import type { Chance } from './chance.js'
import { goodbye } from './crash-visitor.js'
import { DeskChat, type Desk, type History, type Written } from './history.js'
import type { Scene } from './scene.js'
import { handedRefusals, workOn, type Work } from './work.js'

export class CrashAgent {
  readonly #scene: Scene
  readonly #history: History
  readonly #desk: Desk
  readonly #chance: Chance
  readonly #client: AgentClient
  readonly #buttonId: string
  readonly #work = new Map<string, Work>()
  /** Offers and chats that take a place, as the stream tells it. */
  readonly #places = new Set<string>()
  #tasks = 0
  #stream: AgentStream | undefined
  #stopped = false

  private constructor(
    scene: Scene,
    history: History,
    desk: Desk,
    chance: Chance,
    client: AgentClient,
    buttonId: string,
  ) {
    this.#buttonId = buttonId
    this.#scene = scene
    this.#history = history
    this.#desk = desk
    this.#chance = chance
    this.#client = client
  }

  /** Logs in and goes online. `buttonId` is where chats are handed to that no colleague gets by name. */
  static async come(
    scene: Scene,
    history: History,
    chance: Chance,
    { desk, password, buttonId }: { readonly desk: Desk; readonly password: string; readonly buttonId: string },
  ): Promise<CrashAgent> {
    const logIn = bodyOf(await scene.answered(() => AgentClient.askToken(scene.address, desk.username, password)))
    const client = new AgentClient(scene.address, logIn.token)
    desk.agentId = logIn.agent.id
    const agent = new CrashAgent(scene, history, desk, chance, client, buttonId)
    agent.#run(() => agent.#follow())
    bodyOf(await scene.answered(() => client.setPresence('online')))
    history.desks.push(desk)
    return agent
  }

  /** Whether there is nothing left to do. */
  get isIdle(): boolean {
    // One task is the stream that is followed.
    return this.#tasks <= 1 && this.#places.size === 0
  }

  /** What there is left to do, in words. */
  get unfinished(): readonly string[] {
    const open = [...this.#work.values()].filter(({ state, chat }) => state !== 'over' || this.#places.has(chat.chatId))
    return open.map(({ chat: { chatId, visitName, shown }, state, owed, writing, ended, wantsEnd }) => {
      const last = [...shown.keys()].at(-1) ?? 'nothing'
      return `${this.#desk.username} has ${visitName} (${chatId}): ${state}, shown up to ${last}, ${JSON.stringify({ owed, writing, ended, wantsEnd })}.`
    })
  }

  /** Ends every chat, those that are still offered as well, once the scene says that the run is to finish. */
  finish(): void {
    for (const work of this.#work.values()) {
      work.wantsEnd = true
      this.#workOn(work)
    }
  }

  /** Reads what every chat holds in the end. */
  async readChats(): Promise<void> {
    for (const { chatId, established, gaveAway } of this.#desk.chats.values()) {
      if (!established || gaveAway) continue
      this.#history.chats.set(chatId, await this.#client.allMessages(chatId, this.#scene))
    }
  }

  stop(): void {
    this.#stopped = true
    this.#stream?.close()
    this.#client.close()
  }

  #run(task: () => Promise<void>): void {
    this.#tasks += 1
    task().then(
      () => (this.#tasks -= 1),
      (error: unknown) => this.#scene.fail(error),
    )
  }

  async #follow(): Promise<void> {
    let lastId: string | undefined
    while (!this.#stopped) {
      const stream = await this.#scene.answered(() => this.#client.events(lastId, (event) => this.#told(event)))
      this.#stream = stream
      const { generation } = this.#scene
      await stream.ended
      lastId = stream.lastId
      this.#wonderAt(generation)
    }
  }

  /** Notes an end of the stream that neither a crash nor we have brought about. */
  #wonderAt(generation: number): void {
    if (!this.#scene.wasCalmSince(generation) || this.#stopped) return
    this.#surprise('the event stream ended though nothing had crashed')
  }

  #told(event: AgentStreamEvent): void {
    this.#scene.step()
    switch (event.name) {
      case 'snapshot':
        this.#takeSnapshot(event.data)
        break
      case 'offer':
        this.#offered(event.data)
        break
      case 'offer-withdrawn':
        this.#gone(event.data.chatId)
        break
      case 'chat-established':
        this.#established(event.data)
        break
      case 'message':
        this.#show(this.#workOf(event.data.chatId, ''), () => Promise.resolve([event.data]))
        break
      case 'handover-ended':
        this.#returned(event.data.chatId)
        break
      case 'chat-ended':
        if (event.data.reason === 'transferred') this.#workOf(event.data.chatId, '').chat.gaveAway = true
        if (event.data.reason === 'agent-lost') this.#surprise(`chat ${event.data.chatId} was taken away`)
        this.#gone(event.data.chatId)
        break
      default:
        // What happens beside the talk, and what other agents do, is nobody's here.
        break
    }
  }

  #takeSnapshot({ presence, offers, chats }: Snapshot): void {
    if (presence.status !== 'online' && this.#desk.chats.size > 0) this.#surprise(`the agent is ${presence.status}`)
    const listed = new Set([...offers, ...chats].map(({ chatId }) => chatId))
    this.#places.clear()
    for (const offer of offers) this.#offered(offer)
    for (const chat of chats) this.#established(chat)
    for (const work of this.#work.values()) {
      // It ended while nobody could tell us; what was written until then is still to be read.
      if (work.state !== 'over' && !listed.has(work.chat.chatId)) this.#run(() => this.#lookAfter(work))
    }
  }

  #offered({ chatId, visitorName }: AgentEvents['offer']): void {
    this.#take(chatId)
    const work = this.#workOf(chatId, visitorName)
    if (work.state === 'over') work.state = 'offered'
    const declines = !this.#scene.finishing && this.#chance.happens(0.03)
    this.#run(async () => {
      const answer = await this.#scene.answered(() =>
        declines ? this.#client.decline(chatId) : this.#client.accept(chatId),
      )
      // The visitor can leave first, and a repeat of a decline finds the offer gone.
      this.#expect(declines ? 'decline' : 'accept', answer, 'offer-gone')
    })
  }

  #established({ chatId, visitorName, entries, hasEarlier }: Chat): void {
    const messages = messagesOf({ entries })
    this.#take(chatId)
    const work = this.#workOf(chatId, visitorName)
    const isNew = !work.chat.established
    work.chat.established = true
    work.chat.gaveAway = false
    work.chat.timesTold += 1
    work.state = 'established'
    if (this.#scene.finishing) work.wantsEnd = true
    this.#show(work, () => (hasEarlier ? this.#allMessages(work, messages) : Promise.resolve(messages)))
    const isTakenOver = isNew && messages.some(({ from }) => from === 'agent')
    // What the visitor wrote to a colleague was answered by them, or is with these words.
    if (isTakenOver) return this.#show(work, () => Promise.resolve([]), 1)
    if (isNew) work.owed += 1
    this.#workOn(work)
  }

  /** A colleague did not take it, or nobody did: it goes on here. */
  #returned(chatId: string): void {
    const work = this.#work.get(chatId)
    if (work === undefined) return
    if (work.state === 'away') work.state = 'established'
    work.owed += 1
    this.#workOn(work)
  }

  /** An offer or a chat is over, or never came to be. */
  #gone(chatId: string): void {
    this.#places.delete(chatId)
    const work = this.#work.get(chatId)
    if (work) work.state = 'over'
  }

  async #lookAfter(work: Work): Promise<void> {
    const { chatId, established, timesTold } = work.chat
    const answer = await this.#scene.answered(() => this.#client.chat(chatId))
    // An offer that another agent has now, or that the visitor did not wait for.
    if ((!established || work.chat.handed) && !answer.ok && answer.problem.code === 'not-your-chat') {
      // It may have come back before the answer did.
      if (timesTold !== work.chat.timesTold) return
      work.chat.gaveAway = established
      work.state = 'over'
      return
    }
    const isOver = answer.ok && answer.body.state === 'ended'
    // The snapshot, or this answer, was older: what is missing in it comes. And what was handed away may be back since.
    if (!isOver && (this.#scene.lags || (answer.ok && work.chat.handed))) return
    if (!answer.ok || !isOver) {
      this.#surprise(`chat ${chatId} is not in the snapshot, but ${answer.ok ? answer.body.state : answer.status}`)
      return
    }
    work.chat.established = true
    work.state = 'over'
    this.#show(work, () => this.#allMessages(work, []))
  }

  /** All that was said; only what is known of it when a colleague took the chat over meanwhile. */
  async #allMessages({ chat }: Work, known: Message[]): Promise<Message[]> {
    const read = async (): Promise<Message[]> => {
      const answer = await this.#client.chat(chat.chatId)
      if (chat.handed && !answer.ok && answer.problem.code === 'not-your-chat') return known
      return this.#client.allMessages(chat.chatId)
    }
    return this.#scene.answered(read)
  }

  /** Writes down what the agent sees of a chat, in the order in which it was told. */
  #show(work: Work, read: () => Promise<readonly Message[]>, owed?: number): void {
    this.#run(() => {
      work.showing = work.showing.then(read).then((messages) => {
        for (const { number, from, text } of messages) this.#showOne(work, { number, from, text })
        work.owed = owed ?? work.owed
        this.#workOn(work)
      })
      return work.showing
    })
  }

  #showOne(work: Work, message: { number: number; from: 'visitor' | 'agent'; text: string }): void {
    const { shown } = work.chat
    const before = shown.get(message.number)
    if (before !== undefined && before.text !== message.text) {
      this.#surprise(`number ${message.number} was ${before.text}, and is ${message.text} now`)
    }
    if (before !== undefined) return
    shown.set(message.number, message)
    if (message.from !== 'visitor') return
    if (message.text === goodbye) work.wantsEnd = true
    else work.owed += 1
  }

  #workOn(work: Work): void {
    if (work.writing || work.ended || work.state !== 'established') return
    if (!work.wantsEnd && work.owed === 0) return
    work.writing = true
    this.#run(async () => {
      await (work.wantsEnd ? this.#end(work) : this.#write(work))
      work.writing = false
      this.#workOn(work)
    })
  }

  async #write(work: Work): Promise<void> {
    const { chatId, written, visitName } = work.chat
    work.owed -= 1
    const message: Written = { text: `${visitName}:${this.#desk.agentId}.${written.length + 1}`, unanswered: 0 }
    written.push(message)
    const send = async () => {
      message.unanswered += 1
      const answer = await this.#client.write(chatId, message.text, message.text)
      if (answer.ok || answer.status < 500) message.unanswered -= 1
      return answer
    }
    const answers = [await this.#scene.answered(send)]
    if (this.#chance.happens(0.05)) answers.push(await this.#scene.answered(send))
    for (const answer of answers) {
      this.#expect('a message', answer, 'chat-over', ...(work.chat.handed ? handedRefusals : []))
      if (!answer.ok) {
        message.refused = answer.problem.code
        continue
      }
      if (message.number !== undefined && message.number !== answer.body.number) {
        this.#surprise(`${message.text} was acknowledged as ${message.number} and as ${answer.body.number}`)
      }
      message.number = answer.body.number
    }
    if (!this.#scene.finishing && this.#chance.happens(0.03)) await this.#handOver(work)
  }

  /** Gives the chat to a colleague, or to whoever answers its button. */
  async #handOver({ chat }: Work): Promise<void> {
    const colleagues = this.#history.desks.filter((desk) => desk !== this.#desk)
    const { agentId } = colleagues[this.#chance.whole(0, colleagues.length)] ?? {}
    const to = agentId === undefined ? { buttonId: this.#buttonId } : { agentId }
    chat.handed = true
    const answer = await this.#scene.answered(() => this.#client.transfer(chat.chatId, to))
    this.#expect('a transfer', answer, 'chat-over', 'nobody-there', ...handedRefusals)
  }

  async #end(work: Work): Promise<void> {
    const answer = await this.#scene.answered(() => this.#client.end(work.chat.chatId))
    this.#expect('end', answer, 'chat-over', ...(work.chat.handed ? handedRefusals : []))
    // While it waits for somebody else it is not this agent's to end: it comes back, or it is over here.
    const isAway = !answer.ok && handedRefusals.includes(answer.problem.code)
    if (isAway) work.state = 'away'
    else work.ended = true
  }

  #take(chatId: string): void {
    this.#places.add(chatId)
    // What comes from several sources at a time may show the new before the end of the old.
    if (this.#scene.lags) return
    this.#desk.placesTakenMost = Math.max(this.#desk.placesTakenMost, this.#places.size)
  }

  #workOf(chatId: string, visitName: string): Work {
    let work = this.#work.get(chatId)
    if (work === undefined) {
      const chat = new DeskChat(chatId, visitName)
      work = workOn(chat)
      this.#work.set(chatId, work)
      this.#desk.chats.set(chatId, chat)
    }
    return work
  }

  #expect(what: string, answer: ApiAnswer<unknown>, ...allowed: readonly string[]): void {
    if (answer.ok || allowed.includes(answer.problem.code)) return
    this.#surprise(`${what} was answered with ${answer.status} ${answer.problem.detail}`)
  }

  #surprise(what: string): void {
    this.#scene.surprise(`${this.#desk.username}: ${what}.`)
  }
}
