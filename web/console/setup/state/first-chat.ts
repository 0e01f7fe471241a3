/** The way from an empty installation to the first chat, by what is there already. Pure. */

export type StepId = 'tell-name' | 'add-agents' | 'go-online' | 'have-chat'

export interface Step {
  readonly id: StepId
  readonly isDone: boolean
}

/** What tells how far it is; undefined while it is not known. */
export interface Facts {
  readonly organizationName: string | undefined
  readonly agents: number | undefined
  readonly isOnline: boolean
  /** Chats the agent is in or has just had. */
  readonly chats: number
}

/** What `init` and the demo call an organization when nobody says otherwise. */
const standardNames = ['My organization', 'Demo']

/** The steps in their order. */
export const stepsOf = ({ organizationName, agents, isOnline, chats }: Facts): readonly Step[] => [
  { id: 'tell-name', isDone: organizationName !== undefined && !standardNames.includes(organizationName) },
  { id: 'add-agents', isDone: (agents ?? 0) > 1 },
  { id: 'go-online', isDone: isOnline },
  { id: 'have-chat', isDone: chats > 0 },
]
