/** The shapes of logging in and out, and of who somebody is then. Shared with the console. */
import { Type, type Static } from 'typebox'
import { Time } from './entries.js'

export const Agent = Type.Object(
  {
    id: Type.String({ description: 'The agent, a 15-character id that starts with 005' }),
    organizationId: Type.String(),
    username: Type.String(),
    name: Type.String({ description: 'As visitors see it' }),
    role: Type.Union([Type.Literal('agent'), Type.Literal('supervisor'), Type.Literal('administrator')]),
    capacity: Type.Integer({ description: 'How many chats at once' }),
  },
  { $id: 'Agent' },
)
export type Agent = Static<typeof Agent>

export const Login = Type.Object(
  {
    username: Type.String({ minLength: 1, maxLength: 255 }),
    password: Type.String({ minLength: 1, maxLength: 1024 }),
  },
  { $id: 'Login' },
)
export type Login = Static<typeof Login>

export const LoggedIn = Type.Object(
  {
    token: Type.String({ description: 'Send it as `Authorization: Bearer …`; browsers use the cookie instead' }),
    expiresAt: Time,
    agent: Agent,
  },
  { $id: 'LoggedIn' },
)
export type LoggedIn = Static<typeof LoggedIn>

export const LogInWays = Type.Object(
  {
    password: Type.Literal(true),
    provider: Type.Optional(
      Type.Object(
        { label: Type.String({ description: 'What to call it, such as “Example Inc.”' }) },
        { description: 'An identity provider; a browser goes there by GET /api/v1/login/provider' },
      ),
    ),
    isNew: Type.Optional(Type.Literal(true, { description: 'Nobody can log in: there is no organization yet' })),
  },
  { $id: 'LogInWays' },
)
export type LogInWays = Static<typeof LogInWays>

export const LoggedOut = Type.Object(
  {
    provider: Type.Optional(
      Type.Object(
        { label: Type.String(), address: Type.String({ description: 'Where a browser goes to log out there' }) },
        { description: 'The identity provider that the log-in came from, where the person may be logged in still' },
      ),
    ),
  },
  { $id: 'LoggedOut' },
)
export type LoggedOut = Static<typeof LoggedOut>
