import { Type, type Static } from 'typebox'
import { nameMember } from './members.js'

/** What must not be kept or shown: text that matches is replaced or removed before anything else happens to it. */
export const SensitiveDataRule = Type.Object({
  name: nameMember(),
  pattern: Type.String({
    minLength: 1,
    maxLength: 1000,
    description: 'A JavaScript regular expression without look-around and back-references',
  }),
  action: Type.Union([Type.Literal('replace'), Type.Literal('remove')], {
    default: 'replace',
    description: 'Whether the replacement takes the place of a match or nothing does',
  }),
  replacement: Type.String({ maxLength: 255, default: '', description: 'What takes the place of a match' }),
  forVisitors: Type.Boolean({ default: true, description: 'Applies to what visitors write' }),
  forAgents: Type.Boolean({ default: true, description: 'Applies to what agents write' }),
  forSupervisors: Type.Boolean({ default: false, description: 'Applies to what supervisors whisper' }),
  enabled: Type.Boolean({ default: true, description: 'Applies at all' }),
  priority: Type.Integer({ minimum: 0, maximum: 10_000, default: 100, description: 'Lower ones go first' }),
})
export type SensitiveDataRule = Static<typeof SensitiveDataRule>
