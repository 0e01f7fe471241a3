/** One visitor's visit: the talk on the page, and the client of the wire behind it. Survives a reload of the page. */
import { signal, type ReadonlySignal } from '@preact/signals'
import { IdleWatch } from '../../../src/visitor-client/idle-watch.js'
import { readSavedVisitor, saveVisitor } from '../../../src/visitor-client/saved-visitor.js'
import type { AgentFacts, VisitorEvent } from '../../../src/visitor-client/visitor-events.js'
import { newVisitor, type VisitorState } from '../../../src/visitor-client/visitor-state.js'
import { Visitor } from '../../../src/visitor-client/visitor.js'
import type { UploadOutcome, Wire } from '../../../src/visitor-client/wire.js'
import type { Clock } from '../state/clock.js'
import { readJson, type TextStore } from '../state/store.js'
import { createTypingNotice } from '../state/typing-notice.js'
import { heard, newTalk, noted, said, type Talk } from './talk.js'
import type { Target } from './target.js'

/** How often the agent is shown what is being written, at most. */
const peekMs = 1_000
const storeName = 'try-it'

export interface VisitOptions {
  readonly wire: Wire
  readonly clock: Clock
  readonly store: TextStore
  readonly target: Target
  /** What the request says of the browser. */
  readonly browser: { readonly language: string; readonly userAgent: string }
}

export interface Visit {
  /** Undefined while no chat was asked for. */
  readonly talk: ReadonlySignal<Talk | undefined>
  /** Asks for a chat. */
  ask(name: string): void
  /** False when it could not be taken: too much waits already. */
  say(text: string): boolean
  /** What stands in the field now. */
  write(text: string): void
  end(): void
  sendFile(file: File, onProgress: (share: number) => void): Promise<UploadOutcome | undefined>
  /** Leaves what is over, for another chat. */
  again(): void
}

/** A visit, with what an earlier page left of it. */
export function createVisit(options: VisitOptions): Visit {
  const { wire, clock, store, target, browser } = options
  const talk = signal<Talk | undefined>(undefined)
  let visitor: Visitor | undefined
  let peek: string | undefined
  let peeking = false
  let showsPeeks = false
  let saved: VisitorState | undefined

  const keep = (): void => {
    const visit = saved && saveVisitor('', saved)
    store.write(storeName, visit && JSON.stringify({ target, visit, lines: talk.peek()?.lines ?? [] }))
  }
  const change = (next: (before: Talk) => Talk): void => {
    talk.value = next(talk.value ?? newTalk)
    keep()
  }

  const idle = new IdleWatch(clock, {
    warn: (seconds) => {
      change((before) => noted(before, { what: 'idle', seconds }))
      visitor?.idleWarning('triggered')
    },
    cleared: () => visitor?.idleWarning('cleared'),
    end: () => visitor?.end('clientIdleTimeout'),
  })
  const typing = createTypingNotice(clock, (on) => visitor?.typing(on))
  const meet = (agent: AgentFacts): void => {
    showsPeeks = agent.sneakPeek
    idle.established(agent.idle)
  }

  const onEvent = (event: VisitorEvent): void => {
    if (event.type === 'established' || event.type === 'transferred') meet(event.agent)
    if (event.type === 'message') idle.agentSpoke()
    if (event.type === 'over') idle.close()
    change((before) => heard(before, event))
  }

  const run = (state: VisitorState): void => {
    saved = state
    visitor = new Visitor({
      ...{ wire, clock, state, onEvent },
      onChange: (next) => {
        saved = next
        keep()
      },
    })
    void visitor.run()
  }

  const sendPeek = (): void => {
    if (peek === undefined) {
      peeking = false
      return
    }
    visitor?.sneakPeek(peek)
    peek = undefined
    peeking = true
    clock.after(peekMs, sendPeek)
  }

  const resume = (): void => {
    const left = readJson(store, storeName) as { target?: Target; visit?: unknown; lines?: Talk['lines'] } | undefined
    const visit = readSavedVisitor(left?.visit)
    if (visit === undefined || JSON.stringify(left?.target) !== JSON.stringify(target)) return
    const { state } = visit
    const agent = 'agent' in state ? state.agent : undefined
    const phase = state.phase === 'chatting' ? 'chatting' : state.phase === 'waiting' ? 'waiting' : 'connecting'
    const fileAsked = 'file' in state && state.file !== undefined
    talk.value = { ...newTalk, phase, fileAsked, agent: agent?.name, lines: left?.lines ?? [] }
    if (agent) meet(agent)
    run(state)
  }
  resume()

  return {
    talk,
    ask(name) {
      talk.value = newTalk
      run(newVisitor({ ...target, ...browser, ...(name !== '' && { visitorName: name }) }))
    },
    say(text) {
      if (visitor?.say(text) !== true) return false
      typing.stopped()
      idle.visitorSpoke()
      peek = undefined
      change((before) => said(before, text))
      return true
    },
    write(text) {
      if (talk.peek()?.phase !== 'chatting') return
      if (!showsPeeks) return typing.changed(text)
      peek = text
      if (!peeking) sendPeek()
    },
    end: () => void visitor?.end(),
    async sendFile(file, onProgress) {
      const bytes = new Uint8Array(await file.arrayBuffer())
      return visitor?.sendFile({ name: file.name, bytes }, (sent) => onProgress(sent / Math.max(1, bytes.length)))
    },
    again() {
      saved = undefined
      visitor = undefined
      talk.value = undefined
      keep()
    },
  }
}
