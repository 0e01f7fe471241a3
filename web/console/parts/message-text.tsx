import { Fragment } from 'preact'
import { useContext, useMemo } from 'preact/hooks'
import { splitLinks } from '../state/links.js'
import { marksWithin } from '../state/marks.js'
import { MarkedText } from './marked-text.js'
import { MarksContext } from './marks.js'

export interface MessageTextProps {
  text: string
  /** What language it is in, as far as that is known. */
  language?: string | undefined
}

/** A message's words, as text; addresses in it can be opened, in a window that learns nothing of this one. */
export function MessageText({ text, language }: MessageTextProps) {
  const marksOf = useContext(MarksContext)
  const parts = useMemo(() => {
    const marks = marksOf?.(text) ?? []
    let end = 0
    return splitLinks(text).map((part) => {
      const start = end
      end += part.text.length
      return { ...part, marks: marksWithin(marks, start, end) }
    })
  }, [text, marksOf])
  return (
    <p class="message-text" dir="auto" lang={language}>
      {parts.map((part, place) =>
        part.href === undefined ? (
          <MarkedText key={place} text={part.text} marks={part.marks} />
        ) : (
          <Fragment key={place}>
            <a href={part.href} target="_blank" rel="noopener noreferrer nofollow">
              <MarkedText text={part.text} marks={part.marks} />
            </a>
            {part.host !== undefined && <bdi class="link-host"> ({part.host})</bdi>}
          </Fragment>
        ),
      )}
    </p>
  )
}
