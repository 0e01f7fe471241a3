import { Fragment } from 'preact'
import { useMemo } from 'preact/hooks'
import { splitLinks } from '../state/links.js'

export interface MessageTextProps {
  text: string
  /** What language it is in, as far as that is known. */
  language?: string | undefined
}

/** A message's words, as text; addresses in it can be opened, in a window that learns nothing of this one. */
export function MessageText({ text, language }: MessageTextProps) {
  const parts = useMemo(() => splitLinks(text), [text])
  return (
    <p class="message-text" dir="auto" lang={language}>
      {parts.map((part, place) =>
        part.href === undefined ? (
          part.text
        ) : (
          <Fragment key={place}>
            <a href={part.href} target="_blank" rel="noopener noreferrer nofollow">
              {part.text}
            </a>
            {part.host !== undefined && <bdi class="link-host"> ({part.host})</bdi>}
          </Fragment>
        ),
      )}
    </p>
  )
}
