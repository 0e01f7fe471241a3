import { createContext } from 'preact'
import type { MarksOf } from '../state/marks.js'

/** What is marked in the texts below; nothing, unless somebody searched. */
export const MarksContext = createContext<MarksOf | undefined>(undefined)
