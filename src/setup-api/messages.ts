/** The shapes of what is said of changes of setup: what one would do, and what refers to an object. Shared with the console. */
import { Type, type Static } from 'typebox'

/** The largest page of a list. */
export const setupPageMax = 200

const Kind = Type.String({ maxLength: 64, description: 'The last part of the kind’s address, such as `buttons`' })

export const MemberChange = Type.Object({
  member: Type.String(),
  before: Type.Optional(Type.Unknown({ description: 'Absent when the object is new' })),
  after: Type.Optional(Type.Unknown({ description: 'Absent when the object is gone' })),
})
export type MemberChange = Readonly<Static<typeof MemberChange>>

export const SomePeople = Type.Object({
  count: Type.Integer(),
  names: Type.Array(Type.String(), { description: 'The first of them' }),
})
/** People, of whom the first are named. */
export type SomePeople = Static<typeof SomePeople>

export const ButtonEffect = Type.Object({
  id: Type.String(),
  name: Type.String(),
  gained: SomePeople,
  lost: SomePeople,
  able: Type.Integer({ description: 'How many agents may answer it then' }),
  online: Type.Integer({ description: 'How many of them are online now' }),
  takesRequests: Type.Object({ before: Type.Boolean(), after: Type.Boolean() }),
  waiting: Type.Integer({ description: 'How many visitors wait there now' }),
})
/** What becomes of a button: who may answer it and could not before, and the other way around, whoever is there. */
export type ButtonEffect = Static<typeof ButtonEffect>

export const AgentEffect = Type.Object({ id: Type.String(), name: Type.String(), chats: Type.Integer() })
/** What becomes of an agent who is logged out by the change, and how many chats and offers of theirs go to others. */
export type AgentEffect = Static<typeof AgentEffect>

const MemberError = Type.Object({ member: Type.String(), message: Type.String() })

export const Preview = Type.Object({
  refusal: Type.Optional(
    Type.Object(
      { code: Type.String(), detail: Type.String(), errors: Type.Array(MemberError) },
      { description: 'Why the change would be refused as things stand' },
    ),
  ),
  changes: Type.Array(MemberChange),
  buttons: Type.Array(ButtonEffect, {
    description: 'Those that are answered by others, or take requests otherwise, than before',
  }),
  agents: Type.Array(AgentEffect, {
    description: 'Those who are logged out, and how many of their chats go to others',
  }),
})
/** What a change would do. */
export type Preview = Static<typeof Preview>

export const PreviewAsked = Type.Object({
  kind: Kind,
  id: Type.Optional(Type.String({ maxLength: 64, description: 'Absent: a new object' })),
  content: Type.Unsafe<object | null>({
    type: ['object', 'null'],
    description: 'The whole content as it would be sent; null: the object is removed',
  }),
})

export const ObjectPath = Type.Object({ kind: Kind, id: Type.String({ maxLength: 64 }) })

export const Users = Type.Object({
  total: Type.Integer(),
  users: Type.Array(Type.Object({ kind: Kind, id: Type.String(), name: Type.String() })),
})
/** What refers to an object; the first of them. */
export type Users = Static<typeof Users>

export const Difference = Type.Object({
  action: Type.Union([Type.Literal('create'), Type.Literal('change')]),
  kind: Type.String(),
  id: Type.String(),
  name: Type.String(),
  changes: Type.Array(MemberChange),
})
/** What taking a document in does to an object. */
export type Difference = Static<typeof Difference>

export const ImportProgress = Type.Object({
  step: Type.Union([Type.Literal('comparing'), Type.Literal('checking')]),
  done: Type.Integer(),
  total: Type.Integer(),
})
/** How many of a document's objects were compared with what there is, or of those that differ were found right. */
export type ImportProgress = Static<typeof ImportProgress>

export const AgentLogIns = Type.Object(
  {
    count: Type.Integer({ minimum: 0, description: 'How many log-ins they have, at most 100' }),
    lockedUntil: Type.Optional(
      Type.String({
        format: 'date-time',
        description: 'Until when their name has to wait at some address, after too many wrong passwords',
      }),
    ),
  },
  { $id: 'AgentLogIns' },
)
export type AgentLogIns = Static<typeof AgentLogIns>
