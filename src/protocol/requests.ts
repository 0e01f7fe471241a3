/**
 * The bodies of visitors' requests: what is accepted, within which limits, and what it is read as. Unknown members are
 * ignored, optional ones may be missing or null; what is there must have the right type (rules P-10 to P-19 of
 * docs/protocol.md).
 */
import { Type, type Static, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { parseJsonText } from '../lib/json-text.js'
import { parseRecordId } from './record-id.js'
import { parseTarget, type WireTarget } from './target.js'
import { parseVisitorId } from './visitor-query.js'
import { WireError } from './wire-error.js'

/** How many characters (Unicode code points) one message may have. */
export const textMax = 32_000
/** How many bytes a body may have. */
export const bodyBytesMax = 262_144

const optional = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]))
const text = (maxLength: number) => Type.String({ maxLength })
const flag = Type.Union([Type.Boolean(), Type.Literal('true'), Type.Literal('false')])
const scalar = Type.Union([text(textMax), Type.Number(), Type.Boolean()])

const Detail = Type.Object({
  label: text(255),
  value: optional(scalar),
  displayToAgent: optional(flag),
  transcriptFields: optional(Type.Array(text(255), { maxItems: 100 })),
})

const InitBody = Type.Object({
  organizationId: text(18),
  deploymentId: text(18),
  buttonId: text(18),
  sessionId: optional(text(255)),
  agentId: optional(text(18)),
  doFallback: optional(flag),
  buttonOverrides: optional(Type.Array(text(64), { maxItems: 100 })),
  visitorId: optional(text(64)),
  visitorName: optional(text(255)),
  userAgent: optional(text(2048)),
  language: optional(text(255)),
  screenResolution: optional(text(255)),
  prechatDetails: optional(Type.Array(Detail, { maxItems: 100 })),
  prechatEntities: optional(Type.Array(Type.Object({}), { maxItems: 50 })),
  receiveQueueUpdates: optional(flag),
  isPost: optional(flag),
})

const MessageBody = Type.Object({ text: text(textMax) })
const SneakPeekBody = Type.Object({ position: optional(Type.Number()), text: optional(text(textMax)) })
const EndBody = Type.Object({
  reason: optional(text(255)),
  ChatEndReason: optional(Type.Object({ reason: optional(text(255)) })),
})
const AnyBody = Type.Object({})
const CustomEventBody = Type.Object({ type: text(255), data: optional(text(textMax)) })
const IdleWarningBody = Type.Object({
  idleTimeoutWarningEvent: Type.Union([Type.Literal('triggered'), Type.Literal('cleared')]),
})
const RichMessageBody = Type.Object({
  actions: Type.Array(
    Type.Object({
      type: Type.Union([
        Type.Literal('ChatWindowMenu'),
        Type.Literal('ChatWindowButton'),
        Type.Literal('ChatWindowFooterMenu'),
      ]),
      index: Type.Integer({ minimum: 0, maximum: 10_000 }),
      value: optional(text(textMax)),
      dialogId: optional(text(255)),
    }),
    { minItems: 1, maxItems: 10 },
  ),
})
const RulesBody = Type.Object({
  rules: Type.Array(Type.Object({ id: optional(text(255)), name: text(255) }), { minItems: 1, maxItems: 100 }),
  chatId: optional(text(255)),
})
const ResyncStateBody = Type.Object({ organizationId: text(18) })
/** How many commands one request may hold. */
export const nounsMax = 20
const NounsBody = Type.Object({
  nouns: Type.Array(
    Type.Object({
      prefix: text(64),
      noun: text(64),
      object: optional(Type.Object({})),
      data: optional(Type.Union([Type.Object({}), text(bodyBytesMax)])),
    }),
    { minItems: 1, maxItems: nounsMax },
  ),
})
const BreadcrumbBody = Type.Object({ location: text(2048) })

/** A chat's request in our own terms; ids in their 15-character form. */
export interface InitRequest {
  readonly organizationId: string
  readonly deploymentId: string
  readonly buttonId: string
  /** As sent; `undefined` when it was left out. */
  readonly sessionId: string | undefined
  readonly visitorName: string
  readonly userAgent: string
  readonly language: string
  readonly screenResolution: string
  readonly receiveQueueUpdates: boolean
  readonly isPost: boolean
  readonly details: readonly {
    readonly label: string
    readonly value: string
    readonly displayToAgent: boolean
    readonly transcriptFields: readonly string[]
  }[]
  readonly entities: readonly unknown[]
  /** Where the request goes, in order of preference; never empty. */
  readonly targets: readonly WireTarget[]
  /** The id that website scripts give a visitor; `undefined` when it was left out. */
  readonly visitorId: string | undefined
}

/** Why the visitor's client ends the chat. */
export type EndRequest = 'client' | 'clientIdleTimeout'

const reader = <T extends TSchema, R>(schema: T, read: (body: Static<T>) => R) => {
  const compiled = Compile(schema)
  return (body: unknown): R => {
    if (compiled.Check(body)) return read(body)
    const [error] = compiled.Errors(body)
    const member = error?.instancePath.slice(1).replaceAll('/', '.') ?? ''
    const problem = error?.message ?? 'is not what it should be'
    throw new WireError(400, member === '' ? `The body ${problem}.` : `${member.slice(0, 100)} ${problem}.`)
  }
}

const asFlag = (value: boolean | 'true' | 'false' | null | undefined, otherwise: boolean): boolean =>
  value === null || value === undefined ? otherwise : value === true || value === 'true'

const asId = (member: string, value: string, prefix: string): string => {
  const id = parseRecordId(value, prefix)
  if (id !== undefined) return id
  throw new WireError(400, `${member} must be a 15 or 18 character id that starts with ${prefix}.`)
}

/** Where a request goes: to what overrides its button, else to the agent it names, else to its button. */
const targetsOf = (body: Static<typeof InitBody>, buttonId: string): readonly WireTarget[] => {
  const agentId = body.agentId ? asId('agentId', body.agentId, '005') : undefined
  const overrides = (body.buttonOverrides ?? []).filter((override) => override !== '')
  if (overrides.length > 0) {
    return overrides.map((override) => {
      const target = parseTarget(override)
      if (target !== undefined) return target
      throw new WireError(400, 'buttonOverrides must hold ids of buttons (573…), of agents (005…), or 005…_573… .')
    })
  }
  if (agentId === undefined) return [{ buttonId }]
  return [asFlag(body.doFallback, false) ? { agentId, buttonId } : { agentId }]
}

/** Reads the body of ChasitorInit. Throws a 400. */
export const readInit = reader(InitBody, (body): InitRequest => {
  const buttonId = asId('buttonId', body.buttonId, '573')
  return {
    organizationId: asId('organizationId', body.organizationId, '00D'),
    deploymentId: asId('deploymentId', body.deploymentId, '572'),
    buttonId,
    sessionId: body.sessionId ?? undefined,
    visitorName: body.visitorName?.trim() || 'Visitor',
    userAgent: body.userAgent ?? '',
    language: body.language ?? '',
    screenResolution: body.screenResolution ?? '',
    receiveQueueUpdates: asFlag(body.receiveQueueUpdates, true),
    isPost: asFlag(body.isPost, true),
    details: (body.prechatDetails ?? []).map((detail) => ({
      label: detail.label,
      value: String(detail.value ?? ''),
      displayToAgent: asFlag(detail.displayToAgent, true),
      transcriptFields: detail.transcriptFields ?? [],
    })),
    entities: body.prechatEntities ?? [],
    targets: targetsOf(body, buttonId),
    visitorId: parseVisitorId(body.visitorId ?? undefined),
  }
})

/** Reads the body of ChatMessage. Throws a 400. */
export const readMessage = reader(MessageBody, (body): string => body.text)

/** Reads the body of ChasitorSneakPeek; some clients leave the text out. Throws a 400. */
export const readSneakPeek = reader(SneakPeekBody, (body): string => body.text ?? '')

/** Reads the body of ChatEnd in any of its spellings; an unknown reason means that the visitor ended it. Throws a 400. */
export const readEnd = reader(EndBody, (body): EndRequest => {
  const reason = body.reason ?? body.ChatEndReason?.reason
  return reason === 'clientIdleTimeout' ? reason : 'client'
})

/** Reads the body of a command that says nothing by it. Throws a 400 for anything but an object. */
export const readNothing = reader(AnyBody, (): undefined => undefined)

/** Something for the other side's programs. */
export interface CustomEventRequest {
  readonly type: string
  readonly data: string
}

/** Reads the body of CustomEvent; `data` may be left out. Throws a 400. */
export const readCustomEvent = reader(CustomEventBody, ({ type, data }): CustomEventRequest => ({
  type,
  data: data ?? '',
}))

/** Reads the body of ChasitorIdleTimeoutWarningEvent. Throws a 400. */
export const readIdleWarning = reader(IdleWarningBody, (body) => body.idleTimeoutWarningEvent)

/** What a visitor picked, in the wire's words. */
export interface RichAction {
  readonly type: 'ChatWindowMenu' | 'ChatWindowButton' | 'ChatWindowFooterMenu'
  readonly index: number
  readonly value?: string
  readonly dialogId?: string
}

/** Reads the body of RichMessage. Throws a 400. */
export const readRichMessage = reader(RichMessageBody, ({ actions }): readonly RichAction[] =>
  actions.map(({ type, index, value, dialogId }) => ({
    ...{ type, index },
    ...(typeof value === 'string' && { value }),
    ...(typeof dialogId === 'string' && { dialogId }),
  })),
)

/** Reads the body of SensitiveDataRuleTriggered: the names of the rules, and the session when an agent's client says it. */
export const readRulesTriggered = reader(RulesBody, ({ rules, chatId }) => ({
  rules: rules.map(({ name }) => name),
  sessionId: chatId ?? undefined,
}))

/** Reads the body of ChasitorResyncState: the organization, in its 15-character form. Throws a 400. */
export const readResyncState = reader(ResyncStateBody, ({ organizationId }) =>
  asId('organizationId', organizationId, '00D'),
)

/** One of several commands in one request. */
export interface NounRequest {
  /** Where it would go if it were sent alone, such as `Chasitor/ChatMessage`. */
  readonly path: string
  /** What its body would be then: `object`, or else `data`, which may be JSON in a text; `{}` without either. */
  readonly payload: unknown
}

/** Reads the body of MultiNoun; the payloads are not looked at. Throws a 400, or a JsonTextError for a bad `data`. */
export const readNouns = reader(NounsBody, ({ nouns }): readonly NounRequest[] =>
  nouns.map(({ prefix, noun, object, data }) => ({
    path: `${prefix}/${noun}`,
    payload: object ?? (typeof data === 'string' ? parseJsonText(data) : (data ?? {})),
  })),
)

/** Reads the body of Breadcrumb: the address of the page. Throws a 400. */
export const readBreadcrumb = reader(BreadcrumbBody, ({ location }) => location)
