import { Type, type Static } from 'typebox'
import { nameMember, referenceOrNone, references, switchMember } from './members.js'

export const Role = Type.Union([Type.Literal('agent'), Type.Literal('supervisor'), Type.Literal('administrator')], {
  description: 'What they may do: an agent chats, a supervisor also watches, an administrator also changes setup',
})
export type Role = Static<typeof Role>

/** Somebody who talks to visitors, or runs those who do. */
export const AgentProfile = Type.Object({
  username: Type.String({ minLength: 1, maxLength: 255, description: 'What they log in with' }),
  name: nameMember('As visitors see it'),
  role: Role,
  capacity: Type.Integer({
    minimum: 0,
    maximum: 1000,
    default: 3,
    description: 'How many chats at once, unless the configuration says it',
  }),
  active: switchMember(true, 'They can log in and are offered chats; without, every token of theirs stops working'),
  skillIds: references('skill', 'What they know about'),
  configurationId: referenceOrNone('agent-configuration', 'What they may do and how they are told; null: the standard'),
})
export type AgentProfile = Static<typeof AgentProfile>
