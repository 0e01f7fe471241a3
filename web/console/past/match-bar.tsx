import { useEffect, useRef } from 'preact/hooks'
import { isCovered, isWriting } from '../browser/keyboard.js'
import { Icon } from '../parts/icon.js'
import { texts } from './texts/texts.js'
import type { Matches } from './use-matches.js'

export interface MatchBarProps {
  matches: Matches
  /** Whether all of the chat was looked through. */
  isAll: boolean
}

/** Tells at which place of how many a chat is read, and goes to the next and the one before: also with N and Shift N. */
export function MatchBar({ matches, isAll }: MatchBarProps) {
  const { current, count, move } = matches
  const latest = useRef(move)
  latest.current = move
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return
      if (isWriting(event.target) || isCovered()) return
      if (event.key.toLowerCase() !== 'n') return
      event.preventDefault()
      latest.current(event.shiftKey ? -1 : 1)
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  return (
    <div class="past-matches" role="group" aria-label={texts.matches}>
      <span role="status">{texts.match(current, count, isAll)}</span>
      {count > 0 && (
        <>
          <MoveButton label={texts.matchBefore} steps={-1} move={move} />
          <MoveButton label={texts.matchNext} steps={1} move={move} />
        </>
      )}
    </div>
  )
}

function MoveButton({ label, steps, move }: { label: string; steps: 1 | -1; move: Matches['move'] }) {
  return (
    <button type="button" class="icon-button" aria-label={label} title={label} onClick={() => move(steps)}>
      <Icon name={steps === 1 ? 'open' : 'above'} />
    </button>
  )
}
