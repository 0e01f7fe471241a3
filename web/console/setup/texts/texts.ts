import { en } from './en.js'

/** The shape of a language. */
export type SetupTexts = typeof en

/** The words of setup. */
export const texts: SetupTexts = en
