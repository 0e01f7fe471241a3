import { Type, type Static } from 'typebox'
import { nameMember } from './members.js'

/** Addresses whose visitors get no chat. */
export const BlockingRule = Type.Object({
  name: nameMember(),
  fromAddress: Type.String({
    minLength: 2,
    maxLength: 45,
    description: 'The first blocked address, IPv4 or IPv6, such as 192.0.2.1',
  }),
  toAddress: Type.Union([Type.String({ minLength: 2, maxLength: 45 }), Type.Null()], {
    default: null,
    description: 'The last blocked address, of the same kind; null: only the first',
  }),
  description: Type.String({ maxLength: 1000, default: '', description: 'Why they are blocked' }),
  owner: Type.Union([Type.Literal('admin'), Type.Literal('agent')], {
    default: 'admin',
    description: 'Who blocked them: an administrator, or an agent from within a chat',
  }),
})
export type BlockingRule = Static<typeof BlockingRule>
