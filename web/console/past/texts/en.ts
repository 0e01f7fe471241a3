/** The English texts of past chats. */
import type { PastEndReason } from '../../../../src/agent-api/past-chats.js'
import { counted, fullTime, listed, locale } from '../../texts/en-words.js'
import { fileSize } from '../../texts/file-size.js'
import type { InAnyLanguage } from '../../texts/language.js'
import type { ExportProgress } from '../export-progress.js'
import type { Loosening } from '../loosen.js'
import type { Failure } from '../past-search.js'
import type { Period } from '../query.js'

const size = fileSize(locale)

const reasons: Record<PastEndReason, string> = {
  agent: 'Ended by the agent',
  blocked: 'Visitor blocked',
  visitor: 'Ended by the visitor',
  'visitor-idle': 'Visitor silent too long',
  'visitor-lost': 'Visitor lost',
  'agents-unavailable': 'No agent left',
  refused: 'Nobody was there',
}

const periods: Record<Period, string> = { today: 'Today', '7-days': 'Last 7 days', '30-days': 'Last 30 days' }

const failures: Record<Failure, string> = {
  unreachable: 'The server does not answer. Check your connection and try again.',
  busy: 'The server is busy. Try again in a moment.',
  'too-slow': 'This search took too long and was given up. Choose a shorter time, or rarer words.',
  'no-words': 'There is no word in what you search for.',
  'too-many-words': 'These are too many words. Search for at most 20.',
  'not-allowed': 'There is no such chat, or it is not for you to read.',
  refused: 'The server cannot search for this.',
}

export const en = {
  search: 'Search past chats',
  placeholder: 'Words, “a phrase”, -without, a name',
  time: 'Time',
  anyTime: 'Any time',
  periodName: (period: Period) => periods[period],
  ownRange: 'Own range…',
  from: 'From',
  to: 'To',
  reason: 'End',
  anyReason: 'Any end',
  reasonName: (reason: PastEndReason) => reasons[reason],
  order: 'Order',
  newest: 'Newest first',
  relevance: 'Best match first',
  chip: {
    visitor: (name: string) => `Visitor: ${name}`,
    agentId: (name: string) => `Agent: ${name}`,
    buttonId: (name: string) => `Through: ${name}`,
  },
  remove: (filter: string) => `Remove the filter “${filter}”`,
  clear: 'Clear all',
  results: 'Past chats',
  searching: 'Searching…',
  found: (count: number, isAll: boolean) => (isAll ? counted(count, 'chat', 'chats') : `The first ${count} chats`),
  nothing: 'No chat matches',
  nothingMore: 'A word finds all that begin with it. Try fewer words, or shorter ones.',
  loosen: 'Or ask for less:',
  loosening: {
    time: 'At any time',
    reason: 'With any end',
    visitor: 'Of any visitor',
    agentId: 'Of any agent',
    buttonId: 'Through anything',
    quotes: 'Words apart from each other',
    without: 'Leaving nothing out',
  } satisfies Record<Loosening, string>,
  none: 'No past chats yet',
  noneMore: 'A chat is here about half a second after it ended.',
  failed: (why: Failure) => failures[why],
  more: 'Show more',
  moreLoading: 'Loading…',
  moreFailed: 'The next chats could not be loaded.',
  messages: (count: number) => counted(count, 'message', 'messages'),
  nobody: 'No agent',
  withAgents: (names: readonly string[]) => `with ${listed(names)}`,
  visitorSaid: 'Visitor:',
  agentSaid: 'Agent:',
  answered: (label: string) => `${label}:`,
  noWords: 'The visitor wrote nothing.',
  pick: 'Choose a chat to read it',
  pickMore:
    'Move with ↑ and ↓ or J and K, open with Enter. In a chat, N goes to the next place that was found, Shift N to the one before.',
  matches: 'Places in this chat',
  match: (current: number, count: number, isAll: boolean) =>
    count === 0 ? 'Not in the messages' : `${current} of ${count}${isAll ? '' : '+'}`,
  matchNext: 'Next place (N)',
  matchBefore: 'Place before (Shift N)',
  reading: (name: string) => `Past chat with ${name}`,
  loadingChat: 'Loading the chat…',
  back: 'Back to the results',
  keys: {
    search: 'Search past chats',
    move: 'Go to the next or the previous result',
    read: 'Read the chat',
    next: 'Go to the next place that was found in the chat',
    before: 'Go to the place before',
    back: 'Leave the chat that is read',
  },
  of: (at: number) => fullTime.format(at),
  onlyVisitor: (name: string) => `Only chats with ${name}`,
  onlyAgent: (name: string) => `Only chats of ${name}`,
  onlyButton: (name: string) => `Only chats through ${name}`,
  export: (format: string) => `Export as ${format}`,
  exporting: ({ chats, bytes }: ExportProgress) => `Exporting… ${counted(chats, 'chat', 'chats')}, ${size(bytes)}`,
  exportStop: 'Stop',
  exported: ({ chats, bytes }: ExportProgress) => `Saved: ${counted(chats, 'chat', 'chats')}, ${size(bytes)}.`,
  exportFailed: 'The export broke off. Nothing was saved.',
  exportBusy: 'Others are exporting. Try again in a minute.',
  exportMore: 'Everything that is found is exported, however much it is. It is recorded who exports.',
}

/** What every language says. */
export type PastTexts = InAnyLanguage<typeof en>
