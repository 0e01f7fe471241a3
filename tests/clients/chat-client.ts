/** What a test asks of a client, whatever that makes of it on the wire. */
import type { Received } from './received.js'

export interface ChatClient {
  /** As the agent is told. */
  readonly visitorName: string
  readonly received: Received
  /** Settles when the client knows that the session is over; rejects when it had to give up. */
  readonly ended: Promise<void>
  /** Makes a session, asks for a chat and begins to poll. */
  begin(): Promise<void>
  say(text: string): Promise<void>
  /** Sends a file for the request that came last. */
  sendFile(name: string, content: string): Promise<void>
  loseConnection(): void
  leave(): Promise<void>
  close(): void
}

/** What a client has to say to a test that gave it a wrong server. */
export const expectSuccess = ({ status, text }: { readonly status: number; readonly text: string }): void => {
  if (status !== 200) throw new Error(`A request was answered ${status}: ${text}`)
}
