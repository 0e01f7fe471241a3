/** The English texts around the chats: the bar, the lists, and what is shown when no chat is. */
import type { HandoverType } from '../../../src/agent-api/handovers.js'
import type { PresenceStatus } from '../../../src/agent-api/presence.js'
import type { DesktopAbout, Theme } from '../state/preferences.js'
import { byCount, counted, long, short, wholeNumber } from './en-words.js'

const statuses: Record<PresenceStatus, string> = { online: 'Online', away: 'Away', offline: 'Offline' }
const themeNames: Record<Theme, string> = { system: 'System', light: 'Light', dark: 'Dark' }
const desktopAbouts: Record<DesktopAbout, string> = { requests: 'Requests', all: 'Messages, too' }

export const connection = {
  region: 'Connection',
  lost: 'Not connected.',
  tryingIn: (seconds: number) => `Trying again in ${seconds}\u00a0s.`,
  tryingNow: 'Trying again…',
  safe: 'What you write is kept and sent later.',
  retry: 'Try now',
}

export const status = {
  legend: 'Your status',
  name: (status: PresenceStatus) => statuses[status],
  about: (status: PresenceStatus) => (status === 'online' ? 'gets requests' : 'gets no requests'),
}

export const account = {
  open: 'Account and settings:',
  title: 'Account and settings',
  theme: 'Theme',
  themeName: (theme: Theme) => themeNames[theme],
  sound: 'Sound for new requests',
  volume: 'Volume',
  percent: (percent: number) => `${wholeNumber.format(percent)} %`,
  trySound: 'Try it',
  desktop: 'Desktop notifications',
  desktopAbout: 'Tell me of',
  desktopAboutName: (about: DesktopAbout) => desktopAbouts[about],
  desktopDenied: 'Your browser does not allow them. You can change that where it keeps the permissions of this page.',
  own: 'Log-ins and password',
  shortcuts: 'Keyboard shortcuts',
  logOut: 'Log out',
  capacity: (capacity: number) => `Up to ${counted(capacity, 'chat', 'chats')} at once`,
  role: { agent: 'Agent', supervisor: 'Supervisor', administrator: 'Administrator' },
}

export const requests = {
  title: 'Requests',
  count: (count: number) => counted(count, 'request', 'requests'),
  none: { online: 'No requests right now.', away: 'You are away.', offline: 'You are offline.' },
  waiting: (ms: number) => `Waiting ${short(ms)}`,
  asked: (ms: number) => `Asked ${short(ms)} ago`,
  listed: 'For whoever is first',
  accept: 'Accept',
  accepting: 'Accepting…',
  decline: 'Decline',
  acceptFrom: (name: string) => `Accept the request from ${name}`,
  declineFrom: (name: string) => `Decline the request from ${name}`,
  secondsLeft: (seconds: number) => `${counted(seconds, 'second', 'seconds')} left to answer`,
}

export const chats = {
  title: 'Chats',
  load: (open: number, capacity: number) => `${open} of ${capacity}`,
  loadLong: (open: number, capacity: number) => `${open} of ${capacity} chats taken`,
  none: 'No chats yet.',
  you: 'You:',
  by: (name: string) => `${name}:`,
  critical: 'Answer now',
  handover: (type: HandoverType) => (type === 'transfer' ? 'Handing over' : 'Inviting'),
  flagged: 'Help asked for',
  draft: 'Draft:',
  typing: 'typing…',
  away: 'Away',
  awayLong: 'The visitor has not been heard of for a while',
  ended: 'Ended',
  notSent: 'Not sent',
  unread: (count: number) => counted(count, 'unread message', 'unread messages'),
  file: (name: string) => `File: ${name}`,
  waitingFor: (ms: number) => `Has been waiting for your answer for ${long(ms)}`,
  noMessages: 'No messages yet',
}

export const empty = {
  online: { title: 'All quiet', text: 'You are online. New requests appear as soon as somebody writes.' },
  away: { title: 'You are away', text: 'Go online to get requests.' },
  offline: { title: 'You are offline', text: 'Go online to get requests.' },
  goOnline: 'Go online',
  waiting: (count: number) => ({
    title: byCount(count, 'Someone is waiting', `${wholeNumber.format(count)} people are waiting`),
    text: 'Accept a request to start the chat.',
  }),
  choose: { title: 'Pick a chat', text: 'Choose one from the list to read and answer.' },
}
