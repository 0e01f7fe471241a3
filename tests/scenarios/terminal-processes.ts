/** Real processes for the terminal's scenarios: a server that is killed and started again, and visitors on a pipe. */
import type { ChildProcessByStdio } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { FileList, ReceivedFile } from '../../src/agent-api/files.js'
import { demoPassword } from '../../src/setup/new-organization.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import type { AgentStream } from '../support/agent-stream.js'
import { guardProcess } from '../support/process-guard.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'

const program = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url))

/** `chat` in a process of its own, with everything it prints. */
export class TerminalVisitor {
  text = ''
  readonly exit: Promise<number | null>
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>
  #over = false
  #look: (() => void)[] = []

  constructor(args: readonly string[], env: Readonly<Record<string, string>>) {
    const { PATH = '' } = process.env
    this.#child = spawn(process.execPath, [program, 'chat', ...args], { env: { PATH, ...env }, stdio: 'pipe' })
    guardProcess(this.#child)
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (piece: string) => {
        this.text += piece
        this.#looked()
      })
    }
    // What is written to a visitor who was killed is lost, and the test knows it.
    this.#child.stdin.on('error', () => undefined)
    this.exit = once(this.#child, 'close').then(([code]) => {
      this.#over = true
      this.#looked()
      return code as number | null
    })
  }

  /** Settles when this was printed, so many times; rejects when the program ends without it. */
  async prints(wanted: string, times = 1): Promise<void> {
    while (this.text.split(wanted).length <= times) {
      if (this.#over) throw new Error(`The visitor ended without "${wanted}" after:\n${this.text}`)
      await new Promise<void>((resolve) => this.#look.push(resolve))
    }
  }

  /** What the agent said, as it was shown. */
  get heard(): readonly string[] {
    return this.text.split('\n').flatMap((line) => /^\d\d:\d\d Ada: (.*)$/.exec(line)?.slice(1) ?? [])
  }

  /** Types a line. */
  type(line: string): void {
    this.#child.stdin.write(`${line}\n`)
  }

  /** As sudden as a power cut for the process. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.exit
  }

  #looked(): void {
    for (const look of this.#look.splice(0)) look()
  }
}

/** A server with one agent and visitors around it; nothing of it is left after the test. */
export class Stage {
  readonly #directory: TemporaryDirectory
  readonly #visitors: TerminalVisitor[] = []
  readonly #agent: AgentClient
  #server: ServerProcess
  #events: AgentStream

  private constructor(directory: TemporaryDirectory, server: ServerProcess, agent: AgentClient, events: AgentStream) {
    this.#directory = directory
    this.#server = server
    this.#agent = agent
    this.#events = events
  }

  /** Ada is online on a new server. */
  static async open(environment: Readonly<Record<string, string>> = {}): Promise<Stage> {
    const directory = await TemporaryDirectory.make()
    const server = await ServerProcess.start(join(directory.path, 'data'), environment)
    const agent = await AgentClient.logIn(server.address, 'ada@example.com', demoPassword)
    const events = await agent.events()
    bodyOf(await agent.setPresence('online'))
    return new Stage(directory, server, agent, events)
  }

  async killServer(): Promise<void> {
    await this.#server.kill()
  }

  /** Starts it again where it was; the agent comes back. */
  async startServer(): Promise<void> {
    this.#server = await ServerProcess.start(join(this.#directory.path, 'data'), { PORT: String(this.#server.port) })
    this.#events = await this.#agent.events()
  }

  visit(...args: string[]): TerminalVisitor {
    const env = { XDG_STATE_HOME: join(this.#directory.path, 'state') }
    const visitor = new TerminalVisitor([this.#server.endpoint, ...args], env)
    this.#visitors.push(visitor)
    return visitor
  }

  /** Takes the next chat that is offered; settles with its id. */
  async accept(): Promise<string> {
    const { chatId } = await this.#events.next('offer')
    bodyOf(await this.#agent.accept(chatId))
    return chatId
  }

  async say(chatId: string, text: string): Promise<void> {
    bodyOf(await this.#agent.write(chatId, text))
  }

  /** Asks the visitor for a file; settles with its id. */
  async askForFile(chatId: string): Promise<string> {
    return bodyOf(await this.#agent.call<{ fileId: string }>('POST', `/chats/${chatId}/file-requests`)).fileId
  }

  /** Does not want it any more. */
  async withdrawFile(chatId: string, fileId: string): Promise<void> {
    bodyOf(await this.#agent.call('DELETE', `/chats/${chatId}/file-requests/${fileId}`))
  }

  /** What the visitor sent. */
  async files(chatId: string): Promise<readonly ReceivedFile[]> {
    return bodyOf(await this.#agent.call<FileList>('GET', `/chats/${chatId}/files`)).files
  }

  async end(chatId: string): Promise<void> {
    bodyOf(await this.#agent.end(chatId))
  }

  /** Settles with all that the visitor said, once it is so many lines. */
  async hears(chatId: string, lines: number): Promise<readonly string[]> {
    for (;;) {
      const said = (await this.#agent.allMessages(chatId)).filter(({ from }) => from === 'visitor')
      if (said.length >= lines) return said.map(({ text }) => text)
      await this.#events.next('message')
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#visitors.map((visitor) => visitor.kill()))
    this.#events.close()
    this.#agent.close()
    await this.#server.kill()
    await this.#directory[Symbol.asyncDispose]()
  }
}
