/** The shapes of what agents are told of their own log-ins, and of what they change about them. */
import { Type, type Static } from 'typebox'
import { Time } from './entries.js'

/** How many characters a password that somebody chooses must have, and may have. */
export const passwordLengthMin = 10
export const passwordLengthMax = 1024

export const OwnLogIn = Type.Object(
  {
    logInId: Type.String({ description: 'Names the log-in; it is no secret' }),
    isThis: Type.Boolean({ description: 'Whether it is the one that asks' }),
    madeAt: Time,
    seenAt: Type.Optional(
      Type.String({ format: 'date-time', description: 'When it was used last, to within 5 minutes' }),
    ),
    program: Type.Optional(Type.String({ description: 'The browser or program, as it says of itself' })),
    system: Type.Optional(Type.String({ description: 'What it runs on, as it says of itself' })),
    address: Type.Optional(Type.String({ description: 'The address it was made from' })),
    way: Type.Optional(
      Type.Union([Type.Literal('password'), Type.Literal('provider')], {
        description: 'A password, or the word of the identity provider',
      }),
    ),
  },
  { $id: 'OwnLogIn' },
)
export type OwnLogIn = Static<typeof OwnLogIn>

export const OwnLogIns = Type.Object(
  {
    logIns: Type.Array(OwnLogIn, {
      description: 'The latest 100, the one that asks first, then the latest used first',
    }),
    hasPassword: Type.Boolean({ description: 'Whether I have a password, which I can change' }),
  },
  { $id: 'OwnLogIns' },
)
export type OwnLogIns = Static<typeof OwnLogIns>

export const OwnPassword = Type.Object(
  {
    oldPassword: Type.String({ minLength: 1, maxLength: passwordLengthMax }),
    newPassword: Type.String({ minLength: passwordLengthMin, maxLength: passwordLengthMax }),
    endOthers: Type.Optional(Type.Boolean({ default: false, description: 'Whether all my other log-ins end' })),
  },
  { $id: 'OwnPassword' },
)
export type OwnPassword = Static<typeof OwnPassword>

export const EndedLogIns = Type.Object(
  { ended: Type.Integer({ minimum: 0, description: 'How many log-ins ended' }) },
  { $id: 'EndedLogIns' },
)
export type EndedLogIns = Static<typeof EndedLogIns>
