import { expect, test } from 'vitest'
import { freshContent, fieldsOf, sectionOf, type SectionId } from './sections.js'
import { problemsOf } from './problems.js'

const wrong = (section: SectionId, content: object): Record<string, string> => {
  const fields = fieldsOf(sectionOf(section))
  const found = problemsOf(fields, { ...freshContent(sectionOf(section)), name: 'N', ...content })
  return Object.fromEntries([...found].map(([path, { what }]) => [path, what]))
}

test.each<[SectionId, object, Record<string, string>]>([
  ['skills', {}, {}],
  ['skills', { name: '' }, { name: 'empty' }],
  ['skills', { name: ' ' }, { name: 'empty' }],
  ['sensitive-data-rules', { pattern: ' ' }, {}],
  ['skills', { name: 'x'.repeat(81) }, { name: 'too-long' }],
  ['blocking-rules', { fromAddress: '1', toAddress: null }, { fromAddress: 'too-short' }],
  ['quick-texts', { message: 'Hi', shortcut: 'no spaces' }, { shortcut: 'form' }],
  ['agents', { username: 'a', capacity: 1001 }, { capacity: 'out-of-range' }],
  ['agents', { username: 'a', capacity: null }, { capacity: 'empty' }],
  ['agents', { username: 'a', capacity: { unread: 'many' } }, { capacity: 'no-number' }],
  ['buttons', { pushTimeoutS: { unread: 'soon' } }, { pushTimeoutS: 'no-length' }],
  ['buttons', { pushTimeoutS: 3601 }, { pushTimeoutS: 'length-out-of-range' }],
  [
    'buttons',
    { pushTimeoutS: null, idleTimeout: { warningS: 0, timeoutS: 5 } },
    { 'idleTimeout.warningS': 'length-out-of-range' },
  ],
  ['buttons', { queueEnabled: false, queueOverallMax: -1 }, {}],
  ['buttons', { queueOverallMax: -1 }, { queueOverallMax: 'out-of-range' }],
  ['deployments', { allowedOrigins: ['https://a.example', ''] }, { 'allowedOrigins.1': 'empty' }],
  ['business-hours', { timeZone: 'UTC', periods: [{ day: 'monday', from: '09:00', to: '24:00' }] }, {}],
  [
    'business-hours',
    { timeZone: 'UTC', periods: [{ day: 'monday', from: '', to: '10:00' }] },
    { 'periods.0': 'period' },
  ],
  [
    'business-hours',
    { timeZone: 'UTC', holidays: ['2030-01-01', '2030-01-01', ''].map((date) => ({ date, name: '', periods: [] })) },
    { 'holidays.1.date': 'twice', 'holidays.2.date': 'empty' },
  ],
  [
    'invitations',
    { invitation: { ...(freshContent(sectionOf('invitations'))['invitation'] as object), filter: 'XOR(1)' } },
    { 'invitation.filter': 'form' },
  ],
])('%s %j', (section, content, expected) => {
  expect(wrong(section, content)).toEqual(expected)
})
