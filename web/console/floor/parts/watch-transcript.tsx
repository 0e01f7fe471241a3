import { useComputed, useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { Ghost } from '../../parts/ghost.js'
import { TalkLog } from '../../parts/talk-log.js'
import { usePageVisible } from '../../parts/use-page-visible.js'
import type { Desk } from '../../state/desk.js'
import { languageTag } from '../../state/language-tag.js'
import { localDay } from '../../state/time-words.js'
import { timeline } from '../../state/timeline.js'
import { readHere } from '../state/read-here.js'
import type { Watch } from '../state/watch.js'
import type { Watched } from '../state/watched.js'
import { floorTexts as texts } from '../texts/texts.js'

export interface WatchTranscriptProps {
  watch: Watch
  watched: Watched
  /** The desk of whoever watches. */
  desk: Desk
}

/** What is said in a watched chat, and what is about to be. */
export function WatchTranscript({ watch, watched: { standing, transcript }, desk }: WatchTranscriptProps) {
  const { chatId, visitorName, agent, colleagues = [], files, state } = standing
  const { entries, hasEarlier } = transcript
  const agentId = desk.snapshot.value.agent.id
  const atNewest = useSignal(true)
  const visible = usePageVisible()
  const isSeen = useComputed(() => visible.value && atNewest.value)
  useEffect(() => readHere(watch, desk, isSeen), [watch, desk, isSeen])
  // Files from before the first entry here are shown with the entries around them.
  const first = hasEarlier ? (entries[0]?.number ?? 0) : 0
  const rows = useMemo(() => {
    const shown = files.filter(({ number }) => number >= first)
    return timeline(entries, undefined, localDay, shown)
  }, [entries, files, first])
  const signs = watch.signs.value
  const language = languageTag(watch.visitor.value?.language ?? '')
  const writers = [...(agent && state === 'established' ? [agent] : []), ...colleagues]
  return (
    <TalkLog
      {...{ visitorName, agentId, language, rows, hasEarlier, atNewest, unread: 0 }}
      label={texts.watch.transcript(visitorName)}
      logLabel={texts.watch.log(visitorName)}
      loading={watch.loadingEarlier.value}
      onLoadEarlier={() => void watch.loadEarlier()}
    >
      <Ghost sign={signs.get(chatId)} name={visitorName} language={language} />
      {writers.map(({ id, name }) => (
        <Ghost key={id} sign={signs.get(id)} name={name} own />
      ))}
    </TalkLog>
  )
}
