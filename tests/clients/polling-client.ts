/** What all clients have in common: a loop that polls, and a place for files that the poll names. */
import type { ChatTarget } from '../support/plain-visitor.js'
import { uploadFile } from './form-upload.js'
import { PollLoop, type Polling } from './poll-loop.js'
import type { Received } from './received.js'

export abstract class PollingClient {
  protected readonly address: string
  protected readonly target: ChatTarget
  protected readonly loop: PollLoop
  /** Whether a form repeats what the address says already. */
  protected readonly repeatsFields: boolean = false

  constructor(address: string, target: ChatTarget) {
    this.address = address
    this.target = target
    this.loop = new PollLoop(this.polling())
  }

  protected abstract polling(): Polling
  protected abstract get sessionId(): string

  get received(): Received {
    return this.loop.received
  }

  get ended(): Promise<void> {
    return this.loop.ended
  }

  sendFile(name: string, content: string): Promise<void> {
    const { received, sessionId, repeatsFields: repeated } = this
    return uploadFile({ received, organizationId: this.target.organizationId, sessionId }, name, content, { repeated })
  }

  loseConnection(): void {
    this.loop.loseConnection()
  }

  close(): void {
    this.loseConnection()
  }
}
