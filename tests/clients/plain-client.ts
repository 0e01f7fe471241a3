/**
 * A client of the simplest kind, as bots and bridges have them: it sends neither `ack` nor a number of its commands, no
 * affinity, an `Accept` that is no media type, and polls until it is answered 403.
 */
import { initBody, newSession, restPath, versionHeader } from '../support/plain-visitor.js'
import { rawRequest, type RawRequest } from '../support/raw-http.js'
import { expectSuccess, type ChatClient } from './chat-client.js'
import type { Polling } from './poll-loop.js'
import { PollingClient } from './polling-client.js'

export class PlainClient extends PollingClient implements ChatClient {
  readonly visitorName: string = 'Bruno'
  /** What this client's requests say besides. */
  protected get init(): object {
    return { trackingId: '' }
  }
  #session = { id: '', key: '' }

  protected override polling(): Polling {
    return {
      poll: (started) =>
        rawRequest(this.address, { path: restPath('System/Messages'), headers: this.headers, started }),
    }
  }

  protected override get sessionId(): string {
    return this.#session.id
  }

  async begin(): Promise<void> {
    this.#session = await newSession((request: RawRequest) => rawRequest(this.address, request))
    await this.#post('ChasitorInit', initBody(this.target, { visitorName: this.visitorName, ...this.init }))
    this.loop.start()
  }

  say(text: string): Promise<void> {
    return this.#post('ChatMessage', { text })
  }

  leave(): Promise<void> {
    return this.#post('ChatEnd', { ChatEndReason: { reason: 'client' } })
  }

  protected get headers(): Record<string, string> {
    return { ...versionHeader, Accept: 'content/json', 'X-LIVEAGENT-SESSION-KEY': this.#session.key }
  }

  async #post(noun: string, body: object): Promise<void> {
    const headers = { ...this.headers, 'Content-Type': 'application/json' }
    const path = restPath(`Chasitor/${noun}`)
    expectSuccess(await rawRequest(this.address, { method: 'POST', path, headers, body: JSON.stringify(body) }))
  }
}
