import { Type, type Static } from 'typebox'
import { nameMember, switchMember } from './members.js'

/** What an agent can say of themselves beyond being here or not. */
export const PresenceStatus = Type.Object({
  name: nameMember('As agents see it, such as In a meeting'),
  takesChats: switchMember(true, 'Agents who have this status are offered chats; without, it is a busy status'),
  order: Type.Integer({ minimum: 0, maximum: 10_000, default: 100, description: 'Lower ones come first in lists' }),
})
export type PresenceStatus = Static<typeof PresenceStatus>
