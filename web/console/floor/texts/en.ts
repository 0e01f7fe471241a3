/** The English texts of the floor. */
import type { PresenceStatus } from '../../../../src/agent-api/presence.js'
import type { FloorQueue } from '../../../../src/agent-api/supervision/floor-messages.js'
import { counted, listed, long, percent, short, wholeNumber } from '../../texts/en-words.js'
import type { InAnyLanguage } from '../../texts/language.js'
import type { Urgency } from '../state/floor-rows.js'
import type { AgentSort, ChatKind, ChatSort, Period } from '../state/floor-view.js'

const kinds: Record<FloorQueue['kind'], string> = { button: 'Button', skill: 'Skill', queue: 'Queue' }
const statuses: Record<PresenceStatus, string> = { online: 'Online', away: 'Away', offline: 'Offline' }
const chatKinds: Record<ChatKind, string> = {
  ...{ flagged: 'Help asked for', critical: 'Waits too long', waiting: 'Waiting', running: 'With an agent' },
}
const chatSorts: Record<ChatSort, string> = {
  ...{ urgency: 'Most urgent first', unanswered: 'Longest without an answer', duration: 'Oldest first' },
  ...{ visitor: 'By visitor', agent: 'By agent' },
}
const agentSorts: Record<AgentSort, string> = {
  ...{ name: 'By name', status: 'By status', load: 'Busiest first', since: 'Longest in their status' },
}

/** To the second: rounded to minutes, a minute and a half would look like a minute. */
const goal = (seconds: number): string =>
  seconds % 60 === 0 ? short(seconds * 1000) : `${wholeNumber.format(seconds)}s`
const goalLong = (seconds: number): string =>
  seconds % 60 === 0 ? long(seconds * 1000) : counted(seconds, 'second', 'seconds')

export const en = {
  title: 'Floor',
  search: 'Find visitors, agents, skills',
  searchKeys: 'Find on the floor (/)',
  wall: 'Wall screen',
  wallKeys: 'Show it large, for a screen on a wall (F)',
  leaveWall: 'Leave wall screen',
  denied: 'The floor is for supervisors',
  deniedMore: 'You look after nobody just now. An administrator can change that.',
  loading: 'Looking at the floor…',
  lost: 'Not connected to the floor. What you see may be old.',
  sums: {
    region: 'The floor in numbers',
    waiting: 'Waiting',
    waitingMore: (offered: number) => (offered === 0 ? 'none offered' : `${wholeNumber.format(offered)} offered`),
    longest: 'Longest wait',
    nobody: 'nobody waits',
    running: 'In chat',
    runningMore: (open: number) => `${counted(open, 'chat', 'chats')} in all`,
    agents: 'Agents online',
    agentsMore: (away: number, free: number) => `${wholeNumber.format(free)} free, ${wholeNumber.format(away)} away`,
    help: 'Need help',
    helpMore: (critical: number) =>
      critical === 0 ? 'nobody too long' : `${wholeNumber.format(critical)} wait too long`,
  },
  figures: {
    periods: { day: '24 h', hour: '60 min' } satisfies Record<Period, string>,
    periodLong: 'Of which time',
    serviceLevel: 'Service level',
    share: percent,
    inTime: 'In time',
    within: (seconds: number) => `within ${goal(seconds)}`,
    withinShort: (seconds: number) => `≤ ${goal(seconds)}`,
    withinLong: 'How soon a visitor is to be answered',
    serviceNow: (inTime: number, all: number, lost: number) =>
      all === 0
        ? 'nobody asked yet'
        : `${wholeNumber.format(inTime)} of ${wholeNumber.format(all)} in time, ${wholeNumber.format(lost)} lost`,
  },
  charts: {
    requests: 'Requests',
    requested: 'asked',
    accepted: 'answered',
    lost: 'lost',
    answer: 'Time to answer',
    mean: 'on average',
    requestsNow: (asked: number, answered: number, lost: number) =>
      `${wholeNumber.format(asked)} asked, ${wholeNumber.format(answered)} answered, ${wholeNumber.format(lost)} lost`,
    answerNow: (meanS: number | undefined, p90S: number | undefined) =>
      meanS === undefined || p90S === undefined
        ? 'nothing answered yet'
        : `${short(meanS * 1000)} on average, nine of ten within ${short(p90S * 1000)}`,
  },
  lines: {
    title: 'Queues',
    kind: (kind: FloorQueue['kind']) => kinds[kind],
    waiting: 'Waiting',
    longest: 'Longest',
    free: 'Free',
    freeLong: 'Agents online who have a place, of those who answer',
    latelyLong: (seconds: number) =>
      `Answered within ${goalLong(seconds)}, of all who waited; below: how many were answered and how many lost`,
    freeOf: (free: number, online: number) => `${wholeNumber.format(free)} of ${wholeNumber.format(online)}`,
    said: (free: number, online: number) =>
      `${wholeNumber.format(free)} of ${counted(online, 'agent', 'agents')} online free`,
    closed: 'Takes no requests now',
    taken: (accepted: number, lost: number) =>
      lost === 0 ? wholeNumber.format(accepted) : `${wholeNumber.format(accepted)}, ${wholeNumber.format(lost)} lost`,
    none: 'Nothing is set up that visitors could ask at.',
    only: (name: string) => `Show only what belongs to ${name}`,
  },
  agents: {
    title: 'Agents',
    sort: 'Order of the agents',
    sorts: agentSorts,
    status: 'Status of the agents',
    anyStatus: 'Any status',
    statusName: (status: PresenceStatus) => statuses[status],
    since: (ms: number) => `for ${short(ms)}`,
    load: (load: number, capacity: number) => `${wholeNumber.format(load)} of ${wholeNumber.format(capacity)}`,
    loadLong: (load: number, capacity: number) => `${load} of ${counted(capacity, 'place', 'places')} taken`,
    flagged: 'Asks for help',
    skills: (names: readonly string[]) => listed(names),
    none: 'No agent fits.',
    set: (name: string) => `Status of ${name}`,
  },
  chats: {
    title: 'Chats',
    count: (count: number) => counted(count, 'chat', 'chats'),
    sort: 'Order of the chats',
    sorts: chatSorts,
    all: 'All',
    kinds: chatKinds,
    which: 'Which chats',
    urgency: {
      ...{ flagged: 'Help asked for', critical: 'Waits too long', waiting: 'Waiting' },
      ...{ unanswered: 'Unanswered', calm: 'Answered' },
    } satisfies Record<Urgency, string>,
    offered: 'Offered',
    offeredTo: (name: string) => `offered to ${name}`,
    nobody: 'nobody yet',
    with: (names: readonly string[]) => listed(names),
    lasts: (ms: number) => short(ms),
    silent: (ms: number) => `last words ${short(ms)} ago`,
    none: 'No open chats',
    noneMore: 'As soon as somebody asks for a chat, you see it here.',
    nothing: 'No chat fits',
    nothingMore: 'Take a filter away to see more.',
    showAll: 'Show the whole floor',
    filters: 'Filters',
    quoted: (text: string) => `“${text}”`,
    without: (name: string) => `Without the filter ${name}`,
  },
  watch: {
    region: (visitor: string) => `Watching the chat with ${visitor}`,
    back: 'Back to the floor',
    close: 'Stop watching',
    loading: 'Opening the chat…',
    notThere: 'This chat is not there',
    notThereMore: 'The address is wrong, or the chat was long ago.',
    denied: 'You may not watch this chat',
    deniedMore: 'Its agent is not one you look after, or is not to be watched.',
    log: (visitor: string) => `What is said with ${visitor}`,
    transcript: (visitor: string) => `Transcript of the chat with ${visitor}`,
    join: 'Join',
    joinLong: 'Talk along in this chat; the visitor is told',
    goTo: 'Open among your chats',
    leave: 'Leave',
    give: 'Hand over',
    offer: 'Offer to…',
    lowerFlag: 'Lower the flag',
    end: 'End chat',
    flag: (text: string) => (text === '' ? 'The agent asks for help.' : `The agent asks for help: ${text}`),
    critical: (ms: number) => `The visitor has been waiting for an answer for ${long(ms)}.`,
    waiting: (ms: number) => `The visitor waits for an agent, for ${long(ms)} now.`,
    ended: 'This chat is over.',
    endedBy: (name: string) => `${name} ended this chat.`,
    details: 'Visitor',
    who: 'In this chat',
    inCharge: 'in charge',
    talksAlong: 'talks along',
    offered: 'is being asked',
    whisper: {
      label: (name: string) => `Whisper to ${name}`,
      hint: 'Only agents read this. The visitor never does.',
      send: 'Whisper',
      sending: 'Sending…',
      nobody: 'As soon as an agent has the chat, you can whisper to them.',
    },
  },
  give: {
    title: (visitor: string) => `Who is to have the chat with ${visitor}?`,
    search: 'Who is to have it?',
    placeholder: 'An agent, a skill, a button or a queue',
    nobody: 'Nobody by that name.',
    confirm: 'Hand over',
    what: (name: string) => `${name} is asked, and sees that it was you who decided.`,
    whatLine: (name: string) => `Whoever is there for ${name} is asked, and sees that it was you who decided.`,
  },
  end: {
    title: (visitor: string) => `End the chat with ${visitor}?`,
    text: 'For the visitor it is as if the agent had ended it. The agents in it are told that you did.',
    confirm: 'End chat',
  },
  keys: {
    move: 'Go to the next or the previous chat of the floor',
    open: 'Watch the chat',
    whisper: 'Whisper to its agent',
    search: 'Find something on the floor',
    wall: 'Wall screen, there and back',
    back: 'Stop watching, then show all',
  },
  deeds: {
    help: 'Floor: only calls for help',
    waiting: 'Floor: only who waits',
    all: 'Floor: show everything',
    wall: 'Floor: wall screen',
  },
}

/** The shape of the floor's texts. */
export type FloorTexts = InAnyLanguage<typeof en>
