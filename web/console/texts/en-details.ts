/** The English texts of what is known of a visitor. */
import { locale } from './en-words.js'

const languageNames = new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' })

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
  languageName: (tag: string): string => {
    try {
      return languageNames.of(tag.replaceAll('_', '-')) ?? tag
    } catch {
      // Not a language tag: what the visitor's client sent is all there is to show.
      return tag
    }
  },
}
