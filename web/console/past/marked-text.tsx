import { Fragment } from 'preact'
import type { PastExcerpt } from '../../../src/agent-api/past-chats.js'

/** A text in which ranges are marked. The text is only ever text. */
export function MarkedText({ text, marks }: Pick<PastExcerpt, 'text' | 'marks'>) {
  const ends = [0, ...marks.map(([, end]) => end)]
  return (
    <>
      {marks.map(([start, end], place) => (
        <Fragment key={start}>
          {text.slice(ends[place], start)}
          <mark>{text.slice(start, end)}</mark>
        </Fragment>
      ))}
      {text.slice(ends.at(-1))}
    </>
  )
}
