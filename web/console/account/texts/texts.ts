import { chosen } from '../../texts/language.js'
import { de } from './de.js'
import { en, type AccountTexts } from './en.js'

/** The words of an agent's own account. */
export const texts: AccountTexts = chosen({ en, de })
