/** Who may have which chats, and how a change of setup changes that. Pure: what is told of a change is what will hold. */
import { isEligible, type Abilities, type Demand } from './demand.js'

/** An agent, as far as their reach goes. */
export interface ReachingAgent extends Abilities {
  /** Whether they can have chats at all: they are active and have places. */
  readonly takesChats: boolean
}

/** The same before a change and after it; undefined for what is not there. */
export interface Side<T> {
  readonly before: T | undefined
  readonly after: T | undefined
}

/** Whether an agent may have the chats of a line now, or once they have waited. */
export const reaches = (demand: Demand | undefined, agent: ReachingAgent | undefined): boolean =>
  demand !== undefined && agent?.takesChats === true && isEligible(demand, agent, true)

/** Whether a change of an agent can change whose chats they may have. */
export const changesReach = ({ before, after }: Side<ReachingAgent>): boolean =>
  before?.takesChats !== after?.takesChats || (before?.skillIds ?? []).join() !== (after?.skillIds ?? []).join()

/** Who may have the chats of a line after a change and could not before, and the other way around. */
export const reachChange = (
  demand: Side<Demand>,
  agents: Iterable<Side<ReachingAgent>>,
): { readonly gained: readonly string[]; readonly lost: readonly string[] } => {
  const gained: string[] = []
  const lost: string[] = []
  for (const { before, after } of agents) {
    const [could, can] = [reaches(demand.before, before), reaches(demand.after, after)]
    const agentId = (after ?? before)?.agentId
    if (could === can || agentId === undefined) continue
    if (can) gained.push(agentId)
    else lost.push(agentId)
  }
  return { gained, lost }
}
