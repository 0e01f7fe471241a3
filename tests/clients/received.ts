/** What a client was told, in order, for a test that waits for something in it. */
import type { WireMessages } from '../support/plain-visitor.js'

type Message = WireMessages['messages'][number]

export class Received {
  readonly messages: Message[] = []
  #look: (() => void)[] = []

  add(messages: readonly Message[]): void {
    this.messages.push(...messages)
    for (const resolve of this.#look.splice(0)) resolve()
  }

  /** The texts that agents wrote. */
  get texts(): unknown[] {
    return this.messages.filter(({ type }) => type === 'ChatMessage').map(({ message }) => message['text'])
  }

  /** Settles with the first message of this type, past or to come, that has these members. */
  async until(type: string, members: Readonly<Record<string, unknown>> = {}): Promise<Message> {
    const wanted = (one: Message): boolean =>
      one.type === type && Object.entries(members).every(([name, value]) => one.message[name] === value)
    for (;;) {
      const found = this.messages.find(wanted)
      if (found) return found
      await new Promise<void>((resolve) => this.#look.push(resolve))
    }
  }

  /** Settles when an agent has written this. */
  async hears(text: string): Promise<void> {
    await this.until('ChatMessage', { text })
  }
}
