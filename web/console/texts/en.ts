/**
 * Every word of the console, in English. Another language is another module of this shape. Texts are plain text; names
 * and numbers come in as arguments, so that each language can put them where it wants.
 */
import type { FileFailure } from '../../../src/agent-api/files.js'
import type { EndReason, PresenceStatus } from '../../../src/agent-api/messages.js'
import type { LogInProblem } from '../state/log-in.js'
import type { Deed, Fact } from '../state/notices.js'
import type { Theme } from '../state/preferences.js'
import type { Note } from '../state/notes.js'
import { timeLength } from '../state/time-words.js'
import { noteText } from './en-notes.js'

/** Times and dates in the way of the reader's own English, where the browser names one. */
const locale =
  typeof navigator === 'undefined' ? 'en-GB' : (navigator.languages.find((tag) => /^en\b/.test(tag)) ?? 'en-GB')

const clockTime = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
const dayName = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' })
const fullTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })
const languageNames = new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' })
const wholeNumber = new Intl.NumberFormat(locale)

const counted = (count: number, one: string, many: string): string =>
  `${wholeNumber.format(count)} ${count === 1 ? one : many}`

/** Short enough for a list: "42s", "3m", "1h 5m", "2d 4h". */
const short = (ms: number): string => {
  const length = timeLength(ms)
  switch (length.unit) {
    case 'seconds':
      return `${length.seconds}s`
    case 'minutes':
      return `${length.minutes}m`
    case 'hours':
      return length.minutes === 0 ? `${length.hours}h` : `${length.hours}h ${length.minutes}m`
    case 'days':
      return length.hours === 0 ? `${length.days}d` : `${length.days}d ${length.hours}h`
  }
}

/** For sentences: "42 seconds", "3 minutes", "1 hour 5 minutes". */
const long = (ms: number): string => {
  const length = timeLength(ms)
  switch (length.unit) {
    case 'seconds':
      return counted(length.seconds, 'second', 'seconds')
    case 'minutes':
      return counted(length.minutes, 'minute', 'minutes')
    case 'hours':
      return [
        counted(length.hours, 'hour', 'hours'),
        length.minutes > 0 && counted(length.minutes, 'minute', 'minutes'),
      ]
        .filter(Boolean)
        .join(' ')
    case 'days':
      return [counted(length.days, 'day', 'days'), length.hours > 0 && counted(length.hours, 'hour', 'hours')]
        .filter(Boolean)
        .join(' ')
  }
}

/** What a media type is called by people; where there is no better word, its own name. */
const fileKind = (contentType: string): string => {
  if (contentType === 'application/octet-stream') return 'Unknown kind of file'
  if (contentType === 'text/plain') return 'Text'
  const [kind = '', name = ''] = contentType.split('/')
  const word = { image: 'picture', audio: 'sound', video: 'film' }[kind]
  return word === undefined ? name.toUpperCase() : `${name.toUpperCase()} ${word}`
}

const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 })

const fileSize = (bytes: number): string => {
  if (bytes < 1_000) return counted(bytes, 'byte', 'bytes')
  return bytes < 1_000_000 ? `${tenths.format(bytes / 1_000)} kB` : `${tenths.format(bytes / 1_000_000)} MB`
}

const endReasons: Record<EndReason | 'unknown', (visitor: string) => string> = {
  agent: () => 'You ended this chat.',
  blocked: (visitor) => `You blocked ${visitor} and ended this chat.`,
  visitor: (visitor) => `${visitor} ended this chat.`,
  'visitor-idle': (visitor) => `This chat ended because ${visitor} had not answered for a while.`,
  'visitor-lost': (visitor) => `This chat ended because the connection to ${visitor} was lost.`,
  'agents-unavailable': () => 'This chat ended because no agent was left who could go on with it.',
  transferred: (visitor) => `A colleague took over the chat with ${visitor}.`,
  left: (visitor) => `You left the chat with ${visitor} to your colleague.`,
  'agent-lost': (visitor) =>
    `You were not connected for too long, so somebody else goes on with ${visitor}. The chat is no longer yours.`,
  unknown: () => 'This chat ended, or went to another agent, while you were not connected.',
}

const fileFailures: Record<FileFailure, string> = {
  'too-large': 'it is too large',
  empty: 'it is empty',
  'broken-off': 'the connection broke',
  'not-kept': 'the server could not store it',
}

const deeds: Record<Deed, string> = {
  accept: 'The request could not be accepted.',
  decline: 'The request could not be declined.',
  end: 'The chat could not be ended.',
  'set-status': 'Your status could not be changed.',
  'load-earlier': 'Earlier messages could not be loaded.',
  'log-out': 'You could not be logged out.',
  'ask-file': 'The visitor could not be asked for a file.',
  'withdraw-file': 'The request for a file could not be withdrawn.',
}

const factText = (fact: Fact): string => {
  switch (fact.what) {
    case 'new-request':
      return `New request from ${fact.visitorName}, ${fact.buttonName}.`
    case 'new-message':
      return `New message from ${fact.visitorName}.`
    case 'new-file':
      return `New file from ${fact.visitorName}: ${fact.fileName}.`
    case 'file-failed':
      return `The file from ${fact.visitorName} did not arrive: ${fileFailures[fact.reason]}. You can ask for it again.`
    case 'file-refused':
      return `${fact.visitorName} does not want to send a file.`
    case 'chat-ended':
      return `Chat with ${fact.visitorName}: ${endReasons[fact.reason](fact.visitorName)}`
    case 'connection-lost':
      return 'Not connected. Trying again.'
    case 'connection-back':
      return 'Connected again.'
    case 'request-gone':
      return `The request from ${fact.visitorName} is no longer there: someone else took it, or ${fact.visitorName} left.`
    case 'request-timed-out':
      return `The request from ${fact.visitorName} went unanswered and was taken back.`
    case 'visitor-left':
      return `${fact.visitorName} left before anyone answered.`
    case 'now-offline':
      return 'You are offline now and get no requests. Go online again when you are ready.'
    case 'too-many-unsent':
      return 'Too many messages are waiting to be sent. Wait until you are connected again.'
    case 'not-done':
      return `${deeds[fact.deed]} ${fact.detail || 'Check your connection and try again.'}`
  }
}

const statuses: Record<PresenceStatus, string> = { online: 'Online', away: 'Away', offline: 'Offline' }
const themeNames: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' }

export const en = {
  product: 'Parley',
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Retry',
  back: (waiting: number) =>
    waiting > 0 ? `Back to the list, ${wholeNumber.format(waiting)} waiting` : 'Back to the list',
  skipToChat: 'Skip to the chat',

  pageTitle: (waiting: number) => (waiting > 0 ? `(${waiting}) Parley` : 'Parley'),

  time: {
    short,
    long,
    clock: (at: number) => clockTime.format(at),
    full: (at: number) => fullTime.format(at),
    day: (at: number, ago: number) => (ago === 0 ? 'Today' : ago === 1 ? 'Yesterday' : dayName.format(at)),
  },

  logIn: {
    title: 'Log in to Parley',
    lead: 'Answer the people who visit your website.',
    username: 'User name',
    password: 'Password',
    showPassword: 'Show password',
    submit: 'Log in',
    sending: 'Logging in…',
    expired: 'Your session has ended. Log in again to go on; what you had written is still here.',
    left: 'You are logged out.',
    problem: (problem: LogInProblem, secondsLeft: number): string => {
      switch (problem.kind) {
        case 'incomplete':
          return 'Enter your user name and your password.'
        case 'wrong':
          return 'User name and password do not match. Check both and try again.'
        case 'wait':
          return secondsLeft > 0
            ? `Too many attempts. You can try again in ${long(secondsLeft * 1_000)}.`
            : 'You can try again now.'
        case 'unreachable':
          return 'The server cannot be reached. Check your connection and try again.'
        case 'refused':
          return problem.detail || 'The server refused the log-in. Ask your administrator.'
      }
    },
  },

  opening: {
    connecting: 'Connecting…',
    lost: 'The server cannot be reached.',
  },

  connection: {
    region: 'Connection',
    lost: 'Not connected.',
    tryingIn: (seconds: number) => `Trying again in ${seconds}\u00a0s.`,
    tryingNow: 'Trying again…',
    safe: 'What you write is kept and sent later.',
    retry: 'Try now',
  },

  status: {
    legend: 'Your status',
    name: (status: PresenceStatus) => statuses[status],
  },

  account: {
    open: 'Account and settings:',
    title: 'Account and settings',
    theme: 'Theme',
    themeName: (theme: Theme) => themeNames[theme],
    sound: 'Sound for new requests',
    shortcuts: 'Keyboard shortcuts',
    logOut: 'Log out',
    capacity: (capacity: number) => `Up to ${counted(capacity, 'chat', 'chats')} at once`,
    role: { agent: 'Agent', supervisor: 'Supervisor', administrator: 'Administrator' },
  },

  logOut: {
    title: 'Log out?',
    chats: (count: number) =>
      `You still have ${counted(count, 'open chat', 'open chats')}. Without you, ${count === 1 ? 'its visitor waits' : 'their visitors wait'} for another agent.`,
    unsent: (count: number) => `${counted(count, 'message has', 'messages have')} not been sent yet and would be lost.`,
    confirm: 'Log out',
  },

  requests: {
    title: 'Requests',
    count: (count: number) => counted(count, 'request', 'requests'),
    none: { online: 'No requests right now.', away: 'You are away.', offline: 'You are offline.' },
    waiting: (ms: number) => `Waiting ${short(ms)}`,
    accept: 'Accept',
    accepting: 'Accepting…',
    decline: 'Decline',
    acceptFrom: (name: string) => `Accept the request from ${name}`,
    declineFrom: (name: string) => `Decline the request from ${name}`,
    secondsLeft: (seconds: number) => `${seconds} seconds left to answer`,
  },

  chats: {
    title: 'Chats',
    load: (open: number, capacity: number) => `${open} of ${capacity}`,
    loadLong: (open: number, capacity: number) => `${open} of ${capacity} chats taken`,
    none: 'No chats yet.',
    you: 'You:',
    draft: 'Draft:',
    typing: 'typing…',
    away: 'Away',
    awayLong: 'The visitor has not been heard of for a while',
    ended: 'Ended',
    unread: (count: number) => counted(count, 'unread message', 'unread messages'),
    file: (name: string) => `File: ${name}`,
    waitingFor: (ms: number) => `Has been waiting for your answer for ${long(ms)}`,
    noMessages: 'No messages yet',
  },

  empty: {
    online: { title: 'All quiet', text: 'You are online. New requests appear as soon as somebody writes.' },
    away: { title: 'You are away', text: 'Go online to get requests.' },
    offline: { title: 'You are offline', text: 'Go online to get requests.' },
    goOnline: 'Go online',
    waiting: (count: number) => ({
      title: count === 1 ? 'Someone is waiting' : `${wholeNumber.format(count)} people are waiting`,
      text: 'Accept a request to start the chat.',
    }),
    choose: { title: 'Pick a chat', text: 'Choose one from the list to read and answer.' },
  },

  chat: {
    region: (name: string) => `Chat with ${name}`,
    log: (name: string) => `Messages with ${name}`,
    transcript: (name: string) => `Transcript of the chat with ${name}`,
    end: 'End chat',
    ending: 'Ending…',
    showDetails: 'Show visitor details',
    hideDetails: 'Hide visitor details',
    through: (button: string) => `via ${button}`,
    visitorAway: 'Visitor away',
    duration: (ms: number) => short(ms),
    ended: (reason: EndReason | 'unknown', visitor: string) => endReasons[reason](visitor),
    close: 'Close chat',
    loadEarlier: 'Load earlier messages',
    loadingEarlier: 'Loading…',
    beginning: 'The chat begins here',
    newFrom: 'New',
    newMessages: (count: number) => (count === 0 ? 'Newest messages' : counted(count, 'new message', 'new messages')),
    you: 'You',
    sending: 'Sending…',
    waiting: 'Waiting for the connection',
    sent: 'Sent',
    notSent: 'Not sent.',
    chatOver: 'The chat is over.',
    discard: 'Discard',
    typing: (name: string) => `${name} is typing`,
    notSentYet: (name: string) => `${name} is writing – not sent yet`,
    note: (note: Note, visitor: string) => noteText(note, visitor, locale),
  },

  files: {
    ask: 'Ask for a file',
    waiting: (name: string) => `Waiting for a file from ${name}`,
    withdraw: 'Cancel',
    withdrawLong: 'Cancel the request for a file',
    picture: (fileName: string) => `Preview of ${fileName}`,
    about: (contentType: string, bytes: number) => `${fileKind(contentType)}, ${fileSize(bytes)}`,
    save: 'Save',
    saveLong: (fileName: string) => `Save ${fileName}`,
  },

  endChat: {
    title: (name: string) => `End the chat with ${name}?`,
    text: 'The visitor is told that the chat is over.',
    unsent: 'Messages that have not been sent yet will not be delivered.',
    confirm: 'End chat',
  },

  composer: {
    label: (name: string) => `Message to ${name}`,
    placeholder: (name: string) => `Write to ${name}`,
    send: 'Send',
    hint: 'Enter to send, Shift + Enter for a new line',
    left: (count: number) => `${counted(count, 'character', 'characters')} left`,
    tooLong: (count: number) => `${counted(count, 'character', 'characters')} too long to send`,
  },

  details: {
    title: 'Visitor',
    answers: 'Before the chat',
    noAnswers: 'The visitor gave no answers before the chat.',
    visitor: 'About the visitor',
    place: 'Place',
    address: 'Network address',
    referrer: 'Came from',
    pages: 'Pages, newest first',
    about: 'About this chat',
    button: 'Came in through',
    language: 'Language',
    browser: 'Browser',
    browserOn: (browser: string, system: string) => `${browser} on ${system}`,
    unknown: 'Unknown',
    waited: 'Waited',
    duration: 'In chat for',
    lasted: 'Lasted',
    started: 'Started',
    noAnswer: 'No answer',
    languageName: (tag: string): string => {
      try {
        return languageNames.of(tag.replaceAll('_', '-')) ?? tag
      } catch {
        // Not a language tag: what the visitor's client sent is all there is to show.
        return tag
      }
    },
  },

  help: {
    title: 'Keyboard shortcuts',
    keys: [
      { keys: ['Alt', 'A'], does: 'Accept the oldest request' },
      { keys: ['Alt', '1 … 9'], does: 'Go to a chat by its place in the list' },
      { keys: ['Alt', '↑ ↓'], does: 'Go to the chat above or below' },
      { keys: ['Alt', 'E'], does: 'End the chat, or close it when it has ended' },
      { keys: ['Esc'], does: 'Close what is open' },
      { keys: ['?'], does: 'Show this list' },
    ],
    writing: [
      { keys: ['Enter'], does: 'Send the message' },
      { keys: ['Shift', 'Enter'], does: 'Begin a new line' },
    ],
  },

  notices: {
    region: 'Notices',
    dismiss: 'Dismiss',
    text: factText,
  },
}
