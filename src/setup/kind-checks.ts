/** What the schemas of kinds cannot say: how members depend on each other, and texts that must mean something. */
import { parseIpAddress } from '../lib/ip-address.js'
import type { BusinessHours } from './kinds/business-hours.js'
import { normaliseOrigin } from './origins.js'
import { isTimeZone } from './open-hours-rules.js'
import type { MemberError } from './setup-error.js'
import type { SetupKindName, SetupKinds } from './setup-kinds.js'

/** Finds what is wrong with a content that its schema accepts, defaults filled in. */
export type KindCheck<K extends SetupKindName> = (content: SetupKinds[K]) => MemberError[]

const unless = (right: boolean, member: string, message: string): MemberError[] => (right ? [] : [{ member, message }])

const isDay = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

const holidayErrors = ({ holidays }: BusinessHours): MemberError[] =>
  holidays.flatMap(({ date }, index) => [
    ...unless(isDay(date), `holidays.${index}.date`, 'There is no such day.'),
    ...unless(
      holidays.findIndex((one) => one.date === date) === index,
      `holidays.${index}.date`,
      'This day is listed twice; put its periods together.',
    ),
  ])

const blockingRule: KindCheck<'blocking-rule'> = ({ fromAddress, toAddress }) => {
  const [from, to] = [parseIpAddress(fromAddress), toAddress === null ? undefined : parseIpAddress(toAddress)]
  const form = 'Must be an IPv4 or IPv6 address, such as 192.0.2.1 or 2001:db8::1.'
  const errors = [
    ...unless(from !== undefined, 'fromAddress', form),
    ...unless(toAddress === null || to !== undefined, 'toAddress', form),
  ]
  if (from === undefined || to === undefined) return errors
  if (from.version !== to.version) {
    return [{ member: 'toAddress', message: 'Must be of the same kind as the first address, IPv4 or IPv6.' }]
  }
  return unless(from.value <= to.value, 'toAddress', 'Must not be below the first address.')
}

const button: KindCheck<'button'> = ({ idleTimeout, routing, queueId, autoAccept, ...skills }) => [
  ...unless(
    idleTimeout === null || idleTimeout.timeoutS > idleTimeout.warningS,
    'idleTimeout.timeoutS',
    'Must be more than the seconds before the warning.',
  ),
  ...unless(routing !== 'queue' || queueId !== null, 'queueId', 'Choose the queue that requests are routed to.'),
  ...unless(
    routing !== 'skills' || skills.skillIds.length > 0,
    'skillIds',
    'Choose at least one skill, because requests are routed by skills.',
  ),
  ...unless(
    routing === 'skills' || skills.additionalSkillIds.length === 0,
    'additionalSkillIds',
    'Only have an effect where requests are routed by skills; leave them out here.',
  ),
  ...unless(
    !autoAccept || routing !== 'choice',
    'autoAccept',
    'Cannot be used with the routing choice: there agents choose themselves.',
  ),
]

const deployment: KindCheck<'deployment'> = ({ connectionTimeoutS, connectionWarningS, allowedOrigins }) => [
  ...unless(
    connectionTimeoutS === null || connectionWarningS === null || connectionTimeoutS > connectionWarningS,
    'connectionTimeoutS',
    'Must be more than the seconds before the warning.',
  ),
  ...allowedOrigins.flatMap((origin, index) =>
    unless(
      normaliseOrigin(origin) !== undefined,
      `allowedOrigins.${index}`,
      'Must be the beginning of an address without a path, such as https://shop.example.com or https://*.example.com.',
    ),
  ),
]

/** The checks, by kind; a kind without one needs none. */
export const kindChecks: { readonly [K in SetupKindName]?: KindCheck<K> } = {
  'blocking-rule': blockingRule,
  'business-hours': (hours) => [
    ...unless(isTimeZone(hours.timeZone), 'timeZone', 'Must be a name such as Europe/Berlin or UTC.'),
    ...holidayErrors(hours),
  ],
  button,
  deployment,
}

/** Runs a kind's check on a valid content. */
export const kindErrors = <K extends SetupKindName>(kind: K, content: SetupKinds[K]): MemberError[] => {
  const check = kindChecks[kind]
  return check?.(content) ?? []
}
