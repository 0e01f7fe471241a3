/**
 * A client of the simplest kind, as bots and bridges have them: it sends neither `ack` nor a number of its commands, no
 * affinity, an `Accept` that is no media type, and polls until it is answered 403.
 */
import { initBody, newSession, restPath, versionHeader, type ChatTarget } from '../support/plain-visitor.js'
import { rawRequest, type RawRequest } from '../support/raw-http.js'
import { expectSuccess, type ChatClient } from './chat-client.js'
import { uploadFile } from './form-upload.js'
import { PollLoop } from './poll-loop.js'

export class PlainClient implements ChatClient {
  readonly visitorName = 'Bruno'
  readonly #address: string
  readonly #target: ChatTarget
  readonly #loop: PollLoop
  #session = { id: '', key: '' }

  constructor(address: string, target: ChatTarget) {
    this.#address = address
    this.#target = target
    this.#loop = new PollLoop({
      poll: (started) => rawRequest(address, { path: restPath('System/Messages'), headers: this.#headers, started }),
    })
  }

  get received() {
    return this.#loop.received
  }

  get ended() {
    return this.#loop.ended
  }

  async begin(): Promise<void> {
    this.#session = await newSession((request: RawRequest) => rawRequest(this.#address, request))
    await this.#post('ChasitorInit', initBody(this.#target, { visitorName: this.visitorName, trackingId: '' }))
    this.#loop.start()
  }

  say(text: string): Promise<void> {
    return this.#post('ChatMessage', { text })
  }

  sendFile(name: string, content: string): Promise<void> {
    const { received } = this
    const { organizationId } = this.#target
    return uploadFile({ received, organizationId, sessionId: this.#session.id }, name, content)
  }

  loseConnection(): void {
    this.#loop.loseConnection()
  }

  leave(): Promise<void> {
    return this.#post('ChatEnd', { ChatEndReason: { reason: 'client' } })
  }

  close(): void {
    this.loseConnection()
  }

  get #headers(): Record<string, string> {
    return { ...versionHeader, Accept: 'content/json', 'X-LIVEAGENT-SESSION-KEY': this.#session.key }
  }

  async #post(noun: string, body: object): Promise<void> {
    const headers = { ...this.#headers, 'Content-Type': 'application/json' }
    const path = restPath(`Chasitor/${noun}`)
    expectSuccess(await rawRequest(this.#address, { method: 'POST', path, headers, body: JSON.stringify(body) }))
  }
}
