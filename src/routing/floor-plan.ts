import type { Demand } from './demand.js'

/** What setup says of one organization that routing must know. Asked at each decision, so that a change counts at once. */
export interface FloorPlan {
  /** Another number as soon as any of the answers may be another. */
  readonly revision: number
  capacityOf(agentId: string): number
  skillsOf(agentId: string): readonly string[]
  /** Of a button, by its id; or of `skill/` or `queue/` with the id of one. */
  demandOf(line: string): Demand
}
