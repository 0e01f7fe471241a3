/** What nodes say to each other: several short things in one message of JSON, each of which may be lost. */
import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { parseJsonText, JsonTextError } from '../lib/json-text.js'

const Id = Type.String({ minLength: 1, maxLength: 100 })

const RecordedEvent = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  id: Id,
  at: Type.Integer(),
  body: Type.Object({ type: Type.String() }),
})

const typing = { chatId: Id, typing: Type.Boolean() }

/** What is told once and kept nowhere, as the bus has it; places in queues each node finds out by itself. */
const Fleeting = Type.Union([
  Type.Object({ type: Type.Literal('agent-typing'), ...typing, agent: Type.Object({ id: Id, name: Type.String() }) }),
  Type.Object({ type: Type.Literal('agent-unsent'), ...typing, agentId: Id, text: Type.Optional(Type.String()) }),
  Type.Object({ type: Type.Literal('visitor-typing'), ...typing, text: Type.Optional(Type.String()) }),
  Type.Object({ type: Type.Literal('visitor-away'), chatId: Id }),
  Type.Object({ type: Type.Literal('visitor-back'), chatId: Id }),
])

/** How many sessions or agents one item names. */
export const namedPerItemMax = 100

/** How many items one message holds. */
export const itemsPerMessageMax = 10_000

const named = Type.Array(Id, { maxItems: namedPerItemMax })

const items = {
  /** This became durable. Without events, when they did not fit, only up to which version. */
  commit: Type.Object({
    type: Type.Literal('commit'),
    organizationId: Id,
    kind: Id,
    id: Id,
    version: Type.Integer({ minimum: 1 }),
    isOpen: Type.Boolean(),
    events: Type.Optional(Type.Array(RecordedEvent)),
  }),
  hint: Type.Object({ type: Type.Literal('hint'), topic: Type.String(), hint: Fleeting }),
  /** I live. */
  hello: Type.Object({ type: Type.Literal('hello') }),
  /** Visitors of whom I am the home were heard of just now, or hold a poll. */
  heard: Type.Object({ type: Type.Literal('heard'), sessionIds: named }),
  /** I am the home of this session now; with `poll` its client polls me. */
  home: Type.Object({ type: Type.Literal('home'), sessionId: Id, poll: Type.Boolean() }),
  /** The session's client has this now. With `undone`, the number it was thought to have and may not. */
  place: Type.Object({
    type: Type.Literal('place'),
    sessionId: Id,
    place: Type.String({ maxLength: 100 }),
    undone: Type.Optional(Type.Integer()),
  }),
  /** These agents have an event stream with me. */
  present: Type.Object({ type: Type.Literal('present'), organizationId: Id, agentIds: named }),
  /** Setup is another. */
  setup: Type.Object({ type: Type.Literal('setup') }),
  /** The log-in with this hash is over. */
  'logged-out': Type.Object({ type: Type.Literal('logged-out'), hash: Id }),
  /** Somebody at this address tried a wrong password for this name. */
  'wrong-password': Type.Object({
    type: Type.Literal('wrong-password'),
    username: Type.String({ maxLength: 255 }),
    address: Type.String({ maxLength: 100 }),
  }),
  /** This name may be tried again wherever it had to wait. */
  unlocked: Type.Object({ type: Type.Literal('unlocked'), username: Type.String({ maxLength: 255 }) }),
  /** A visitor looks at this page. */
  page: Type.Object({ type: Type.Literal('page'), visitorId: Id, location: Type.String() }),
}

type Items = { [T in keyof typeof items]: Static<(typeof items)[T]> }

/** One thing that is said. */
export type NodeItem = Items[keyof Items]
/** One thing of a type. */
export type NodeItemOf<T extends NodeItem['type']> = Items[T]

const isMessage = Compile(
  Type.Object({ from: Id, items: Type.Array(Type.Object({ type: Type.String() }), { maxItems: itemsPerMessageMax }) }),
)
const checks = new Map(Object.entries(items).map(([type, schema]) => [type, Compile(schema)]))

/** What a message holds, as far as it is understood: a node of another version may say more. */
export const readNodeMessage = (text: string): { readonly from: string; readonly items: NodeItem[] } | undefined => {
  let message: unknown
  try {
    message = parseJsonText(text)
  } catch (error) {
    if (error instanceof JsonTextError) return undefined
    throw error
  }
  if (!isMessage.Check(message)) return undefined
  const understood = message.items.filter((item) => checks.get(item.type)?.Check(item) === true)
  return { from: message.from, items: understood as NodeItem[] }
}

/** How much is told of a text that does not fit whole, in UTF-16 code units. */
export const shortTextMax = 500

/** The item as it is told when it does not fit whole; `undefined` when nothing can be left out. */
export const shortened = (item: NodeItem): NodeItem | undefined => {
  if (item.type === 'commit') {
    const { events, ...rest } = item
    return events && rest
  }
  if (item.type !== 'hint' || !('text' in item.hint)) return undefined
  const { text } = item.hint
  const isLong = text.length > shortTextMax
  return isLong ? { ...item, hint: { ...item.hint, text: text.slice(0, shortTextMax).toWellFormed() } } : undefined
}
