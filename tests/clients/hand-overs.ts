/** The ways a chat gets from Ada to Ben, for a client that must go on whichever it is. */
import type { ApiAgentDriver, ApiChat } from '../conformance/api-agent-driver.js'
import type { makeHandoverSetup } from '../support/handover-floor.js'
import type { ChatClient } from './chat-client.js'

/** Ada is in charge of the client's chat, and Ben is online. */
export interface Passing extends Awaited<ReturnType<typeof makeHandoverSetup>> {
  readonly ada: ApiAgentDriver
  readonly ben: ApiAgentDriver
  /** Ada's. */
  readonly chat: ApiChat
  readonly client: ChatClient
}

export interface HandOver {
  /** The rules that it is about. */
  readonly rules: string
  /** As a title of a test says it. */
  readonly how: string
  /** Settles with Ben's chat. */
  pass(passing: Passing): Promise<ApiChat>
  /** The types of the messages by which the client learns of it, fleeting ones aside. */
  readonly told: readonly string[]
  /** What Ada says meanwhile. */
  readonly heard: readonly string[]
  /** What either side says meanwhile. */
  readonly said: readonly string[]
}

const taken = async ({ ben, client }: Passing): Promise<ApiChat> => (await ben.offer(client.visitorName)).accept()

export const byLoss: HandOver = {
  rules: 'P-38 A-8',
  how: 'the loss of its agent',
  pass: async (passing) => {
    await passing.ada.close()
    return taken(passing)
  },
  ...{ told: ['AgentDisconnect', 'ChatTransferred'], heard: [], said: [] },
}

export const toColleague: HandOver = {
  rules: 'H-1 P-35',
  how: 'a transfer to a colleague',
  pass: async (passing) => {
    await passing.chat.handOver({ agentId: passing.organization.agents.ben.id, note: 'Knows the lift' })
    return taken(passing)
  },
  ...{ told: ['ChatTransferred'], heard: [], said: [] },
}

type Target = (passing: Passing) => Parameters<ApiChat['handOver']>[0]

/** Ada hands the chat over, has it again, says so, and hands it over once more; the client goes on throughout. */
const thereAndBack = (how: string, target: Target, back: (passing: Passing) => Promise<void>): HandOver => ({
  rules: 'H-3 H-4 P-46',
  how,
  pass: async (passing) => {
    const { chat, client, ben } = passing
    await chat.handOver(target(passing))
    await client.received.until('TransferToButtonInitiated')
    const offer = await ben.offer(client.visitorName)
    await client.say('Is anybody there?')
    await back(passing)
    await offer.withdrawn()
    await client.received.until('ChatResumedAfterTransfer', { name: 'Ada', isTransferFailure: true })
    await chat.write('Still me')
    await client.received.hears('Still me')
    await ben.goOnline()
    await chat.handOver(target(passing))
    return taken(passing)
  },
  told: [
    ...['TransferToButtonInitiated', 'ChatResumedAfterTransfer', 'ChatMessage'],
    ...['TransferToButtonInitiated', 'ChatTransferred'],
  ],
  heard: ['Still me'],
  said: ['Is anybody there?', 'Still me'],
})

export const toButton = thereAndBack(
  'a transfer to a button, taken back once',
  ({ organization: { buttonId } }) => ({ buttonId }),
  ({ chat }) => chat.takeBack(),
)

export const toQueue = thereAndBack(
  'a transfer to a queue, back once because nobody is there any more',
  ({ ids }) => ({ queueId: ids.queue }),
  ({ ben }) => ben.goOffline(),
)
