/**
 * What a chat's transcript is made of, as agents see it. Shared with the console. Every kind of entry is also an event
 * of the stream by the same name, with the entry as its data. Kinds may be added; readers ignore those they do not know.
 */
import { Type, type Static } from 'typebox'

export const Time = Type.String({ format: 'date-time', description: 'ISO 8601, UTC' })
export const ChatId = Type.String({ description: 'The chat, a UUID' })

/** How many characters (Unicode code points) the text of one message, or the data of one custom event, may have. */
export const messageTextMax = 32_000
/** How many characters the type of a custom event may have. */
export const eventTypeMax = 255
/** How many choices a menu or a row of buttons may have. */
export const choicesMax = 100
/** How many characters one of them, and the header above them, may have. */
export const choiceTextMax = 1000

const place = {
  chatId: ChatId,
  number: Type.Integer({
    description: 'Grows within a chat, with gaps: it is the entry’s place in the chat’s log',
  }),
  at: Time,
}
const side = Type.Union([Type.Literal('visitor'), Type.Literal('agent')])

export const Message = Type.Object(
  {
    kind: Type.Literal('message'),
    ...place,
    from: side,
    name: Type.String({ description: 'Who wrote it, as shown to the other side' }),
    agentId: Type.Optional(Type.String({ description: 'Which agent wrote it; several can have one name' })),
    text: Type.String({ description: 'Plain text. Never HTML.' }),
  },
  { $id: 'Message' },
)
export type Message = Static<typeof Message>

export const NewCustomEvent = Type.Object(
  {
    type: Type.String({ minLength: 1, maxLength: eventTypeMax, description: 'What the programs call it' }),
    data: Type.Optional(Type.String({ maxLength: messageTextMax, description: 'Often JSON; empty when left out' })),
  },
  { $id: 'NewCustomEvent' },
)
export type NewCustomEvent = Static<typeof NewCustomEvent>

export const CustomEvent = Type.Object(
  { kind: Type.Literal('custom-event'), ...place, from: side, type: Type.String(), data: Type.String() },
  { $id: 'CustomEvent', description: 'What a program on one side told those on the other' },
)
export type CustomEvent = Static<typeof CustomEvent>

const choiceText = Type.String({ minLength: 1, maxLength: choiceTextMax })

export const RichContent = Type.Union(
  [
    Type.Object({
      type: Type.Literal('menu'),
      header: Type.Optional(Type.String({ maxLength: choiceTextMax })),
      items: Type.Array(Type.Object({ text: choiceText, value: Type.String({ maxLength: choiceTextMax }) }), {
        minItems: 1,
        maxItems: choicesMax,
      }),
    }),
    Type.Object({
      type: Type.Literal('buttons'),
      items: Type.Array(Type.Object({ text: choiceText }), { minItems: 1, maxItems: choicesMax }),
    }),
  ],
  { $id: 'RichContent', description: 'Choices for the visitor, drawn by their client' },
)
export type RichContent = Static<typeof RichContent>

export const RichMessage = Type.Object(
  {
    kind: Type.Literal('rich-message'),
    ...place,
    name: Type.String({ description: 'Who offers the choices, as shown to the visitor' }),
    content: RichContent,
  },
  { $id: 'RichMessage' },
)
export type RichMessage = Static<typeof RichMessage>

export const VisitorPick = Type.Object(
  {
    kind: Type.Literal('visitor-pick'),
    ...place,
    picks: Type.Array(
      Type.Object({
        type: Type.Union([Type.Literal('menu'), Type.Literal('button'), Type.Literal('footer-menu')]),
        index: Type.Integer({ description: 'Its place among the choices, from 0 on' }),
        value: Type.Optional(Type.String()),
        dialogId: Type.Optional(Type.String()),
      }),
    ),
  },
  { $id: 'VisitorPick', description: 'What the visitor picked of the choices offered' },
)
export type VisitorPick = Static<typeof VisitorPick>

export const IdleWarning = Type.Object(
  {
    kind: Type.Literal('idle-warning'),
    ...place,
    state: Type.Union([Type.Literal('triggered'), Type.Literal('cleared')]),
    by: Type.Union([Type.Literal('visitor'), Type.Literal('server')], {
      description: 'Who found it out: the visitor’s client, or the server for clients that forget',
    }),
  },
  { $id: 'IdleWarning', description: 'A silent visitor was warned, or is not silent any more' },
)
export type IdleWarning = Static<typeof IdleWarning>

export const PageVisited = Type.Object(
  { kind: Type.Literal('page-visited'), ...place, location: Type.String({ description: 'As the website says' }) },
  { $id: 'PageVisited', description: 'The visitor looks at another page' },
)
export type PageVisited = Static<typeof PageVisited>

export const RulesTriggered = Type.Object(
  {
    kind: Type.Literal('rules-triggered'),
    ...place,
    side: Type.Union([Type.Literal('visitor'), Type.Literal('agent'), Type.Literal('supervisor')]),
    rules: Type.Array(Type.String(), { description: 'The names of the rules' }),
  },
  { $id: 'RulesTriggered', description: 'Rules against sensitive data changed what one side wrote' },
)
export type RulesTriggered = Static<typeof RulesTriggered>

export const Whisper = Type.Object(
  {
    kind: Type.Literal('whisper'),
    ...place,
    name: Type.String({ description: 'Which supervisor' }),
    text: Type.String({ description: 'Plain text. Never HTML.' }),
  },
  { $id: 'Whisper', description: 'A supervisor told the agent something; the visitor never sees it' },
)
export type Whisper = Static<typeof Whisper>

export const Entry = Type.Union(
  [Message, CustomEvent, RichMessage, VisitorPick, IdleWarning, PageVisited, RulesTriggered, Whisper],
  { $id: 'Entry', description: 'One thing in a transcript, told apart by `kind`' },
)
export type Entry = Static<typeof Entry>
export type EntryKind = Entry['kind']

/** The events of the stream that tell of entries, by their names. */
export type EntryEvents = { [Kind in EntryKind]: Extract<Entry, { kind: Kind }> }
