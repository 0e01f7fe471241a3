/**
 * Every word of the console, in English, which gives all other languages their shape. Texts are plain text; names and
 * numbers come in as arguments, so that each language can put them where it wants.
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
import { places } from './en-places.js'
import { block, decline, event, flag } from './en-questions.js'
import { refusal } from './en-refusals.js'
import { clockTime, day, fullTime, long, short, wholeNumber } from './en-words.js'
import type { InAnyLanguage } from './language.js'

export const en = {
  product: 'Parley',
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Retry',
  back: (waiting: number) =>
    waiting > 0 ? `Back to the list, ${wholeNumber.format(waiting)} waiting` : 'Back to the list',
  skip: 'Skip to the content',
  language: 'Language',
  pageTitle: (waiting: number, page: string) =>
    `${waiting > 0 ? `(${waiting}) ` : ''}${page === '' ? '' : `${page} – `}Parley`,
  badge: (count: number) => (count > 99 ? '99+' : wholeNumber.format(count)),
  time: {
    short,
    long,
    clock: (at: number) => clockTime.format(at),
    full: (at: number) => fullTime.format(at),
    day,
  },
  ...{ logIn, opening, logOut, connection, status, account, requests, chats, empty },
  ...{ chat, endChat, composer, quickTexts, files, details, help, notices },
  ...{ places, actions, palette, handOver, flag, block, event, decline, refusal },
}

/** What every language says. */
export type Texts = InAnyLanguage<typeof en>
