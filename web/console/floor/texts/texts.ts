import { chosen } from '../../texts/language.js'
import { de } from './de.js'
import { en, type FloorTexts } from './en.js'

/** The words of the floor. */
export const floorTexts: FloorTexts = chosen({ en, de })
