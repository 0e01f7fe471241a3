/** What a visitor sees of a chat: lines, and what stands around them. Pure; `visit.ts` feeds it. */
import type { Outcome, VisitorEvent } from '../../../src/visitor-client/visitor-events.js'

export type Line =
  | {
      readonly kind: 'mine'
      readonly key: number
      readonly text: string
      readonly state: 'sending' | 'sent' | 'refused'
    }
  | { readonly kind: 'theirs'; readonly key: number; readonly name: string; readonly text: string }
  | { readonly kind: 'note'; readonly key: number; readonly note: Note }

/** What happened besides words; put into words by the texts. */
export type Note =
  | { readonly what: 'joined' | 'took-over'; readonly name: string }
  | { readonly what: 'transferring' | 'agent-lost' | 'file-asked' | 'file-received' | 'file-failed' | 'file-cancelled' }
  | { readonly what: 'idle'; readonly seconds: number }

export interface Talk {
  readonly phase: 'connecting' | 'waiting' | 'chatting' | 'over'
  readonly lines: readonly Line[]
  /** How many are before; 0 for nobody, undefined while it is not known. */
  readonly position: number | undefined
  readonly waitS: number | undefined
  /** The agent who is there. */
  readonly agent: string | undefined
  readonly typing: boolean
  readonly connected: boolean
  readonly fileAsked: boolean
  readonly outcome: Outcome | undefined
}

export const newTalk: Talk = {
  ...{ phase: 'connecting', lines: [], position: undefined, waitS: undefined, agent: undefined },
  ...{ typing: false, connected: true, fileAsked: false, outcome: undefined },
}

/** How many lines are kept on the page and across a reload. */
export const linesMax = 500

const keyAfter = (lines: readonly Line[]): number => (lines.at(-1)?.key ?? 0) + 1

const withLine = (talk: Talk, line: (key: number) => Line): Talk => ({
  ...talk,
  lines: [...talk.lines, line(keyAfter(talk.lines))].slice(-linesMax),
})

export const noted = (talk: Talk, note: Note): Talk => withLine(talk, (key) => ({ kind: 'note', key, note }))

/** The visitor said something, which is on its way. */
export const said = (talk: Talk, text: string): Talk =>
  withLine(talk, (key) => ({ kind: 'mine', key, text, state: 'sending' }))

/** Lines are answered in the order in which they were said. */
const answered = (talk: Talk, state: 'sent' | 'refused'): Talk => {
  const first = talk.lines.findIndex((line) => line.kind === 'mine' && line.state === 'sending')
  return {
    ...talk,
    lines: talk.lines.map((line, place) => (place === first && line.kind === 'mine' ? { ...line, state } : line)),
  }
}

/** The talk after something happened. */
export function heard(talk: Talk, event: VisitorEvent): Talk {
  switch (event.type) {
    case 'requested':
    case 'queue':
      return { ...talk, phase: 'waiting', position: event.position, waitS: event.waitS }
    case 'established':
      return noted(
        { ...talk, phase: 'chatting', agent: event.agent.name, typing: false },
        { what: 'joined', name: event.agent.name },
      )
    case 'transferred':
      return noted(
        { ...talk, phase: 'chatting', agent: event.agent.name, typing: false },
        { what: 'took-over', name: event.agent.name },
      )
    case 'transferring':
      return noted({ ...talk, typing: false }, { what: 'transferring' })
    case 'message':
      return withLine({ ...talk, typing: false }, (key) => ({
        kind: 'theirs',
        key,
        name: event.from,
        text: event.text,
      }))
    case 'typing':
      return { ...talk, typing: event.on }
    case 'agent-disconnected':
      return noted({ ...talk, typing: false }, { what: 'agent-lost' })
    case 'file-asked':
      return noted({ ...talk, fileAsked: true }, { what: 'file-asked' })
    case 'file-over':
      return noted({ ...talk, fileAsked: false }, { what: `file-${event.how}` })
    case 'confirmed':
      return event.noun === 'ChatMessage' ? answered(talk, 'sent') : talk
    case 'refused':
      return event.noun === 'ChatMessage' ? answered(talk, 'refused') : talk
    case 'connection-lost':
      return { ...talk, connected: false }
    case 'connection-back':
      return { ...talk, connected: true }
    case 'over':
      return { ...talk, phase: 'over', typing: false, fileAsked: false, connected: true, outcome: event.outcome }
    // The page has the conversation so far, also after the session moved; other messages say nothing to people.
    case 'history':
    case 'other':
      return talk
  }
}
