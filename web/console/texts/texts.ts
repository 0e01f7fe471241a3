import { en } from './en.js'

/** The shape of a language. */
export type Texts = typeof en

/** The words the page uses. */
export const texts: Texts = en
