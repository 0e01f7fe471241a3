/** The English texts of hand-overs and conferences. */
import type { ChatAgent, Handover, HandoverType, OfferedHandover } from '../../../src/agent-api/handovers.js'
import type { PresenceStatus } from '../../../src/agent-api/presence.js'
import { counted, listed } from './en-words.js'

type Kind = Handover['to']['type']

const kinds: Record<Kind, string> = { agent: 'Colleagues', button: 'Buttons', skill: 'Skills', queue: 'Queues' }

export const handOver = {
  title: (type: HandoverType, visitor: string) =>
    type === 'transfer' ? `Hand over the chat with ${visitor}` : `Invite a colleague into the chat with ${visitor}`,
  search: (type: HandoverType) => (type === 'transfer' ? 'Who is to take over?' : 'Who is to join?'),
  placeholder: (type: HandoverType) =>
    type === 'transfer' ? 'Name, skill, button or queue' : 'Name or skill of a colleague',
  kind: (kind: Kind) => kinds[kind],
  loading: 'Looking who is there…',
  nobody: 'Nobody by that name.',
  failed: 'The server cannot be reached. Trying again…',
  colleague: (status: PresenceStatus, free: number) => {
    if (status !== 'online') return status === 'away' ? 'Away' : 'Offline'
    return free > 0 ? `${counted(free, 'place', 'places')} free` : 'Busy'
  },
  line: (online: number, waiting: number) => {
    if (online === 0) return 'Nobody online'
    return waiting === 0 ? `${online} online` : `${online} online, ${waiting} waiting`
  },
  change: 'Change',
  note: (kind: Kind) => (kind === 'agent' ? 'Note (only your colleague sees it)' : 'Note (only colleagues see it)'),
  what: (type: HandoverType, kind: Kind, visitor: string) => {
    if (type === 'conference') return `${visitor} is told when your colleague joins.`
    return kind === 'agent'
      ? 'You go on with the chat until your colleague accepts.'
      : `${visitor} waits until somebody accepts. If nobody does, the chat comes back to you.`
  },
  confirm: (type: HandoverType) => (type === 'transfer' ? 'Hand over' : 'Invite'),
  asking: 'Asking…',
  pending: ({ type, to }: Handover, visitor: string) => {
    if (type === 'conference') return `Waiting for ${to.name} to join`
    return to.type === 'agent' ? `Waiting for ${to.name} to take over` : `${visitor} waits for ${to.name}`
  },
  left: (seconds: number) => `${seconds} s left`,
  takeBack: (type: HandoverType) => (type === 'transfer' ? 'Take back' : 'Cancel'),
  takeBackLong: ({ type, to }: Handover) =>
    type === 'transfer' ? `Take back the chat from ${to.name}` : `Cancel the invitation of ${to.name}`,
  offered: ({ type, from }: OfferedHandover) =>
    type === 'transfer' ? `${from.name} hands over to you` : `${from.name} asks you to join`,
  decidedBy: (name: string) => `${name} decided this.`,
  wanted: (name: string) => `${name} wants you to take this`,
  join: 'Join',
  joinLong: (visitor: string) => `Join the chat with ${visitor}`,
  with: (others: readonly ChatAgent[]) => `with ${listed(others.map(({ name }) => name))}`,
  leave: {
    title: (visitor: string) => `Leave the chat with ${visitor}?`,
    text: (others: readonly ChatAgent[]) => `${listed(others.map(({ name }) => name))} will go on without you.`,
    confirm: 'Leave chat',
  },
}
