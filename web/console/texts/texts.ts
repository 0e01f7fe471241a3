import { de } from './de.js'
import { en, type Texts } from './en.js'
import { chosen } from './language.js'

export type { Texts } from './en.js'

/** The words the page uses. */
export const texts: Texts = chosen({ en, de })
