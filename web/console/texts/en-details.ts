/** The English texts of what is known of a visitor. */
import { fullTime, listed, locale } from './en-words.js'
import { languageName } from './language-name.js'

export const details = {
  title: 'Visitor',
  answers: 'Before the chat',
  noAnswers: 'The visitor gave no answers before the chat.',
  visitor: 'About the visitor',
  place: 'Place',
  address: 'Network address',
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
  chatId: 'Chat id',
  copy: (what: string) => `Copy: ${what}`,
  copied: 'Copied',
  earlier: 'Earlier chats',
  earlierBy: (emails: readonly string[]) =>
    `Of whoever gave ${listed(emails)}. Nobody has checked whose address it is.`,
  earlierNone: 'None.',
  earlierNoEmail: 'The visitor gave no e-mail address to find them by.',
  earlierFailed: 'They could not be loaded.',
  earlierChat: (at: number, agents: readonly string[]) =>
    `${fullTime.format(at)}${agents.length === 0 ? '' : `, with ${listed(agents)}`}`,
  noAnswer: 'No answer',
  languageName: languageName(locale),
}
