/**
 * Every word of the console, in English. Another language is another module of this shape. Texts are plain text; names
 * and numbers come in as arguments, so that each language can put them where it wants.
 */
import { actions } from './en-actions.js'
import { chat, composer, endChat, quickTexts } from './en-chat.js'
import { account, chats, connection, empty, requests, status } from './en-desk.js'
import { details } from './en-details.js'
import { files } from './en-files.js'
import { handOver } from './en-hand-over.js'
import { help } from './en-help.js'
import { logIn, logOut, opening } from './en-log-in.js'
import { notices } from './en-notices.js'
import { palette } from './en-palette.js'
import { block, decline, event, flag } from './en-questions.js'
import { clockTime, dayName, fullTime, long, short, wholeNumber } from './en-words.js'

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
  ...{ logIn, opening, logOut, connection, status, account, requests, chats, empty },
  ...{ chat, endChat, composer, quickTexts, files, details, help, notices },
  ...{ actions, palette, handOver, flag, block, event, decline },
}
