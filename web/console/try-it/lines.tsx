import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { MessageText } from '../parts/message-text.js'
import type { Line, Talk } from './talk.js'
import { texts } from './texts/texts.js'

/** What was said, the newest at the bottom and in sight. */
export function Lines({ talk, children }: { talk: Talk; children: ComponentChildren }) {
  const end = useRef<HTMLDivElement>(null)
  const lines = talk.lines
  useLayoutEffect(() => end.current?.scrollIntoView({ block: 'end' }), [lines.length, talk.typing])
  return (
    <div class="try-scroll" role="log" aria-label={texts.log} tabIndex={0}>
      {children}
      {lines.map((line, place) => (
        <LineView key={line.key} line={line} isLast={place === lines.length - 1} before={lines[place - 1]} />
      ))}
      {talk.typing && (
        <div class="try-line try-theirs">
          <span class="unseen">{texts.typing(talk.agent ?? texts.someone)}</span>
          <span class="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
        </div>
      )}
      <div ref={end} />
    </div>
  )
}

function LineView({ line, before, isLast }: { line: Line; before: Line | undefined; isLast: boolean }) {
  switch (line.kind) {
    case 'note':
      return <p class="try-note">{texts.note(line.note)}</p>
    case 'theirs':
      return (
        <div class="try-line try-theirs">
          {before?.kind !== 'theirs' && <bdi class="try-name">{line.name}</bdi>}
          <MessageText text={line.text} />
        </div>
      )
    case 'mine':
      return (
        <div class="try-line try-mine">
          <span class="unseen">{texts.you}</span>
          <MessageText text={line.text} />
          {(line.state !== 'sent' || isLast) && (
            <span class={`try-state ${line.state === 'refused' ? 'try-refused' : ''}`}>{texts[line.state]}</span>
          )}
        </div>
      )
  }
}
