import { chosen } from '../../texts/language.js'
import { de } from './de.js'
import { en, type Texts } from './en.js'

export type { Texts } from './en.js'

/** The words of setup. */
export const texts: Texts = chosen({ en, de })
