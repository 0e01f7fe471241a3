/**
 * A whole visitor: asks for a session and a chat, polls for as long as it lasts, and sends the visitor's commands one
 * at a time until each was answered. What happened is told through events; what it all means is decided by the machine
 * in `visitor-state.ts`.
 */
import type { VisitorOptions } from './engine.js'
import { Engine } from './engine.js'
import { commandLoop, connect, pollLoop, sayFarewell } from './loops.js'
import type { Outcome } from './visitor-events.js'
import type { VisitorState } from './visitor-state.js'
import type { OutgoingFile, UploadOutcome } from './wire.js'
import type { CommandBody, CommandNoun } from './wire-types.js'

const DEFAULT_CONNECT_ATTEMPTS = 3

/** One visitor with at most one chat. */
export class Visitor {
  readonly #engine: Engine
  readonly #connectAttempts: number

  constructor(options: VisitorOptions) {
    this.#engine = new Engine(options)
    this.#connectAttempts = options.connectAttempts ?? DEFAULT_CONNECT_ATTEMPTS
  }

  /** What must be kept to go on later; see `saveVisitor`. */
  get state(): VisitorState {
    return this.#engine.state
  }

  /** Runs until it is over, in whatever way; call it once. Rejects only when a listener throws. */
  async run(): Promise<Outcome> {
    const engine = this.#engine
    try {
      await connect(engine, this.#connectAttempts)
      await Promise.all([pollLoop(engine), commandLoop(engine)])
      await sayFarewell(engine)
    } finally {
      engine.close()
    }
    return engine.state.phase === 'over' ? engine.state.outcome : { kind: 'stopped' }
  }

  /** Sends a line, now or as soon as that is possible. False when the chat is over, ending, or too much waits already. */
  say(text: string): boolean {
    return this.#give('ChatMessage', { text })
  }

  /** Tells the agent whether the visitor is writing. */
  typing(on: boolean): void {
    this.#give(on ? 'ChasitorTyping' : 'ChasitorNotTyping', {})
  }

  /** Shows the agent the line as it stands; only where the last `established` or `transferred` allowed it. */
  sneakPeek(text: string): void {
    this.#give('ChasitorSneakPeek', { position: 0, text })
  }

  /** Tells the server that the visitor was warned of being silent for too long, or spoke again. */
  idleWarning(warning: 'triggered' | 'cleared'): void {
    this.#give('ChasitorIdleTimeoutWarningEvent', { idleTimeoutWarningEvent: warning })
  }

  /** Asks the server to end the chat, after everything said before. False when that was asked already. */
  end(reason = 'client'): boolean {
    return this.#give('ChatEnd', { reason })
  }

  /** True while the agent asks for a file. */
  get isAskedForFile(): boolean {
    return this.#engine.live()?.file !== undefined
  }

  /**
   * Sends the file that the agent asks for; undefined when none is asked for. `onProgress` is told how many of its bytes
   * are on their way. What the agent is told of it comes as an event as well.
   */
  async sendFile(file: OutgoingFile, onProgress?: (bytes: number) => void): Promise<UploadOutcome | undefined> {
    const { clock, signal, wire } = this.#engine
    const live = this.#engine.live()
    if (live?.file === undefined) return undefined
    const { session, request } = live
    const from = { organizationId: request.organizationId, sessionId: session.id }
    return wire.upload(live.file, file, { ...from, clock, signal, ...(onProgress && { onProgress }) })
  }

  /** Stops at once without telling the server; the state can be kept and the chat can go on later. */
  stop(): void {
    this.#engine.stop()
  }

  #give(noun: CommandNoun, body: CommandBody): boolean {
    return this.#engine.apply({ type: 'command', command: { noun, body } })
  }
}
