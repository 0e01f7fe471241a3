import { Fragment } from 'preact'
import type { MarkedRange } from '../state/marks.js'

/** A text in which ranges are marked. The text is only ever text. */
export function MarkedText({ text, marks }: { text: string; marks: readonly MarkedRange[] }) {
  const ends = [0, ...marks.map(([, end]) => end)]
  return (
    <>
      {marks.map(([start, end, goesOn = false], place) => (
        <Fragment key={place}>
          {text.slice(ends[place], start)}
          <mark class={goesOn ? 'mark-rest' : undefined}>{text.slice(start, end)}</mark>
        </Fragment>
      ))}
      {text.slice(ends.at(-1))}
    </>
  )
}
