import { Type, type Static } from 'typebox'
import { nameMember } from './members.js'

/** Something agents know about. A button that asks for skills is answered by agents who have them. */
export const Skill = Type.Object({
  name: nameMember(),
  description: Type.String({ maxLength: 1000, default: '', description: 'What it is about, for administrators' }),
})
export type Skill = Static<typeof Skill>
