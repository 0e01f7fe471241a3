/** Every projection of the wire's messages gives exactly what its fixture says, and every fixture has a projection. */
import { describe, expect, test } from 'vitest'
import * as pollMessages from '../../src/protocol/messages.js'
import { unknownLocation, type WireMessage, type WireTranscriptEntry } from '../../src/protocol/messages.js'
import * as pageMessages from '../../src/protocol/visitor-messages.js'
import { messageFixtures } from './fixtures.js'

const messages = { ...pollMessages, ...pageMessages }

const session = '0b6f7c1e-2d57-4f0e-9a63-5c8f41d2b7aa'
const page = 'https://harbour.example/timetable'
const search = 'https://search.example/'
const thanks = 'https://harbour.example/thanks'
const idle = { warningS: 90, timeoutS: 150 }
const cards = { id: '0GOPexample0001', name: 'Card numbers', pattern: '[0-9]{16}' }
const birthdays = { id: '0GOPexample0002', name: 'Birthdays', pattern: 'born [0-9/]+' }
const duarte = '005Pexample0001'
const inCharge = { name: 'Duarte', userId: duarte, sneakPeekEnabled: true }
const transcript: readonly WireTranscriptEntry[] = [
  {
    ...{ type: 'Chasitor', name: 'Joana Vidal', content: 'Does the ferry sail at nine today?' },
    ...{ timestamp: 1_767_780_061_204, sequence: 0 },
  },
  { type: 'OperatorTransferred', name: 'Benedita', content: '', timestamp: 1_767_780_064_000, sequence: 1 },
  { type: 'Agent', name: 'Benedita', content: 'It does.', timestamp: 1_767_780_067_870, sequence: 2 },
]

/** For each fixture, by its name: the rule, the projection it is of, and what that gives. */
const projections: Readonly<
  Record<string, readonly [rule: string, of: keyof typeof messages, made: WireMessage | undefined]>
> = {
  ChatRequestSuccess: [
    'P-31',
    'chatRequestSuccess',
    messages.chatRequestSuccess({
      ...{ connectionTimeoutMs: 150_000, queuePosition: 2, estimatedWaitS: 35, visitorId: session },
      ...{ location: unknownLocation, sensitiveDataRules: [], transcriptSave: false, pageUrl: '' },
    }),
  ],
  'ChatRequestSuccess.located': [
    'P-31',
    'chatRequestSuccess',
    messages.chatRequestSuccess({
      ...{ connectionTimeoutMs: 90_000, queuePosition: 1, estimatedWaitS: -1, visitorId: session },
      location: {
        ...{ countryCode: 'PT', countryName: 'Portugal', region: 'Setúbal', city: 'Barreiro' },
        ...{ organization: 'Estuary Net', latitude: 38.66, longitude: -9.07 },
      },
      sensitiveDataRules: [{ ...cards, actionType: 'Replace', replacement: '****' }],
      ...{ transcriptSave: true, pageUrl: page, referrer: search, postChatUrl: thanks },
    }),
  ],
  ChatRequestFail: ['P-32', 'chatRequestFail', messages.chatRequestFail('Unavailable')],
  'ChatRequestFail.postChat': ['P-32', 'chatRequestFail', messages.chatRequestFail('NoPost', thanks)],
  QueueUpdate: ['P-33', 'queueUpdate', messages.queueUpdate(1, 20)],
  ChatEstablished: ['P-34', 'chatEstablished', messages.chatEstablished({ ...inCharge, idle: undefined })],
  'ChatEstablished.idle': ['P-34', 'chatEstablished', messages.chatEstablished({ ...inCharge, idle })],
  ChatTransferred: [
    'P-35',
    'chatTransferred',
    messages.chatTransferred({ ...inCharge, name: 'Benedita', userId: '005Pexample0002', idle: undefined }),
  ],
  ChatMessage: ['P-36', 'chatMessage', messages.chatMessage('Yes, at nine sharp ⛴', 'Duarte', duarte)],
  AgentTyping: ['P-37', 'agentTyping', messages.agentTyping(true, 'Duarte', duarte)],
  AgentNotTyping: ['P-37', 'agentTyping', messages.agentTyping(false, 'Duarte', duarte)],
  AgentDisconnect: ['P-38', 'agentDisconnect', messages.agentDisconnect()],
  ChatEnded: ['P-39', 'chatEnded', messages.chatEnded('agent')],
  CustomEvent: ['P-41', 'customEvent', messages.customEvent('seat-held', '12A')],
  NewVisitorBreadcrumb: [
    'P-42',
    'newVisitorBreadcrumb',
    messages.newVisitorBreadcrumb('https://harbour.example/fares'),
  ],
  ChasitorIdleTimeoutWarningEvent: ['P-43', 'idleTimeoutWarning', messages.idleTimeoutWarning('triggered')],
  'FileTransfer.requested': [
    'P-44',
    'fileRequested',
    messages.fileRequested(
      'https://chat.harbour.example/chat/upload',
      'https://chat.harbour.example/chat/cdm',
      'ticket-of-the-upload',
    ),
  ],
  'FileTransfer.success': ['P-44', 'fileTransfer', messages.fileTransfer('Success')],
  'FileTransfer.failure': ['P-44', 'fileTransfer', messages.fileTransfer('Failure')],
  'FileTransfer.cancelled': ['P-44', 'fileTransfer', messages.fileTransfer('Canceled')],
  'RichMessage.menu': [
    'P-45',
    'richMenu',
    messages.richMenu('What is it about?', [
      { text: 'Timetable', value: 'timetable' },
      { text: 'Refund', value: 'refund' },
    ]),
  ],
  'RichMessage.menuWithoutHeader': [
    'P-45',
    'richMenu',
    messages.richMenu(undefined, [{ text: 'Timetable', value: 'timetable' }]),
  ],
  'RichMessage.buttons': ['P-45', 'richButtons', messages.richButtons([{ text: 'Yes' }, { text: 'No' }])],
  TransferToButtonInitiated: ['P-46', 'transferToButtonInitiated', messages.transferToButtonInitiated()],
  ChatResumedAfterTransfer: ['P-46', 'chatResumedAfterTransfer', messages.chatResumedAfterTransfer('Duarte')],
  AgentJoinedConference: ['P-47', 'agentJoinedConference', messages.agentJoinedConference('Benedita')],
  AgentLeftConference: ['P-47', 'agentLeftConference', messages.agentLeftConference('Benedita')],
  ChasitorSessionData: [
    'P-50',
    'chasitorSessionData',
    messages.chasitorSessionData({
      ...{ queuePosition: 0, location: unknownLocation, sneakPeekEnabled: true },
      ...{ pageUrl: page, referrer: search, postChatUrl: thanks },
      transcript,
    }),
  ],
  ReconnectSession: ['S-13', 'reconnectSession', messages.reconnectSession('7f0a1fa0').messages[0]],
  SensitiveDataRules: [
    'P-49',
    'sensitiveDataRules',
    messages.sensitiveDataRules([{ ...birthdays, actionType: 'Remove' }]),
  ],
  SwitchServer: ['P-49', 'switchServer', messages.switchServer('https://north.harbour.example/chat')],
  AsyncResult: ['P-49', 'asyncResult', messages.asyncResult(true)],
  Availability: [
    'V-10',
    'availability',
    messages.availability([
      { id: '573Pexample0001', isAvailable: true, estimatedWaitTime: 35 },
      { id: '005Pexample0001_573Pexample0002', isAvailable: false },
    ]),
  ],
  Settings: [
    'V-11',
    'settings',
    messages.settings({
      ...{ pingRateMs: 50_000, contentServerUrl: 'https://chat.harbour.example/content' },
      buttons: [{ id: '573Pexample0001', isAvailable: true, type: 'Standard', language: 'pt_PT' }],
    }),
  ],
  VisitorId: ['V-12', 'visitorId', messages.visitorId(session)],
  Error: ['V-17', 'errorMessage', messages.errorMessage('org_id is missing.')],
  EmbeddedServiceError: [
    'V-17',
    'embeddedServiceError',
    messages.embeddedServiceError('There is no such configuration here.', false),
  ],
  'AsyncResult.error': ['P-49', 'asyncResult', messages.asyncResult(false, 'The file could not be kept.')],
}

describe('a message of the wire', () => {
  test.each(Object.entries(projections).map(([name, [rule, , made]]) => [rule, name, made] as const))(
    '[%s] is what %s.json says, in every member',
    (_rule, name, made) => {
      const fixture = messageFixtures().find((one) => one.name === name)
      expect(JSON.parse(JSON.stringify(made))).toEqual(fixture?.body)
    },
  )

  test('has a fixture, and every fixture is of one', () => {
    const made = new Set(Object.values(projections).map(([, of]) => of))
    const there = Object.entries(messages).flatMap(([name, value]) => (typeof value === 'function' ? [name] : []))
    expect([...made].sort()).toEqual(there.sort())
    expect(
      messageFixtures()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(Object.keys(projections).sort())
  })

  test('lies in a fixture of its own name', () => {
    for (const { name, noun, body } of messageFixtures()) expect([name, body['type']]).toEqual([name, noun])
  })
})
