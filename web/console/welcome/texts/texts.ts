import { chosen } from '../../texts/language.js'
import { de } from './de.js'
import { en, type WelcomeTexts } from './en.js'

/** The words with which an installation begins. */
export const texts: WelcomeTexts = chosen({ en, de })
