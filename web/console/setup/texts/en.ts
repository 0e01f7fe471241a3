/** Every word of setup, in English. */
import { byCount, counted, listed, long, wholeNumber } from '../../texts/en-words.js'
import type { InAnyLanguage } from '../../texts/language.js'
import type { LengthPart, LengthUnit } from '../state/lengths.js'
import type { Problem } from '../state/problems.js'
import type { Weekday } from '../state/week.js'
import { blockingRules, deployments, organizations, quickTexts, sensitiveDataRules } from './en-fields-others.js'
import { agents, configurations, reasons, statuses } from './en-fields-people.js'
import { businessHours, buttons, queues, skills } from './en-fields-routing.js'
import { chatSettings, firstChat } from './en-chat-settings.js'
import { history, readings, transfer } from './en-records.js'
import { groups, sections } from './en-sections.js'

const unitNames: Record<LengthUnit, readonly [string, string]> = {
  d: ['day', 'days'],
  h: ['hour', 'hours'],
  m: ['minute', 'minutes'],
  s: ['second', 'seconds'],
}
const unitsWritten: Record<LengthUnit, string> = { d: 'd', h: 'h', m: 'min', s: 's' }

const spoken = (seconds: number): string => long(seconds * 1000)

const dayNames: Record<Weekday, string> = {
  monday: 'Monday',
  tuesday: 'Tuesday',
  wednesday: 'Wednesday',
  thursday: 'Thursday',
  friday: 'Friday',
  saturday: 'Saturday',
  sunday: 'Sunday',
}

const someOf = (names: readonly string[], count: number): string =>
  listed(count > names.length ? [...names, `${wholeNumber.format(count - names.length)} more`] : names)

const problem = (of: Problem): string => {
  switch (of.what) {
    case 'empty':
      return 'Fill this in.'
    case 'too-short':
      return `Write at least ${counted(of.limit, 'character', 'characters')}.`
    case 'too-long':
      return `Write at most ${counted(of.limit, 'character', 'characters')}.`
    case 'out-of-range':
      return `Choose a number from ${wholeNumber.format(of.min)} to ${wholeNumber.format(of.max)}.`
    case 'length-out-of-range':
      return `Choose a time from ${spoken(of.min)} to ${spoken(of.max)}.`
    case 'no-number':
      return 'Write a whole number, such as 10.'
    case 'no-length':
      return 'Write a time such as 90 s, 2 min or 1 h 30 min.'
    case 'form':
      return 'There is something here that cannot be used.'
    case 'period':
      return 'Write times such as 09:00 and 17:30.'
    case 'twice':
      return 'This day is listed twice; put its periods together.'
    case 'too-many':
      return `At most ${wholeNumber.format(of.limit)} are possible.`
    case 'said':
      return of.message
  }
}

export const en = {
  title: 'Setup',
  overview: {
    name: 'Overview',
    about: 'Everything that makes your chats work. Changes count at once.',
    nav: 'Parts of setup',
    failed: 'This could not be loaded.',
  },
  chatSettings,
  firstChat,
  count: (count: number) => wholeNumber.format(count),
  keys: {
    search: 'Search the list',
    create: 'Make a new object of this kind',
    save: 'Save what is written',
  },
  deeds: { goTo: (name: string) => `Setup: ${name}` },
  groups,
  sections,
  fields: {
    agents,
    'agent-configurations': configurations,
    'presence-statuses': statuses,
    'decline-reasons': reasons,
    skills,
    queues,
    'business-hours': businessHours,
    buttons,
    organizations,
    deployments,
    'quick-texts': quickTexts,
    'sensitive-data-rules': sensitiveDataRules,
    'blocking-rules': blockingRules,
  },
  problem,
  list: {
    search: 'Search by name',
    found: (total: number) => counted(total, 'object', 'objects'),
    nothing: (query: string) => `Nothing is called “${query}”.`,
    more: 'Show more',
    loading: 'Loading…',
    yes: 'Yes',
    no: 'No',
    none: 'None',
    count: (count: number) => wholeNumber.format(count),
    unsaved: 'Not saved',
    shown: (shown: number, total: number) =>
      shown === total
        ? counted(total, 'object', 'objects')
        : `${wholeNumber.format(shown)} of ${wholeNumber.format(total)}`,
  },
  form: {
    unsaved: 'You have unsaved changes.',
    problems: (count: number) => `${counted(count, 'thing', 'things')} to put right.`,
    save: 'Save',
    create: 'Create',
    saving: 'Saving…',
    saved: 'Saved.',
    created: 'Created.',
    discard: 'Discard',
    remove: 'Delete',
    back: 'Back to the list',
    id: 'Id',
    none: 'None',
    takeOut: (name: string) => `Take ${name} out`,
    nothingFound: 'Nothing found.',
    searchHint: 'Type to search…',
    gone: 'It is not there any more',
    goneMore: 'Somebody deleted it, or the address is wrong.',
    goneMeanwhile: 'Somebody deleted this meanwhile, so it cannot be saved any more.',
    unreachable: 'The server did not answer. Try again.',
    busy: 'The server is busy. Try again in a moment.',
    row: (place: number) => `Rule ${place}`,
    addRow: 'Add a rule',
    removeRow: (place: number) => `Remove rule ${place}`,
  },
  /** Why the server did not do something, by the code of its answer; `detail` is its own sentence, which is English. */
  refusal: (_code: string, detail: string): string => detail,
  /** What the server says of a member; its sentences are English. */
  said: (sentence: string): string => sentence,
  conflict: {
    title: 'Somebody changed this meanwhile',
    changedThere: (labels: readonly string[]) => `They changed: ${listed(labels)}.`,
    changedByBoth: (labels: readonly string[]) => `You changed the same: ${listed(labels)}.`,
    choice: 'Look at theirs and give yours up, or save yours on top; what only they changed stays then.',
    theirs: 'Take theirs',
    overwrite: 'Save mine on top',
  },
  listed: (words: readonly string[]) => listed(words),
  effects: {
    title: (isNew: boolean) => (isNew ? 'What this does when it is created' : 'What this does'),
    loggedOut: (name: string, chats: number) =>
      chats > 0
        ? `${name} is logged out, and ${counted(chats, 'chat', 'chats')} of theirs go to others.`
        : `${name} is logged out.`,
    takes: (takes: boolean) => (takes ? 'Takes requests from now on.' : 'Takes no requests at this hour.'),
    gained: (names: readonly string[], count: number) => `May answer from now on: ${someOf(names, count)}.`,
    lost: (names: readonly string[], count: number) => `Not for them any more: ${someOf(names, count)}.`,
    able: (able: number, online: number) =>
      `${counted(able, 'agent', 'agents')} then, ${wholeNumber.format(online)} of them online now.`,
    nobody: 'Nobody may answer it then.',
    stranded: (waiting: number) =>
      `${counted(waiting, 'visitor waits', 'visitors wait')} there, and nobody who is online may answer.`,
  },
  access: {
    title: 'Logging in',
    logIns: 'Log-ins',
    loggedIn: (count: number) =>
      count === 0
        ? 'Logged in nowhere.'
        : `Logged in ${byCount(count, 'at one place', `at ${wholeNumber.format(count)} places`)}.`,
    locked: (time: string) => `After too many wrong passwords they have to wait until ${time}.`,
    endLogIns: 'Log out everywhere',
    unlock: 'Unlock',
    askEnd: (name: string) => `Log ${name} out everywhere?`,
    askEndMore: 'They can log in again at once. Programs with tokens go on.',
    askUnlock: (name: string) => `Let ${name} try again now?`,
    askUnlockMore: 'Whoever guesses their password can go on, too.',
    password: 'Password',
    passwordHelp: 'A new one is made up and shown once. It unlocks who has forgotten theirs, and logs out everywhere.',
    newPassword: 'New password',
    tokens: 'Tokens for programs',
    tokensHelp: 'With one a program works as this agent, until it is revoked.',
    tokenName: 'What it is for',
    newToken: 'New token',
    revoke: 'Revoke',
    askPassword: (name: string) => `Make a new password for ${name}?`,
    askPasswordMore: 'The old one stops working, and they are logged out everywhere. Programs with tokens go on.',
    askRevoke: (name: string) => `Revoke “${name}”?`,
    askRevokeMore: 'The program that uses it is locked out at once.',
  },
  members: {
    title: 'People',
    label: 'Agents who have it',
    help: 'Adding and taking out counts at once.',
    search: 'Search among those who have it',
    add: 'Add somebody…',
  },
  trial: {
    title: 'Try it out',
    label: 'A sample',
    help: 'What somebody might write. Nothing of it is kept.',
    becomes: 'Becomes',
    nothing: 'Nothing is left.',
    untouched: 'The rule leaves it as it is.',
  },
  history,
  readings,
  transfer,
  remove: {
    title: (name: string) => `Delete ${name}?`,
    used: (total: number) =>
      `${counted(total, 'other object refers', 'other objects refer')} to it. Change that first, then delete it.`,
    changed: 'Somebody changed it meanwhile. Delete it all the same?',
    text: 'This cannot be undone. Chats that were had with it stay as they are.',
  },
  secret: {
    title: (what: 'password' | 'token', name: string) =>
      what === 'password' ? `Password of ${name}` : `Token “${name}”`,
    text: (what: 'password' | 'token') =>
      what === 'password'
        ? 'It was made up, and is shown only now. Give it to them in a safe way.'
        : 'It is shown only now. Whoever has it can do what the agent may do.',
    copy: 'Copy',
    copied: 'Copied',
    done: 'I have it',
  },
  unsaved: {
    elsewhere: 'Not saved yet:',
  },
  week: {
    day: (day: Weekday) => dayNames[day],
    closed: 'Closed',
    add: 'Add a period',
    addTo: (day: string) => `Add a period to ${day}`,
    copy: 'Copy to Monday to Friday',
    copyFrom: (day: string) => `Copy to Monday to Friday: ${day}`,
    nextDay: 'on the next day',
    period: (day: string, number: number) => `${day}, period ${number}`,
    from: (period: string) => `${period}: from`,
    to: (period: string) => `${period}: to`,
    remove: (period: string) => `Remove ${period}`,
    date: 'Day',
    holidayName: 'What it is called',
    addHoliday: 'Add a special day',
    removeHoliday: (name: string) => `Remove the special day ${name}`,
  },
  length: {
    placeholder: 'such as 2 min',
    written: (parts: readonly LengthPart[]) =>
      parts.map(({ count, unit }) => `${count} ${unitsWritten[unit]}`).join(' '),
    spoken: (parts: readonly LengthPart[]) =>
      parts.map(({ count, unit }) => counted(count, ...unitNames[unit])).join(' '),
  },
}

/** The shape of a language. */
export type Texts = InAnyLanguage<typeof en>
