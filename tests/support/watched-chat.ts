/** A chat between Ana and Ada with a few messages in it, of which a test can say that nothing happened to it. */
import { expect } from 'vitest'
import { AgentDesk } from './agent-desk.js'
import { RawVisitor } from './raw-visitor.js'
import type { TestOrganization } from './test-organization.js'

export class WatchedChat {
  readonly organization: TestOrganization
  readonly ada: AgentDesk
  readonly visitor: RawVisitor
  readonly chatId: string
  #written = ['From Ana', 'From Ada']

  private constructor(organization: TestOrganization, ada: AgentDesk, visitor: RawVisitor, chatId: string) {
    this.organization = organization
    this.ada = ada
    this.visitor = visitor
    this.chatId = chatId
  }

  static async begin(organization: TestOrganization): Promise<WatchedChat> {
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.ask(organization)
    const { chatId } = await ada.takeNext()
    const chat = new WatchedChat(organization, ada, visitor, chatId)
    await visitor.write('From Ana')
    await ada.events.next('message')
    await ada.say(chatId, 'From Ada')
    await visitor.reads(['ChatRequestSuccess'], -1)
    await visitor.reads(['ChatEstablished'], 0)
    await visitor.reads(['ChatMessage', 'AgentNotTyping'], 1)
    return chat
  }

  /** Nobody was told of anything, nothing is written that was not before, and the chat goes on. */
  async expectUntouched(): Promise<void> {
    expect(await this.ada.events.untaken()).toEqual([])
    expect((await this.ada.messages(this.chatId)).map(({ text }) => text)).toEqual(this.#written)
    const next = `Still here, ${this.#written.length}`
    this.#written.push(next)
    expect(await this.visitor.write(next)).toMatchObject({ status: 200, text: 'OK' })
    expect((await this.ada.events.next('message')).data.text).toBe(next)
    const poll = await this.visitor.held(2)
    expect(poll.isHeld()).toBe(true)
  }
}
