/**
 * A range of a text that is marked: from its first UTF-16 code unit to behind its last, and whether what is marked began
 * in the text before this one.
 */
export type MarkedRange = readonly [start: number, end: number, goesOn?: boolean]

/** What is marked in a text: ranges in order, none within another. */
export type MarksOf = (text: string) => readonly MarkedRange[]

/** The marks of a piece of a text, from `from` to below `to`, as ranges of the piece. */
export const marksWithin = (marks: readonly MarkedRange[], from: number, to: number): MarkedRange[] =>
  marks
    .filter(([start, end]) => start < to && end > from)
    .map(([start, end]) => [Math.max(start, from) - from, Math.min(end, to) - from, start < from])
