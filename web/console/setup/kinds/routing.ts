/** The forms of what says who answers what, and when. */
import {
  choice,
  length,
  name,
  number,
  reference,
  references,
  text,
  toggle,
  type Field,
  type FormPart,
} from '../state/field.js'

export const skillForm: readonly FormPart[] = [
  { id: 'general', fields: [name, text('description', 1000, { lines: true })] },
]

export const queueForm: readonly FormPart[] = [
  {
    id: 'general',
    fields: [
      name,
      references('memberIds', 'agents'),
      choice('model', ['least-active', 'most-available'], 'least-active'),
      reference('overflowQueueId', 'queues'),
    ],
  },
]

export const businessHoursForm: readonly FormPart[] = [
  { id: 'general', fields: [name, text('timeZone', 64, { min: 1, suggests: 'time-zones' })] },
  { id: 'week', fields: [{ type: 'week', member: 'periods', max: 100 }] },
  { id: 'holidays', fields: [{ type: 'holidays', member: 'holidays', max: 400, periodsMax: 10, nameMax: 80 }] },
]

const bySkills = { member: 'routing', is: ['skills'] }

/** What a button and an invitation have in common beyond where they stand. */
const answering: readonly FormPart[] = [
  {
    id: 'who',
    fields: [
      choice('routing', ['most-available', 'least-active', 'choice', 'skills', 'queue'], 'most-available'),
      reference('queueId', 'queues', { when: { member: 'routing', is: ['queue'] } }),
      references('skillIds', 'skills', {
        when: { member: 'routing', is: ['most-available', 'least-active', 'choice', 'skills'] },
      }),
      references('additionalSkillIds', 'skills', { when: bySkills }),
      { ...length('additionalSkillsS', 1, 86_400), when: bySkills },
      reference('businessHoursId', 'business-hours'),
      number('priority', 0, 10_000, 100),
    ],
  },
  {
    id: 'waiting',
    fields: [
      toggle('queueEnabled', true),
      { ...number('queuePerAgentMax', 0, 1_000_000, null), when: { member: 'queueEnabled', is: [true] } },
      { ...number('queueOverallMax', 0, 1_000_000, null), when: { member: 'queueEnabled', is: [true] } },
    ],
  },
  {
    id: 'offering',
    fields: [
      length('pushTimeoutS', 1, 3600),
      number('reroutesMax', 0, 100, null),
      toggle('autoAccept', false),
      number('capacityWeight', 1, 100, 1),
    ],
  },
  {
    id: 'chat',
    fields: [
      text('autoGreeting', 1000, { lines: true }),
      text('customAgentName', 255),
      {
        ...{ type: 'group', member: 'idleTimeout', orNone: true },
        fields: [length('warningS', 1, 86_400, 120), length('timeoutS', 2, 86_400, 300)],
      },
    ],
  },
  {
    id: 'window',
    folded: true,
    fields: [text('language', 20), text('chatWindowUrl', 255), text('prechatUrl', 255), text('postchatUrl', 255)],
  },
]

const startPositions = [
  ...['top-left', 'top-left-top', 'top', 'top-right-top', 'top-right', 'top-right-right', 'right'],
  ...['bottom-right-right', 'bottom-right', 'bottom-right-bottom', 'bottom', 'bottom-left-bottom', 'bottom-left'],
  ...['bottom-left-left', 'left', 'top-left-left'],
]
const endPositions = [
  'top-left',
  'top',
  'top-right',
  'left',
  'center',
  'right',
  'bottom-left',
  'bottom',
  'bottom-right',
]
const ruleTypes = ['number-of-page-views', 'url-match', 'seconds-on-page', 'seconds-on-site', 'custom-variable']
const operators = [
  ...['equals', 'not-equal', 'start-with', 'contains', 'not-contain', 'less-than', 'greater-than'],
  ...['less-or-equal', 'greater-or-equal'],
]

/** How an invitation looks, and when it comes. */
export const invitationFields: readonly Field[] = [
  references('deploymentIds', 'deployments'),
  {
    type: 'rows',
    member: 'rules',
    max: 50,
    fields: [
      choice('type', ruleTypes, 'seconds-on-page', { compact: true }),
      text('variable', 80, { when: { member: 'type', is: ['custom-variable'] } }),
      choice('operator', operators, 'greater-or-equal', { compact: true }),
      text('value', 255),
    ],
  },
  text('filter', 1000, { code: true, pattern: /^([0-9]+|AND|OR|NOT|[(), ])*$/ }),
  text('imageUrl', 255),
  number('imageWidth', 0, 10_000, 0),
  number('imageHeight', 0, 10_000, 0),
  choice('animation', ['slide', 'fade', 'appear', 'custom'], 'slide', { compact: true }),
  choice('startPosition', startPositions, 'bottom-right-right', { compact: true }),
  choice('endPosition', endPositions, 'bottom-right', { compact: true }),
  length('removeAfterS', 1, 86_400),
  toggle('againAfterAccept', false),
  toggle('againAfterReject', false),
]

export const buttonForm: readonly FormPart[] = [{ id: 'general', fields: [name, toggle('active', true)] }, ...answering]

export const invitationForm: readonly FormPart[] = [
  { id: 'general', fields: [name, toggle('active', true)] },
  { id: 'invitation', fields: [{ type: 'group', member: 'invitation', orNone: true, fields: invitationFields }] },
  ...answering,
]
