import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import { Ghost } from '../../parts/ghost.js'
import { Icon } from '../../parts/icon.js'
import { Row } from '../../parts/message-group.js'
import { useStickyScroll } from '../../parts/use-sticky-scroll.js'
import { localDay } from '../../state/time-words.js'
import { timeline } from '../../state/timeline.js'
import { texts as consoleTexts } from '../../texts/texts.js'
import type { Watch } from '../state/watch.js'
import type { Watched } from '../state/watched.js'
import { floorTexts as texts } from '../texts/texts.js'

export interface WatchTranscriptProps {
  watch: Watch
  watched: Watched
  /** Whoever watches. */
  agentId: string
}

/** What is said in a watched chat, and what is about to be. */
export function WatchTranscript({ watch, watched: { standing, transcript }, agentId }: WatchTranscriptProps) {
  const { chatId, visitorName, agent, colleagues = [], files, state } = standing
  const { entries, hasEarlier } = transcript
  const atNewest = useSignal(true)
  const loading = watch.loadingEarlier.value
  const first = hasEarlier ? (entries[0]?.number ?? 0) : 0
  const rows = useMemo(
    () =>
      timeline(
        entries,
        undefined,
        localDay,
        files.filter(({ number }) => number >= first),
      ),
    [entries, files, first],
  )
  const loadEarlier = (): void => void watch.loadEarlier()
  const scroll = useStickyScroll(atNewest, entries[0]?.number, loadEarlier)
  const signs = watch.signs.value
  const writers = [...(agent && state === 'established' ? [agent] : []), ...colleagues].filter(({ id }) =>
    signs.has(id),
  )
  return (
    <div class="transcript">
      <div
        class="transcript-scroll"
        ref={scroll.box}
        onScroll={scroll.onScroll}
        tabIndex={0}
        role="group"
        aria-label={texts.watch.transcript(visitorName)}
      >
        <div class="transcript-inner" ref={scroll.inner}>
          <div class="transcript-top">
            {hasEarlier ? (
              <button type="button" class="button button-small" onClick={loadEarlier} aria-disabled={loading}>
                {loading ? consoleTexts.chat.loadingEarlier : consoleTexts.chat.loadEarlier}
              </button>
            ) : (
              <span>{consoleTexts.chat.beginning}</span>
            )}
          </div>
          <div role="log" aria-label={texts.watch.log(visitorName)} aria-busy={loading}>
            {rows.map((row) => (
              <Row key={row.key} row={row} agentId={agentId} visitorName={visitorName} />
            ))}
          </div>
          {state !== 'ended' && <Ghost sign={signs.get(chatId)} name={visitorName} />}
          {writers.map(({ id, name }) => (
            <Ghost key={id} sign={signs.get(id)} name={name} own />
          ))}
        </div>
      </div>
      {!atNewest.value && (
        <button type="button" class="pill" onClick={scroll.toNewest}>
          <Icon name="down" />
          {consoleTexts.chat.newMessages(0)}
        </button>
      )}
    </div>
  )
}
