/** The forms of the organization, of where visitors come from, and of what is written, hidden and kept away. */
import { choice, length, name, number, references, text, toggle, type FormPart } from '../state/field.js'

export const organizationForm: readonly FormPart[] = [{ id: 'general', fields: [name, toggle('demo', false)] }]

export const deploymentForm: readonly FormPart[] = [
  { id: 'general', fields: [name, { type: 'lines', member: 'allowedOrigins', max: 100, lineMax: 255 }] },
  { id: 'contact', fields: [length('connectionWarningS', 1, 86_400), length('connectionTimeoutS', 1, 86_400)] },
  {
    id: 'window',
    folded: true,
    fields: [text('windowTitle', 80), toggle('transcriptSave', false), toggle('oneMessagePerResponse', false)],
  },
]

export const quickTextForm: readonly FormPart[] = [
  {
    id: 'general',
    fields: [
      name,
      text('message', 4000, { min: 1, lines: true }),
      text('shortcut', 40, { pattern: /^[\p{L}\p{N}._-]*$/u }),
      text('category', 80),
      references('buttonIds', 'buttons'),
      toggle('enabled', true),
    ],
  },
]

export const sensitiveDataRuleForm: readonly FormPart[] = [
  {
    id: 'general',
    fields: [
      name,
      text('pattern', 1000, { min: 1, code: true }),
      choice('action', ['replace', 'remove'], 'replace'),
      text('replacement', 255, { when: { member: 'action', is: ['replace'] } }),
      toggle('enabled', true),
    ],
  },
  {
    id: 'whose',
    fields: [
      toggle('forVisitors', true),
      toggle('forAgents', true),
      toggle('forSupervisors', false),
      number('priority', 0, 10_000, 100),
    ],
  },
]

export const blockingRuleForm: readonly FormPart[] = [
  {
    id: 'general',
    fields: [
      name,
      text('fromAddress', 45, { min: 2 }),
      text('toAddress', 45, { min: 2, orNone: true }),
      text('description', 1000, { lines: true }),
      choice('owner', ['admin', 'agent'], 'admin'),
    ],
  },
]
