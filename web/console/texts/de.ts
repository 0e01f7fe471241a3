/** Every word of the console, in German. */
import { actions } from './de-actions.js'
import { chat, composer, endChat, quickTexts } from './de-chat.js'
import { account, chats, connection, empty, requests, status } from './de-desk.js'
import { details } from './de-details.js'
import { files } from './de-files.js'
import { handOver } from './de-hand-over.js'
import { help } from './de-help.js'
import { logIn, logOut, opening } from './de-log-in.js'
import { notices } from './de-notices.js'
import { palette } from './de-palette.js'
import { places } from './de-places.js'
import { block, decline, event, flag } from './de-questions.js'
import { refusal } from './de-refusals.js'
import { clockTime, day, fullTime, long, short, wholeNumber } from './de-words.js'
import { en, type Texts } from './en.js'

export const de: Texts = {
  product: en.product,
  close: 'Schließen',
  cancel: 'Abbrechen',
  retry: 'Noch einmal versuchen',
  back: (waiting) => (waiting > 0 ? `Zurück zur Liste, ${wholeNumber.format(waiting)} wartend` : 'Zurück zur Liste'),
  skip: 'Zum Inhalt springen',
  language: 'Sprache',
  pageTitle: en.pageTitle,
  badge: (count) => (count > 99 ? '99+' : wholeNumber.format(count)),
  time: {
    short,
    long,
    clock: (at) => clockTime.format(at),
    full: (at) => fullTime.format(at),
    day,
  },
  ...{ logIn, opening, logOut, connection, status, account, requests, chats, empty },
  ...{ chat, endChat, composer, quickTexts, files, details, help, notices },
  ...{ places, actions, palette, handOver, flag, block, event, decline, refusal },
}
