import { chosen } from '../../texts/language.js'
import { de } from './de.js'
import { en, type PastTexts } from './en.js'

/** The words of past chats. */
export const texts: PastTexts = chosen({ en, de })
