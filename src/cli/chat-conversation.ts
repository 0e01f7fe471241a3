/** One chat on one screen: what happens is shown, what is typed is sent. */
import type { Clock, Millis, Timer } from '../lib/clock.js'
import { IdleWatch } from '../visitor-client/idle-watch.js'
import type { AgentFacts, Outcome, VisitorEvent } from '../visitor-client/visitor-events.js'
import type { VisitorState } from '../visitor-client/visitor-state.js'
import { Visitor } from '../visitor-client/visitor.js'
import type { WireClient } from '../visitor-client/wire-client.js'
import { PROGRESS_BYTES_MIN, readFileToSend, sizeWords } from './chat-files.js'
import { printableName } from './chat-printable.js'
import type { Screen, ScreenListener } from './chat-screen.js'
import { TypingSignal } from './chat-typing.js'
import type { Words } from './chat-words.js'
import { saidLine, sentenceAbout, sentenceAboutUpload } from './chat-words.js'

/** What a {@link Conversation} is made of. */
export interface ConversationOptions {
  readonly wire: WireClient
  readonly state: VisitorState
  readonly acknowledge: boolean
  readonly clock: Clock
  readonly words: Words
  readonly open: (listener: ScreenListener) => Screen
  /** Keeps the state for later; called after each change. */
  readonly keep: (state: VisitorState) => void
}

/** Nobody types that long without a message or a sign of a pause: the sign was lost. */
const TYPING_SHOWN_MS: Millis = 20_000

/** A sentence about a path may be longer than a name. */
const PROBLEM_CHARACTERS_MAX = 400

const HELP = `/send PATH sends a file when the agent asks for one. /end ends the chat. /help shows this. A line that starts with // is sent with one slash.
Ctrl-C ends the chat, too; pressed again it quits at once and leaves the chat open for --resume.`

/** True for a line that is meant for this program and not for the agent. */
export const isChatCommand = (line: string): boolean => line.startsWith('/') && !line.startsWith('//')

/** A chat between the person at this screen and an agent. */
export class Conversation implements ScreenListener {
  readonly #options: ConversationOptions
  readonly #visitor: Visitor
  readonly #screen: Screen
  readonly #typing: TypingSignal
  readonly #idle: IdleWatch
  #agent: AgentFacts | undefined
  #typingShown: Timer | undefined
  #lastSentence = ''
  #isSending = false

  constructor(options: ConversationOptions) {
    const { wire, state, acknowledge, clock, keep } = options
    this.#options = options
    this.#visitor = new Visitor({
      wire,
      state,
      acknowledge,
      clock,
      onEvent: (event) => this.#show(event),
      onChange: keep,
    })
    this.#typing = new TypingSignal(clock, this.#visitor)
    this.#idle = new IdleWatch(clock, {
      warn: (leftS) => {
        this.#note(`Are you still there? The chat ends in ${leftS} seconds unless you write something.`)
        this.#visitor.idleWarning('triggered')
      },
      cleared: () => this.#visitor.idleWarning('cleared'),
      end: () => this.#visitor.end('clientIdleTimeout'),
    })
    this.#screen = options.open(this)
    if ('agent' in state && state.agent !== undefined) this.#meet(state.agent)
  }

  /** The name of the agent who was there last, as the server told it. */
  get agentName(): string | undefined {
    return this.#agent?.name
  }

  /** Runs until the chat is over or stopped, then gives the screen back. */
  async run(): Promise<Outcome> {
    try {
      return await this.#visitor.run()
    } finally {
      this.#typing.close()
      this.#idle.close()
      this.#typingShown?.cancel()
      this.#screen.close()
    }
  }

  line(text: string): void {
    if (isChatCommand(text)) {
      this.#command(text.trim())
      return
    }
    const said = text.startsWith('//') ? text.slice(1) : text
    if (said.trim() === '') return
    if (!this.#visitor.say(said)) {
      this.#note('That line was not sent: the chat is ending, or too many lines wait to be sent already.')
      return
    }
    this.#typing.sent()
    this.#idle.visitorSpoke()
  }

  edited(text: string): void {
    this.#typing.edited(isChatCommand(text) ? '' : text)
  }

  interrupted(): void {
    if (this.#visitor.end()) this.#note('Ending the chat… Ctrl-C again quits at once.')
    else this.stop()
  }

  /** Quits at once and leaves the chat open. */
  stop(): void {
    this.#visitor.stop()
  }

  #command(text: string): void {
    const [, path] = /^\/send(?:\s+(.*))?$/.exec(text) ?? []
    if (text === '/help') this.#note(HELP)
    else if (path !== undefined && path !== '') this.#send(path)
    else if (text === '/send') this.#note('Write the path of the file behind it: /send PATH')
    else if (text === '/decline') this.#decline()
    else if (text === '/end') this.#note(this.#visitor.end() ? 'Ending the chat…' : 'The chat is ending already.')
    else this.#note(`There is no ${printableName(text)}. /help lists what there is.`)
  }

  /** Sends the file that the agent asks for, beside everything else. */
  #send(path: string): void {
    const trouble = (cause: unknown): void =>
      this.#note(`The file was not sent: ${cause instanceof Error ? printableName(cause.message) : 'unknown'}.`)
    this.#sendFile(path).catch(trouble)
  }

  async #sendFile(path: string): Promise<void> {
    if (!this.#visitor.isAskedForFile) {
      this.#note('The agent has not asked for a file, or does not want it any more.')
      return
    }
    if (this.#isSending) {
      this.#note('A file is on its way already.')
      return
    }
    this.#isSending = true
    try {
      const found = await readFileToSend(path)
      if ('problem' in found) {
        this.#note(printableName(found.problem, PROBLEM_CHARACTERS_MAX))
        return
      }
      const { name, bytes } = found.file
      const what = printableName(name)
      this.#note(`Sending ${what}, ${sizeWords(bytes.length)}…`)
      const outcome = await this.#visitor.sendFile(found.file, (sent) => {
        const percent = Math.floor((100 * sent) / bytes.length)
        if (bytes.length >= PROGRESS_BYTES_MIN) this.#screen.status(`${what}: ${percent} %`)
      })
      this.#screen.status(undefined)
      const sentence = sentenceAboutUpload(outcome, what)
      if (sentence !== undefined) this.#note(sentence)
    } finally {
      this.#isSending = false
    }
  }

  /** The wire has no word for it. */
  #decline(): void {
    this.#note(
      this.#visitor.isAskedForFile
        ? 'Nothing is sent. The agent is not told: write a line, so that they do not wait.'
        : 'The agent has not asked for a file.',
    )
  }

  #meet(agent: AgentFacts): void {
    this.#agent = agent
    this.#typing.allow(agent.sneakPeek ? 'sneak-peek' : 'typing')
    this.#idle.established(agent.idle)
  }

  #show(event: VisitorEvent): void {
    const sentence = sentenceAbout(event)
    if (sentence !== undefined) this.#noteOnce(sentence, event.type)
    switch (event.type) {
      case 'message':
        this.#showTyping(undefined)
        this.#screen.print(saidLine(this.#options.words, event.from, event.text))
        this.#lastSentence = ''
        this.#idle.agentSpoke()
        break
      case 'typing':
        this.#showTyping(event.on ? event.from : undefined)
        break
      case 'established':
      case 'transferred':
        this.#meet(event.agent)
        break
      case 'transferring':
        this.#typing.allow('off')
        this.#idle.established(undefined)
        this.#showTyping(undefined)
        break
      case 'connection-lost':
      case 'agent-disconnected':
        this.#showTyping(undefined)
        break
      case 'over':
        this.#showTyping(undefined)
        if (event.outcome.kind !== 'stopped') {
          for (const text of event.unconfirmed) this.#note(`Not delivered: ${printableName(text)}`)
        }
        break
      default:
    }
  }

  #showTyping(name: string | undefined): void {
    this.#typingShown?.cancel()
    this.#screen.status(name === undefined ? undefined : `${printableName(name) || 'The agent'} is typing…`)
    if (name === undefined) return
    this.#typingShown = this.#options.clock.after(TYPING_SHOWN_MS, () => this.#screen.status(undefined))
  }

  /** The same sentence twice in a row says nothing new. */
  #noteOnce(sentence: string, type: VisitorEvent['type']): void {
    if (sentence === this.#lastSentence) return
    this.#lastSentence = sentence
    const { paint } = this.#options.words
    this.#screen.print((type === 'connection-lost' || type === 'refused' ? paint.trouble : paint.dim)(`* ${sentence}`))
  }

  #note(text: string): void {
    const { paint } = this.#options.words
    this.#lastSentence = ''
    this.#screen.print(paint.dim(text.replace(/^/gm, '* ')))
  }
}
