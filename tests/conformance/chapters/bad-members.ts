import { initBody } from '../../support/plain-visitor.js'
import { expectRefusal } from '../../support/wire-refusal.js'
import { check, checkWithAgent, eachCase, type Chapter } from '../check.js'
import { expectUntouched } from '../expectations.js'
import { goodBodies } from '../good-bodies.js'
import { chatNouns, type ChatNoun } from '../resources.js'

const tooLong = (max: number) => 'x'.repeat(max + 1)
const notText = [1, 0, true, false, [], ['a'], {}, { length: 1 }]
const notFlag = [1, 0, 'yes', 'TRUE', '', [], [true], {}]
const notArray = ['[]', 1, true, {}, { length: 0 }]
const notObject = [1, 'a', true, ['a']]
const missing = [undefined, null]

type Row = readonly [member: string, change: (value: unknown) => object, wrong: readonly unknown[]]

const member = (name: string, wrong: readonly unknown[]): Row => [name, (value) => ({ [name]: value }), wrong]
const detail = (name: string, wrong: readonly unknown[]): Row => [
  `${name} of a detail`,
  (value) => ({ prechatDetails: [{ label: 'E', value: 'a', transcriptFields: [], [name]: value }] }),
  wrong,
]

const ofInit: readonly Row[] = [
  ...['organizationId', 'deploymentId', 'buttonId'].map((id) => member(id, [...notText, ...missing, tooLong(18)])),
  member('sessionId', [...notText, 'x', tooLong(255)]),
  member('visitorName', [...notText, tooLong(255)]),
  member('userAgent', [...notText, tooLong(2048)]),
  member('language', [...notText, tooLong(255)]),
  member('screenResolution', [...notText, tooLong(255)]),
  member('agentId', [...notText, '005', '573P00000000001']),
  member('doFallback', notFlag),
  member('buttonOverrides', [
    ...[...notArray, [1], ['x'], ['572P00000000001'], [tooLong(64)]],
    Array(101).fill('573P00000000001'),
  ]),
  member('visitorId', [...notText, tooLong(64)]),
  member('receiveQueueUpdates', notFlag),
  member('isPost', notFlag),
  member('prechatDetails', [...notArray, [1], ['a'], [null], [[]], [{}], Array(101).fill({ label: 'a' })]),
  detail('label', [...notText, ...missing, tooLong(255)]),
  detail('value', [[], {}, ['a'], tooLong(32_000)]),
  detail('displayToAgent', notFlag),
  detail('transcriptFields', [...notArray, [1], [tooLong(255)], Array(101).fill('x')]),
  member('prechatEntities', [...notArray, [1], [null], ['a'], [[]], Array(51).fill({})]),
]

const action = (name: string, wrong: readonly unknown[]): Row => [
  `${name} of an action`,
  (value) => ({ actions: [{ type: 'ChatWindowMenu', index: 0, [name]: value }] }),
  wrong,
]
const rule = (name: string, wrong: readonly unknown[]): Row => [
  `${name} of a rule`,
  (value) => ({ rules: [{ name: 'Cards', [name]: value }] }),
  wrong,
]

/** The rule about each command's body. */
const ruleOf: Readonly<Record<ChatNoun, string>> = {
  ChatMessage: 'P-17',
  ChasitorTyping: 'P-16',
  ChasitorNotTyping: 'P-16',
  ChasitorSneakPeek: 'P-18',
  CustomEvent: 'P-22',
  RichMessage: 'P-24',
  ChasitorIdleTimeoutWarningEvent: 'P-23',
  SensitiveDataRuleTriggered: 'P-25',
  ChatCancel: 'P-26',
  ChatEnd: 'P-19',
}

const ofCommands: Readonly<Record<ChatNoun, readonly Row[]>> = {
  ChatMessage: [member('text', [...notText, ...missing, tooLong(32_000)])],
  ChasitorTyping: [],
  ChasitorNotTyping: [],
  ChasitorSneakPeek: [member('text', [...notText, tooLong(32_000)]), member('position', ['0', true, [], {}])],
  CustomEvent: [member('type', [...notText, ...missing, tooLong(255)]), member('data', [...notText, tooLong(32_000)])],
  RichMessage: [
    member('actions', [...notArray, ...missing, [], [1], [null], [[]], [{}], Array(11).fill({ type: 'x', index: 0 })]),
    action('type', [...notText, ...missing, 'ChatWindow', '__proto__']),
    action('index', ['0', true, [], {}, -1, 0.5, 10_001, ...missing]),
    action('value', [...notText, tooLong(32_000)]),
    action('dialogId', [...notText, tooLong(255)]),
  ],
  ChasitorIdleTimeoutWarningEvent: [member('idleTimeoutWarningEvent', [...notText, ...missing, '', 'Triggered', 'x'])],
  SensitiveDataRuleTriggered: [
    member('rules', [...notArray, ...missing, [], [1], [null], [[]], [{}], Array(101).fill({ name: 'a' })]),
    rule('name', [...notText, ...missing, tooLong(255)]),
    rule('id', [...notText, tooLong(255)]),
  ],
  ChatCancel: [],
  ChatEnd: [
    member('reason', [...notText, tooLong(255)]),
    member('ChatEndReason', notObject),
    ['reason of ChatEndReason', (reason) => ({ ChatEndReason: { reason } }), [...notText, tooLong(255)]],
  ],
}

/** The required members' names only where no body has them of its own. */
const bodiesOfPrototypes = (noun: ChatNoun): readonly string[] => {
  const good = JSON.stringify(goodBodies[noun])
  return [`{"__proto__":${good}}`, `{"constructor":{"prototype":${good}}}`]
}
const withRequired: readonly ChatNoun[] = [
  'ChatMessage',
  'CustomEvent',
  'RichMessage',
  'ChasitorIdleTimeoutWarningEvent',
  'SensitiveDataRuleTriggered',
]

export const badMembers: Chapter = {
  title: 'Wrong members',
  checks: [
    ...eachCase(
      ofInit.map((row) => [row[0], row] as const),
      (name, [, change, wrong]) =>
        check('P-10 P-12 P-14', `a wrong ${name} asks for nothing`, async (stage) => {
          const visitor = await stage.arrive()
          for (const value of wrong) {
            expectRefusal(await visitor.post('ChasitorInit', initBody(stage.target, change(value))), 400)
          }
          expectRefusal(await visitor.write('a'), 400, 'Ask for a chat with ChasitorInit first.')
          await (await visitor.held()).expectHeld()
        }),
    ),
    ...chatNouns.flatMap((noun) =>
      eachCase(
        ofCommands[noun].map((row) => [row[0], row] as const),
        (name, [, change, wrong]) =>
          checkWithAgent(`P-10 ${ruleOf[noun]}`, `${noun} with a wrong ${name} has no effect`, async (stage) => {
            const meeting = await stage.meet()
            for (const value of wrong) {
              expectRefusal(await meeting.visitor.post(noun, { ...goodBodies[noun], ...change(value) }), 400)
            }
            await expectUntouched(meeting, [])
          }),
      ),
    ),
    ...withRequired.map((noun) =>
      checkWithAgent(`P-10 ${ruleOf[noun]}`, `${noun} whose members are a prototype’s has none`, async (stage) => {
        const meeting = await stage.meet()
        for (const body of bodiesOfPrototypes(noun)) expectRefusal(await meeting.visitor.post(noun, body), 400)
        await expectUntouched(meeting, [])
      }),
    ),
    ...withRequired.map((noun) =>
      checkWithAgent(
        `P-10 ${ruleOf[noun]}`,
        `${noun} with the body of another noun is refused or says what it says`,
        async (stage) => {
          const meeting = await stage.meet()
          const mine = Object.keys(goodBodies[noun])
          for (const other of chatNouns) {
            // A body that happens to have this noun's members is this noun's.
            if (mine.every((name) => name in goodBodies[other])) continue
            expectRefusal(await meeting.visitor.post(noun, goodBodies[other]), 400)
          }
          await expectUntouched(meeting, [])
        },
      ),
    ),
  ],
}
