/** The shapes of how the first organization is made. */
import { Type, type Static } from 'typebox'
import { passwordLengthMax, passwordLengthMin } from './own-log-ins.js'

const text = (maxLength: number, description: string) => Type.String({ pattern: '\\S', maxLength, description })

export const Welcome = Type.Object(
  {
    token: text(100, 'What the address that the server printed has behind its #'),
    organization: Type.Object({ name: text(80, 'What it is called') }),
    administrator: Type.Object({
      name: text(80, 'What its first administrator is called, as visitors see it'),
      username: text(255, 'What they log in with'),
      password: Type.String({ minLength: passwordLengthMin, maxLength: passwordLengthMax }),
    }),
  },
  { $id: 'Welcome' },
)
export type Welcome = Static<typeof Welcome>
