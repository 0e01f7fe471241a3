/** The agents' API as a fake in the hands of a test, and what it talks about. */
import type { Entry, Message } from '../../../../src/agent-api/entries.js'
import type { Colleagues } from '../../../../src/agent-api/handovers.js'
import type { Chat } from '../../../../src/agent-api/chats.js'
import type { LoggedOut } from '../../../../src/agent-api/logging-in.js'
import type { AgentEventName, AgentEvents, OwnConfiguration, Snapshot } from '../../../../src/agent-api/messages.js'
import type { DeclineReasonList, Offer } from '../../../../src/agent-api/offers.js'
import type { StatusList } from '../../../../src/agent-api/presence.js'
import type { QuickText } from '../../../../src/agent-api/quick-texts.js'
import type { AgentApi } from '../../api/agent-api.js'
import type { Answer, Refusal } from '../../api/answer.js'

/** Lets everything that is due right now happen, without any time going by. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve()
}

export const agent = {
  ...{ id: '005000000000001', organizationId: '00D000000000001', username: 'mara@example.org', name: 'Mara' },
  ...{ role: 'agent' as const, capacity: 3 },
}
export const configuration: OwnConfiguration = {
  ...{ transferToAgents: true, transferToSkills: true, transferToButtons: true, conferencing: true },
  ...{ assistanceFlag: true, visitorBlocking: true, fileTransfer: true, sneakPeek: true },
  ...{ requestSound: true, disconnectSound: true, notifications: true },
  ...{ supervisorStatusFilter: null, supervisorButtonFilterId: null, supervisorSkillFilterId: null },
}
const time = '2026-01-01T12:00:00.000Z'
export const offer = (chatId: string, visitorName = 'Ana'): Offer => ({
  ...{ chatId, visitorName, buttonId: '573', buttonName: 'Orders', waitingSince: time, expiresAt: time },
})
export const message = (chatId: string, number: number, from: Message['from'] = 'visitor', text = 'text'): Message => ({
  ...{ kind: 'message', chatId, number, from, name: from === 'agent' ? 'Mara' : 'Ana', text, at: time },
  ...(from === 'agent' && { agentId: agent.id }),
})
export const chat = (chatId: string, entries: Entry[] = [], establishedAt = time): Chat => ({
  ...{ chatId, state: 'established', visitorName: 'Ana', buttonId: '573', buttonName: 'Orders', entries },
  ...{ visitorAway: false, language: '', userAgent: '', details: [], hasEarlier: false, files: [], pages: [] },
  agents: [{ agentId: agent.id, name: agent.name }],
  ...{ waitingSince: time, establishedAt },
})
export const snapshot = (more: Partial<Snapshot> = {}): Snapshot => ({
  ...{ agent, configuration, presence: { status: 'online' }, offers: [], chats: [] },
  ...more,
})

/** The server's side. Answers are good unless a test says otherwise. */
export class FakeApi {
  readonly calls: string[] = []
  /** What a log-out is answered with. */
  loggedOut: LoggedOut = {}
  refusals: Partial<Record<keyof AgentApi, Refusal>> = {}
  statuses: StatusList['statuses'] = []
  declineReasons: DeclineReasonList['reasons'] = []
  colleagues: Colleagues = { mayTransfer: true, mayInvite: true, agents: [], targets: [] }
  quickTexts: QuickText[] = []
  streamStatus = 200
  streamOpens = 0
  lastEventId = ''
  onSignedOut = (): void => undefined
  #write: (text: string) => void = () => undefined
  #close: () => void = () => undefined
  #id = 0
  #number = 1_000
  #logoutHeld: Promise<void> | undefined

  #answer<Value>(call: keyof AgentApi, said: string, value: Value): Promise<Answer<Value>> {
    this.calls.push(`${call} ${said}`)
    const refusal = this.refusals[call]
    if (refusal?.kind === 'signed-out' && call !== 'login') queueMicrotask(() => this.onSignedOut())
    return Promise.resolve(refusal ? { ok: false, refusal } : { ok: true, value })
  }

  readonly api: AgentApi = {
    login: ({ username }) => this.#answer('login', username, { token: 't', expiresAt: time, agent }),
    logout: async () => {
      await this.#logoutHeld
      return this.#answer('logout', '', this.loggedOut)
    },
    logInWays: () => this.#answer('logInWays', '', { password: true as const }),
    setPresence: ({ status, statusId }) =>
      this.#answer('setPresence', status ?? statusId ?? '', {
        status: status ?? 'away',
        ...(statusId && { statusId }),
      }),
    statuses: () => this.#answer('statuses', '', { statuses: this.statuses }),
    accept: (chatId) => this.#answer('accept', chatId, {}),
    decline: (chatId, reasonId = '') => this.#answer('decline', `${chatId} ${reasonId}`.trim(), {}),
    declineReasons: () => this.#answer('declineReasons', '', { reasons: this.declineReasons }),
    end: (chatId) => this.#answer('end', chatId, {}),
    setTyping: (chatId, typing) => this.#answer('setTyping', `${chatId} ${typing ? 'on' : 'off'}`, {}),
    sendMessage: (chatId, text) =>
      this.#answer('sendMessage', `${chatId} ${text}`, message(chatId, (this.#number += 1), 'agent', text)),
    entriesBefore: (chatId, before) =>
      this.#answer('entriesBefore', `${chatId} ${before}`, { entries: [message(chatId, 1)], hasEarlier: false }),
    askForFile: (chatId) => this.#answer('askForFile', chatId, { chatId, fileId: 'f1' }),
    withdrawFile: (chatId, fileId) => this.#answer('withdrawFile', `${chatId} ${fileId}`, {}),
    colleagues: (name) => this.#answer('colleagues', name, this.colleagues),
    transfer: (chatId, to) => this.#answer('transfer', `${chatId} ${JSON.stringify(to)}`, {}),
    invite: (chatId, to) => this.#answer('invite', `${chatId} ${JSON.stringify(to)}`, {}),
    takeBack: (chatId, type) => this.#answer('takeBack', `${chatId} ${type}`, {}),
    leave: (chatId) => this.#answer('leave', chatId, {}),
    raiseFlag: (chatId, text) => this.#answer('raiseFlag', `${chatId} ${text}`, {}),
    lowerFlag: (chatId) => this.#answer('lowerFlag', chatId, {}),
    block: (chatId, reason) => this.#answer('block', `${chatId} ${reason}`, {}),
    quickTexts: (chatId) => this.#answer('quickTexts', chatId, { quickTexts: this.quickTexts }),
    sendEvent: (chatId, type, data) => this.#answer('sendEvent', `${chatId} ${type} ${data}`, {}),
    openEvents: (lastEventId) => {
      this.streamOpens += 1
      this.lastEventId = lastEventId
      const chunks = new ReadableStream<Uint8Array>({
        start: (controller) => {
          this.#write = (text) => controller.enqueue(new TextEncoder().encode(text))
          this.#close = () => controller.close()
        },
      })
      return Promise.resolve({ status: this.streamStatus, chunks })
    },
  }

  /** Keeps the answer to a log-out back until what it returns is called. */
  holdLogout(): () => void {
    let answer = (): void => undefined
    this.#logoutHeld = new Promise((resolve) => (answer = resolve))
    return answer
  }

  async tell<Name extends AgentEventName>(name: Name, data: AgentEvents[Name]): Promise<void> {
    this.#write(`event: ${name}\nid: ${(this.#id += 1)}\ndata: ${JSON.stringify(data)}\n\n`)
    await settle()
  }

  async drop(): Promise<void> {
    this.#close()
    await settle()
  }

  called(call: keyof AgentApi): string[] {
    return this.calls.filter((line) => line.startsWith(`${call} `)).map((line) => line.slice(call.length + 1))
  }
}
