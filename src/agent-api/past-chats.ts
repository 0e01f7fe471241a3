/** Past chats as they are searched for and read. Shared with the console. Members may be added; readers ignore what they do not know. */
import { Type, type Static } from 'typebox'
import { ChatId, Entry, Time } from './entries.js'
import { ReceivedFile } from './files.js'
import { ChatAgent } from './handovers.js'
import { chatEndReasons } from './chats.js'
import { visitorFacts } from './visitor-facts.js'

/** How many characters (UTF-16 code units) can be searched for. */
export const pastSearchMax = 200
/** The largest page of past chats. */
export const pastPageMax = 50

export const PastEndReason = Type.Union(
  [...chatEndReasons, Type.Literal('refused', { description: 'No agent could have had it' })],
  { description: 'How the chat ended' },
)
export type PastEndReason = Static<typeof PastEndReason>

const Marks = Type.Array(
  Type.Tuple([Type.Integer({ description: 'The first' }), Type.Integer({ description: 'Behind the last' })]),
  { description: 'Where something was found: ranges of UTF-16 code units of the text beside them, in order' },
)

const excerpt = {
  text: Type.String({ description: 'A piece of it. Plain text, never HTML.' }),
  marks: Marks,
}

export const PastExcerpt = Type.Union(
  [
    Type.Object({
      in: Type.Literal('message'),
      number: Type.Integer({ description: 'The number of the entry' }),
      from: Type.Union([Type.Literal('visitor'), Type.Literal('agent')]),
      ...excerpt,
    }),
    Type.Object({ in: Type.Literal('detail'), label: Type.String({ description: 'The question' }), ...excerpt }),
  ],
  {
    $id: 'PastExcerpt',
    description: 'Where in a chat something was found; without words, what the visitor said first',
  },
)
export type PastExcerpt = Static<typeof PastExcerpt>

const summary = {
  chatId: ChatId,
  visitorName: Type.String(),
  buttonId: Type.String(),
  buttonName: Type.String({ description: 'Its id when it is there no more' }),
  requestedAt: Time,
  establishedAt: Type.Optional(
    Type.String({ format: 'date-time', description: 'Absent when no agent had it at its end' }),
  ),
  endedAt: Time,
  reason: PastEndReason,
  agents: Type.Array(ChatAgent, { description: 'Who was in charge at its end, then who talked along' }),
}

export const PastSummary = Type.Object(
  {
    ...summary,
    visitorNameMarks: Marks,
    messages: Type.Integer({ description: 'How many the two sides wrote' }),
    excerpts: Type.Array(PastExcerpt, { description: 'At most three' }),
  },
  { $id: 'PastSummary', description: 'A past chat in a list' },
)
export type PastSummary = Static<typeof PastSummary>

export const PastPage = Type.Object(
  {
    chats: Type.Array(PastSummary),
    cursor: Type.Optional(Type.String({ description: 'Hand it back for the next page; absent at the end' })),
  },
  { $id: 'PastPage' },
)
export type PastPage = Static<typeof PastPage>

export const EarlierChats = Type.Object(
  {
    emails: Type.Array(Type.String(), {
      description: 'By which they are found: the addresses this visitor gave. Nobody has checked that they are theirs.',
    }),
    chats: Type.Array(PastSummary, { description: 'The latest first, at most 20' }),
  },
  { $id: 'EarlierChats' },
)
export type EarlierChats = Static<typeof EarlierChats>

export const PastChat = Type.Object(
  {
    ...summary,
    language: Type.String(),
    userAgent: Type.String(),
    ...visitorFacts,
    details: Type.Array(Type.Object({ label: Type.String(), value: Type.String() })),
    entries: Type.Array(Entry, { description: 'A page of its transcript, oldest first' }),
    hasEarlier: Type.Boolean({ description: 'There are entries before the first one here' }),
    files: Type.Array(ReceivedFile, { description: 'All files the visitor sent, oldest first' }),
  },
  { $id: 'PastChat' },
)
export type PastChat = Static<typeof PastChat>
