import type { Colleagues } from '../../../../src/agent-api/handovers.js'
import type { Floor } from './floor.js'

/** Whom a supervisor can give a chat to: the agents they look after, and every line. Pure. */
export function colleaguesOn({ agents, lines }: Floor): Colleagues {
  const listed = [...agents.values()].map(({ id, name, status, capacity, load, skills }) => ({
    ...{ agentId: id, name, status, free: Math.max(0, capacity - load), skills: skills.map((skill) => skill.name) },
  }))
  return {
    mayTransfer: true,
    mayInvite: false,
    // Who can take it stands first.
    agents: listed.sort((a, b) => rank(a) - rank(b)),
    targets: [...lines.values()].map(({ kind, id, name, online, waiting }) => ({
      type: kind,
      id,
      name,
      online,
      waiting,
    })),
  }
}

const rank = ({ status, free }: { status: string; free: number }): number =>
  status === 'online' ? (free > 0 ? 0 : 1) : status === 'away' ? 2 : 3
