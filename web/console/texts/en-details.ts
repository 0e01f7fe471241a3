/** The English texts of what is known of a visitor. */
import { locale } from './en-words.js'
import { languageName } from './language-name.js'

export const details = {
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
  languageName: languageName(locale),
}
