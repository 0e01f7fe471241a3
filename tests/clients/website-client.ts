/**
 * A website's way: its script knows nothing but script elements, so before the chat it asks by JSONP who its visitor is,
 * what the buttons are and whether somebody is there, and tells what page is looked at. The window it opens then speaks as
 * the plainest clients do, but that it reconnects after a 503.
 */
import { runInNewContext } from 'node:vm'
import { restPath, type WireMessages } from '../support/plain-visitor.js'
import { rawRequest } from '../support/raw-http.js'
import { expectSuccess, type ChatClient } from './chat-client.js'
import { PlainClient } from './plain-client.js'
import type { Polling } from './poll-loop.js'

type Message = WireMessages['messages'][number]

export class WebsiteClient extends PlainClient implements ChatClient {
  override readonly visitorName = 'Dora'
  #visitorId = ''
  #offset = 0

  protected override get init(): object {
    return { visitorId: this.#visitorId }
  }

  protected override polling(): Polling {
    return {
      ...super.polling(),
      took: ({ offset }) => void (this.#offset = offset),
      reconnect: () => this.#reconnect(),
    }
  }

  override async begin(): Promise<void> {
    const { buttonId } = this.target
    const ping = `Settings.prefix=Visitor&Settings.buttonIds=[${buttonId}]&Settings.updateBreadcrumb=1&Settings.urlPrefix=undefined`
    const [who, settings] = await this.#script(
      'System/MultiNoun.jsonp',
      `nouns=VisitorId,Settings&VisitorId.prefix=Visitor&${ping}&sid=undefined`,
    )
    this.#visitorId = String(who?.message['sessionId'])
    if (!(Number(settings?.message['pingRate']) > 0)) throw new Error('A script would ping without a pause.')
    await this.#untilAvailable(buttonId)
    const location = encodeURIComponent('https://shop.example/basket?step=2')
    await this.#script('Visitor/Breadcrumb.jsonp', `Breadcrumb.location=${location}&sid=${this.#visitorId}`)
    await super.begin()
  }

  async #reconnect(): Promise<void> {
    const path = restPath(`System/ReconnectSession?ReconnectSession.offset=${this.#offset}`)
    expectSuccess(await rawRequest(this.address, { path, headers: this.headers }))
  }

  async #untilAvailable(buttonId: string): Promise<void> {
    const query = `Availability.prefix=Visitor&Availability.ids=[${buttonId}]&sid=${this.#visitorId}&chatted=1`
    const [told] = await this.#script('Visitor/Availability.jsonp', query)
    const results = told?.message['results'] as readonly { readonly id: string; readonly isAvailable: boolean }[]
    if (results[0]?.id !== buttonId || !results[0].isAvailable) throw new Error('Nobody is there for the button.')
  }

  /** What a script element does: loads the address without any header of the API, and runs what comes. */
  async #script(noun: string, query: string): Promise<readonly Message[]> {
    const { organizationId, deploymentId } = this.target
    const common = `org_id=${organizationId}&deployment_id=${deploymentId}&version=36&r=417`
    const path = restPath(`${noun}?${query}&callback=liveagent._.handlePing&${common}`)
    const answer = await rawRequest(this.address, { path, headers: { Referer: 'https://shop.example/' } })
    expectSuccess(answer)
    let called: readonly Message[] | undefined
    const handlePing = (told: { readonly messages: readonly Message[] }): void => void (called = told.messages)
    runInNewContext(answer.text, { liveagent: { _: { handlePing } } })
    if (called === undefined) throw new Error(`The script called nothing: ${answer.text}`)
    return called
  }
}
