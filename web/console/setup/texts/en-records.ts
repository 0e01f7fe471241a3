/** The records of setup, and setup as a file, in English. */
import type { ImportProgress } from '../../../../src/setup-api/messages.js'
import { counted, wholeNumber } from '../../texts/en-words.js'

const actionNames = { created: 'created', changed: 'changed', removed: 'deleted' }

export const history = {
  name: 'Changes',
  about: 'Who changed what in setup. The newest 50,000 changes are kept.',
  kind: 'Kind',
  everything: 'Everything',
  person: 'Changed by',
  anybody: 'Anybody',
  from: 'From',
  to: 'Up to',
  all: 'Show all',
  only: (name: string) => `Only changes of ${name}.`,
  nothing: 'Nothing has been changed here.',
  action: (action: 'created' | 'changed' | 'removed') => actionNames[action],
  token: 'Token',
  details: 'Details',
  becomes: 'becomes',
  password: 'Password',
  logIns: 'Logged out everywhere',
  lock: 'Unlocked',
  link: 'Changes',
}

export const readings = {
  name: 'Who read what',
  about: 'Who read past chats of others, and who exported past chats. The newest 50,000 records are kept.',
  person: 'Read by',
  only: 'Only readings of one chat.',
  nothing: 'Nobody has read past chats of others, or exported any.',
  read: 'read',
  chatOf: (time: string) => `the chat that ended ${time}`,
  exported: (format: string) => `exported past chats as ${format}`,
  everything: 'All that they find',
  hasWords: 'with some words',
  hasVisitor: 'of a visitor',
  agent: (name: string) => `of the agent ${name}`,
  button: (name: string) => `through ${name}`,
  reason: 'with a certain end',
  since: (time: string) => `from ${time}`,
  until: (time: string) => `until ${time}`,
}

export const transfer = {
  name: 'Import and export',
  about:
    'Everything on these pages as one file, to keep it, compare it, or take it elsewhere. Passwords and tokens are not in it.',
  out: 'Export',
  outMore: 'The file holds everything as it is now.',
  download: 'Download',
  in: 'Import',
  inMore: 'You see what would change before anything does. What the file does not name stays.',
  file: 'Setup file',
  tooLarge: 'The file is larger than 16 MiB.',
  noDocument: (line: number | undefined) =>
    line === undefined
      ? 'This is no setup file.'
      : `This is no setup file: it breaks off at line ${wholeNumber.format(line)}.`,
  mistakes: (count: number) => `Nothing was changed. ${counted(count, 'thing is', 'things are')} wrong in the file:`,
  line: (line: number) => `Line ${wholeNumber.format(line)}`,
  unknown: (file: string) =>
    `The connection broke off, so it is not known whether ${file} was taken in: all of it, or nothing. Choose it again to see.`,
  howFar: (step: ImportProgress['step'], done: number, total: number) =>
    `${wholeNumber.format(done)} of ${counted(total, 'object', 'objects')} ${step === 'comparing' ? 'compared' : 'checked'}`,
  checking: (file: string) => `Comparing ${file}…`,
  takingIn: (file: string) => `Taking in ${file}…`,
  differs: (file: string, count: number) =>
    count === 0
      ? `Nothing would change: everything is as ${file} has it.`
      : `${file}: ${counted(count, 'object', 'objects')} would change.`,
  done: (count: number) => `Done: ${counted(count, 'object', 'objects')} changed.`,
  notShown: (count: number) => `and ${wholeNumber.format(count)} more`,
  takeIn: 'Take all of it in',
  action: (action: 'create' | 'change') => (action === 'create' ? 'New' : 'Changed'),
}
