/** A chat between Ana and Ada in which files are asked for and sent. */
import type { FileList, ReceivedFile } from '../../src/agent-api/files.js'
import { AgentDesk } from './agent-desk.js'
import type { RawAnswer, RawRequest } from './raw-http.js'
import { RawVisitor } from './raw-visitor.js'
import type { TestOrganization } from './test-organization.js'
import { send, type Asked } from './upload.js'

export class FileChat {
  private constructor(
    readonly organization: TestOrganization,
    readonly ada: AgentDesk,
    readonly visitor: RawVisitor,
    readonly chatId: string,
  ) {}

  static async begin(organization: TestOrganization): Promise<FileChat> {
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.ask(organization)
    const { chatId } = await ada.takeNext()
    await visitor.reads(['ChatRequestSuccess'], -1)
    await visitor.reads(['ChatEstablished'], 0)
    return new FileChat(organization, ada, visitor, chatId)
  }

  /** What the visitor's client polls, one message each time. */
  async told(): Promise<Readonly<Record<string, unknown>>> {
    const { messages } = await this.visitor.reads(['FileTransfer'])
    return messages[0]?.message ?? {}
  }

  /** The agent asks, and the visitor's client is told. */
  async ask(): Promise<Asked & { readonly fileId: string }> {
    const answer = await this.ada.request('POST', `/chats/${this.chatId}/file-requests`)
    if (answer.status !== 201) throw new Error(`Asking was answered ${answer.status}: ${answer.text}`)
    const { fileId } = answer.json() as { fileId: string }
    await this.ada.events.next('file-requested')
    return { ...((await this.told()) as unknown as Asked), fileId }
  }

  send(asked: Asked, body: Uint8Array, more: Partial<RawRequest> = {}): Promise<RawAnswer> {
    return send(this.organization, this.visitor, asked, body, more)
  }

  cancel(fileId: string): Promise<RawAnswer> {
    return this.ada.request('DELETE', `/chats/${this.chatId}/file-requests/${fileId}`)
  }

  async files(): Promise<readonly ReceivedFile[]> {
    const answer = await this.ada.request('GET', `/chats/${this.chatId}/files`)
    return (answer.json() as FileList).files
  }

  download(fileId: string, by: AgentDesk = this.ada): Promise<RawAnswer> {
    return by.request('GET', `/chats/${this.chatId}/files/${fileId}`)
  }
}
