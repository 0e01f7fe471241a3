/**
 * A mobile SDK's way: two connections, one for polls and one for commands; lower-case headers; a poll that is open before
 * the chat is asked for; no `ack`; a command that failed is sent again with the same number; a 503 is followed by the
 * whole reconnect; at its end the session is deleted.
 */
import http from 'node:http'
import { initBody, restPath, type WireMessages, type WireSession } from '../support/plain-visitor.js'
import { rawRequest, type RawAnswer, type RawRequest } from '../support/raw-http.js'
import { expectSuccess, type ChatClient } from './chat-client.js'
import type { Polling } from './poll-loop.js'
import { PollingClient } from './polling-client.js'

/** The answers of so many commands get lost; the commands arrive. */
const lostAnswers = 2

export class MobileClient extends PollingClient implements ChatClient {
  readonly visitorName = 'Carla'
  protected override readonly repeatsFields = true
  readonly #connections = new http.Agent({ keepAlive: true, maxSockets: 2 })
  #session: WireSession = { id: '', key: '', affinityToken: '', clientPollTimeout: 0 }
  #affinity = 'null'
  #sequence = 0
  #offset = 0
  #lost = 0

  protected override polling(): Polling {
    return {
      poll: (started) => this.#send({ path: restPath('System/Messages'), headers: this.#headers, started }),
      took: (body) => this.#took(body),
      reconnect: () => this.#reconnect(),
    }
  }

  protected override get sessionId(): string {
    return this.#session.id
  }

  async begin(): Promise<void> {
    const headers = { 'x-liveagent-api-version': '37', 'x-liveagent-affinity': 'null' }
    const answer = await this.#send({ path: restPath('System/SessionId'), headers })
    this.#session = answer.json() as WireSession
    this.#affinity = this.#session.affinityToken
    this.loop.start()
    const { id: sessionId } = this.#session
    const changes = { visitorName: this.visitorName, sessionId, language: 'n/a', screenResolution: 'n/a' }
    await this.#command('ChasitorInit', initBody(this.target, changes))
  }

  async say(text: string): Promise<void> {
    await this.#command('ChasitorTyping', {})
    await this.#command('ChatMessage', { text })
    await this.#command('ChasitorNotTyping', {})
  }

  async leave(): Promise<void> {
    const path = restPath(`System/SessionId/${this.#session.key}`)
    expectSuccess(await this.#send({ method: 'DELETE', path, headers: this.#headers }))
  }

  override close(): void {
    this.#connections.destroy()
  }

  get #headers(): Record<string, string> {
    return {
      'x-liveagent-api-version': '37',
      'x-liveagent-affinity': this.#affinity,
      'x-liveagent-session-key': this.#session.key,
      accept: 'application/json; charset=utf-8',
    }
  }

  #send(request: RawRequest): Promise<RawAnswer> {
    return rawRequest(this.address, { ...request, agent: this.#connections })
  }

  async #command(noun: string, body: object): Promise<void> {
    this.#sequence += 1
    const sequence = String(this.#sequence)
    const headers = { ...this.#headers, 'x-liveagent-sequence': sequence, 'content-type': 'application/json' }
    const request = { method: 'POST', path: restPath(`Chasitor/${noun}`), headers, body: JSON.stringify(body) }
    // The command is carried out and its answer lost: to the client that is a failure.
    const losesAnswer = noun === 'ChatMessage' && this.#lost < lostAnswers
    if (losesAnswer) {
      this.#lost += 1
      expectSuccess(await this.#send(request))
    }
    expectSuccess(await this.#send(request))
  }

  async #reconnect(): Promise<void> {
    const path = restPath(`System/ReconnectSession?ReconnectSession.offset=${this.#offset}`)
    const answer = await this.#send({ path, headers: { ...this.#headers, 'x-liveagent-affinity': 'null' } })
    expectSuccess(answer)
    const told = (answer.json() as WireMessages).messages[0]?.message
    this.#affinity = String(told?.['affinityToken'])
    if (told?.['resetSequence'] !== false) this.#sequence = 0
  }

  async #took({ messages, offset }: WireMessages): Promise<void> {
    if (offset > 0) this.#offset = offset
    if (messages[0]?.type !== 'ChasitorSessionData') return
    const path = restPath('Chasitor/ChasitorResyncState')
    const body = JSON.stringify({ organizationId: this.target.organizationId })
    expectSuccess(await this.#send({ method: 'POST', path, headers: this.#headers, body }))
  }
}
