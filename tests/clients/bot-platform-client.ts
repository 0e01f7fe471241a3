/**
 * A bot platform's way, from a browser: `fetch` with `credentials: 'include'` and a body of text, so that no type says
 * JSON; neither a session's id nor a visitor's name; `ack` with every poll; a number that failed is never used again; a
 * 503 is followed by a reconnect with the old affinity, after which the numbers of commands go on and those of messages
 * begin anew.
 */
import { newSession, restPath, type WireMessages, type WireSession } from '../support/plain-visitor.js'
import { rawRequest } from '../support/raw-http.js'
import { expectSuccess, type ChatClient } from './chat-client.js'
import type { Polling } from './poll-loop.js'
import { PollingClient } from './polling-client.js'

export class BotPlatformClient extends PollingClient implements ChatClient {
  readonly visitorName = 'Visitor'
  #session: WireSession = { id: '', key: '', affinityToken: '', clientPollTimeout: 0 }
  #affinity = ''
  #sequence = 0
  #ack = -1
  #offset: number | undefined

  protected override polling(): Polling {
    return {
      poll: (started) => {
        const path = restPath(`System/Messages?ack=${this.#ack}`)
        return rawRequest(this.address, { path, headers: this.#headers, started })
      },
      took: (body) => this.#took(body),
      reconnect: () => this.#reconnect(),
    }
  }

  protected override get sessionId(): string {
    return this.#session.id
  }

  async begin(): Promise<void> {
    this.#session = await newSession((request) => rawRequest(this.address, request))
    this.#affinity = this.#session.affinityToken
    const entity = { entityName: 'Contact', entityFieldsMaps: [{ fieldName: 'Email', label: 'Email' }] }
    await this.#command('ChasitorInit', {
      ...this.target,
      ...{ userAgent: '', language: 'en-US', screenResolution: '900X1440', receiveQueueUpdates: true, isPost: true },
      ...{ buttonOverrides: [this.target.buttonId], prechatEntities: [entity] },
      prechatDetails: [{ label: 'Email', value: 'b@example.org', entityFieldMaps: [], transcriptFields: [] }],
    })
    this.loop.start()
  }

  async say(text: string): Promise<void> {
    await this.#command('ChasitorTyping', {})
    // A request that never got through: its number is gone for good.
    this.#sequence += 1
    await this.#command('ChatMessage', { text })
  }

  leave(): Promise<void> {
    return this.#command('ChatEnd', { reason: 'client' })
  }

  get #headers(): Record<string, string> {
    return {
      'X-LIVEAGENT-API-VERSION': '47',
      'X-LIVEAGENT-AFFINITY': this.#affinity,
      'X-LIVEAGENT-SESSION-KEY': this.#session.key,
    }
  }

  async #command(noun: string, body: object): Promise<void> {
    this.#sequence += 1
    const answer = await fetch(`${this.address}${restPath(`Chasitor/${noun}`)}`, {
      method: 'POST',
      credentials: 'include',
      headers: { ...this.#headers, 'X-LIVEAGENT-SEQUENCE': String(this.#sequence) },
      body: JSON.stringify(body),
    })
    expectSuccess({ status: answer.status, text: await answer.text() })
  }

  async #reconnect(): Promise<void> {
    const path = restPath(`System/ReconnectSession?ReconnectSession.offset=${String(this.#offset)}`)
    const answer = await rawRequest(this.address, { path, headers: this.#headers })
    expectSuccess(answer)
    this.#affinity = String((answer.json() as WireMessages).messages[0]?.message['affinityToken'])
    this.#ack = -1
  }

  async #took({ messages, sequence, offset }: WireMessages): Promise<void> {
    this.#ack = sequence
    this.#offset = offset
    if (!messages.some(({ type }) => type === 'ChasitorSessionData')) return
    const { organizationId } = this.target
    const path = restPath('Chasitor/ChasitorResyncState')
    const body = JSON.stringify({ organizationId })
    expectSuccess(await rawRequest(this.address, { method: 'POST', path, headers: this.#headers, body }))
  }
}
