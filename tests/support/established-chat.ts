/** An agent and a visitor of the demo organization who talk to each other, at a server in a process of its own. */
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { AgentClient, bodyOf } from './agent-client.js'
import type { AgentStream } from './agent-stream.js'
import type { ServerProcess } from './server-process.js'
import { WireVisitor } from './wire-visitor.js'

export const demoUsername = 'ada@example.com'
export const demoPassword = 'parley-demo'

export class EstablishedChat {
  private constructor(
    readonly client: WireClient,
    readonly agent: AgentClient,
    readonly stream: AgentStream,
    readonly visitor: WireVisitor,
    readonly chatId: string,
  ) {}

  /** Logs Ada in and begins a chat with her. The server must be fresh. */
  static async begin(server: ServerProcess, visitorName = 'Vera'): Promise<EstablishedChat> {
    const client = new WireClient(server.endpoint)
    const agent = await AgentClient.logIn(server.address, demoUsername, demoPassword)
    const stream = await agent.events()
    bodyOf(await agent.setPresence('online'))
    const visitor = await WireVisitor.arrive(client, visitorName)
    const { chatId } = await stream.next('offer')
    bodyOf(await agent.accept(chatId))
    await visitor.until('ChatEstablished')
    return new EstablishedChat(client, agent, stream, visitor, chatId)
  }

  [Symbol.dispose](): void {
    this.stream.close()
    this.agent.close()
    this.client.close()
  }
}
