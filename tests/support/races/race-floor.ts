import { expect } from 'vitest'
import { chatRef } from '../../../src/chat/chat-service.js'
import type { Chat } from '../../../src/chat/chat.js'
import type { Button } from '../../../src/setup/kinds/button.js'
import { AgentDesk } from '../agent-desk.js'
import { makeHandoverSetup } from '../handover-floor.js'
import { turn, until, type InProcessServer } from '../in-process-server.js'
import type { RawAnswer } from '../raw-http.js'
import { RawVisitor } from '../raw-visitor.js'
import { SupervisorDesk } from '../supervisor-desk.js'
import { changeSetup, type TestOrganization } from '../test-organization.js'

/** The chat that a round is about. */
export interface RaceChat {
  readonly visitor: RawVisitor
  readonly chatId: string
}

/** Ada and Ben, over whom one chat after the other is raced for; before each round they are online and have nothing. */
export class RaceFloor {
  readonly server: InProcessServer
  readonly ada: AgentDesk
  readonly ben: AgentDesk
  /** Looks after both, and has no chats of their own. */
  readonly supervisor: SupervisorDesk
  /** Who has it: Ben alone. */
  readonly skillId: string
  readonly #organization: TestOrganization

  private constructor(
    organization: TestOrganization,
    desks: { readonly ada: AgentDesk; readonly ben: AgentDesk; readonly supervisor: SupervisorDesk },
    skillId: string,
  ) {
    this.server = organization.server
    this.#organization = organization
    this.ada = desks.ada
    this.ben = desks.ben
    this.supervisor = desks.supervisor
    this.skillId = skillId
  }

  static async open(server: InProcessServer, button: Partial<Button>): Promise<RaceFloor> {
    const { organization, ids } = await makeHandoverSetup(server)
    await changeSetup(organization, 'button', organization.buttonId, button)
    const [ada, ben] = [await AgentDesk.open(organization, 'ada'), await AgentDesk.open(organization, 'ben')]
    const supervisor = await SupervisorDesk.logIn(organization)
    return new RaceFloor(organization, { ada, ben, supervisor }, ids.skill)
  }

  /** A visitor asks while only these are online, and the chat has been offered or listed to all of them. */
  async asked(...agents: readonly AgentDesk[]): Promise<RaceChat> {
    for (const desk of [this.ada, this.ben]) await desk.setPresence(agents.includes(desk) ? 'online' : 'away')
    const visitor = await RawVisitor.ask(this.#organization)
    let chatId = ''
    await until(() => {
      chatId = [...this.#floor.queued][0] ?? ''
      const isListed = agents.every((desk) => this.#floor.listedTo(desk.agent.id).has(chatId))
      return chatId !== '' && (isListed || this.#floor.counts.offered > 0)
    }, 'the chat to be offered')
    return { visitor, chatId }
  }

  /** A chat of Ada's, with Ben beside her. */
  async talking(): Promise<RaceChat> {
    const chat = await this.asked(this.ada)
    await this.ada.accept(chat.chatId)
    await this.ben.setPresence('online')
    return chat
  }

  async chat({ chatId }: RaceChat): Promise<Chat> {
    const { ledger } = this.server.running.parts
    return (await ledger.read(chatRef(this.#organization.organizationId, chatId))).state
  }

  /** How many chats and offers an agent has. */
  places(agentId: string): number {
    return this.#floor.agent(agentId)?.places.length ?? 0
  }

  async untilHeldBy(desk: AgentDesk): Promise<void> {
    await until(() => this.places(desk.agent.id) > 0, 'an agent to be asked')
  }

  /** One agent has the chat and a place taken with it, and the other has none. */
  async expectOwner(chat: RaceChat, owner: AgentDesk): Promise<void> {
    expect(await this.chat(chat)).toMatchObject({ state: 'established', agent: { id: owner.agent.id } })
    const other = owner === this.ada ? this.ben : this.ada
    expect([this.places(owner.agent.id), this.places(other.agent.id)]).toEqual([1, 0])
  }

  /** The chat is over, and nobody has a place with it. */
  async expectOver(chat: RaceChat): Promise<void> {
    await until(
      () => this.places(this.ada.agent.id) + this.places(this.ben.agent.id) === 0,
      `the chat ${chat.chatId} to let go`,
    )
    expect((await this.chat(chat)).state).toBe('ended')
  }

  /** The visitor goes, if they are still there. */
  async end(chat: RaceChat): Promise<void> {
    if ((await this.chat(chat)).state !== 'ended') expect((await chat.visitor.post('ChatEnd', {})).status).toBe(200)
    await this.expectOver(chat)
  }

  close(): void {
    for (const desk of [this.ada, this.ben]) desk.events.close()
  }

  get #floor() {
    return this.server.running.parts.floors.of(this.#organization.organizationId)
  }
}

/**
 * Begins both, now the one first and now the other, the second none to three turns of the event loop after the first.
 * Settles with what both came to, in the order in which they are named.
 */
export const meet = async <A, B>(number: number, one: () => Promise<A>, other: () => Promise<B>): Promise<[A, B]> => {
  const turns = Math.floor(number / 2) % 4
  const later = async <T>(begin: () => Promise<T>): Promise<T> => {
    for (let n = 0; n < turns; n += 1) await turn()
    return begin()
  }
  if (number % 2 === 0) return Promise.all([one(), later(other)])
  const second = other()
  return Promise.all([later(one), second])
}

/** Two answers, in the order in which they were asked for: their statuses, for the tally of outcomes. */
export const outcomeOf = (answers: readonly RawAnswer[]): string => answers.map(({ status }) => status).join(' and ')
