/** The forms of what concerns those who talk to visitors. */
import { choice, length, name, number, reference, references, text, toggle, type FormPart } from '../state/field.js'

export const agentForm: readonly FormPart[] = [
  {
    id: 'who',
    fields: [
      name,
      text('username', 255, { min: 1 }),
      choice('role', ['agent', 'supervisor', 'administrator'], 'agent'),
      toggle('active', true),
    ],
  },
  {
    id: 'chats',
    fields: [
      number('capacity', 0, 1000, 3),
      references('skillIds', 'skills'),
      reference('configurationId', 'agent-configurations'),
    ],
  },
]

export const configurationForm: readonly FormPart[] = [
  {
    id: 'general',
    fields: [
      name,
      number('capacity', 1, 1000, null),
      text('customAgentName', 255),
      text('autoGreeting', 1000, { lines: true }),
      toggle('greetingAfterTransfer', true),
    ],
  },
  {
    id: 'requests',
    fields: [
      toggle('awayOnDecline', false),
      toggle('awayOnPushTimeout', false),
      references('declineReasonIds', 'decline-reasons'),
    ],
  },
  {
    id: 'rights',
    fields: [
      toggle('sneakPeek', true),
      toggle('fileTransfer', true),
      toggle('visitorBlocking', false),
      toggle('conferencing', false),
      toggle('assistanceFlag', true),
    ],
  },
  {
    id: 'handing-over',
    fields: [
      toggle('transferToAgents', true),
      toggle('transferToSkills', true),
      references('transferSkillIds', 'skills', { when: { member: 'transferToSkills', is: [true] } }),
      toggle('transferToButtons', true),
      references('transferButtonIds', 'buttons', { when: { member: 'transferToButtons', is: [true] } }),
    ],
  },
  {
    id: 'telling',
    fields: [
      toggle('requestSound', true),
      toggle('disconnectSound', true),
      toggle('notifications', true),
      length('criticalWaitS', 1, 86_400),
    ],
  },
  {
    id: 'supervised',
    fields: [toggle('monitoring', true), toggle('whispering', true), toggle('agentSneakPeek', false)],
  },
  {
    id: 'supervisors',
    folded: true,
    fields: [
      references('supervisedSkillIds', 'skills'),
      choice('supervisorStatusFilter', ['online', 'away', 'offline'], null, { orNone: true, compact: true }),
      reference('supervisorButtonFilterId', 'buttons'),
      reference('supervisorSkillFilterId', 'skills'),
    ],
  },
]

export const presenceStatusForm: readonly FormPart[] = [
  { id: 'general', fields: [name, toggle('takesChats', true), number('order', 0, 10_000, 100)] },
]

export const declineReasonForm: readonly FormPart[] = [
  { id: 'general', fields: [name, number('order', 0, 10_000, 100)] },
]
