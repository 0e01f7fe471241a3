import { Type, type Static } from 'typebox'

export const Role = Type.Union([Type.Literal('agent'), Type.Literal('supervisor'), Type.Literal('administrator')])
export type Role = Static<typeof Role>

/** Somebody who talks to visitors, or runs those who do. */
export const AgentProfile = Type.Object({
  username: Type.String({ minLength: 1, maxLength: 255, description: 'What they log in with' }),
  name: Type.String({ minLength: 1, maxLength: 80, description: 'As visitors see it' }),
  role: Role,
  capacity: Type.Integer({ minimum: 0, maximum: 1000, default: 3, description: 'How many chats at once' }),
})
export type AgentProfile = Static<typeof AgentProfile>
