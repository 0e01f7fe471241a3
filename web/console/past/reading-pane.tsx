import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { PastChat } from '../../../src/agent-api/past-chats.js'
import { Avatar } from '../parts/avatar.js'
import { Icon } from '../parts/icon.js'
import { MarkedText } from '../parts/marked-text.js'
import { MarksContext } from '../parts/marks.js'
import { MessageText } from '../parts/message-text.js'
import { Row } from '../parts/message-group.js'
import { languageTag } from '../state/language-tag.js'
import type { MarksOf } from '../state/marks.js'
import { localDay } from '../state/time-words.js'
import { timeline } from '../state/timeline.js'
import { texts as common } from '../texts/texts.js'
import { MatchBar } from './match-bar.js'
import type { PastQuery } from './query.js'
import type { Reading } from './past-search.js'
import { texts } from './texts/texts.js'
import { useMatches } from './use-matches.js'

/** How many entries of a chat are fetched by themselves to find all places in it. */
const searchedEntriesMax = 1000

export interface ReadingPaneProps {
  reading: Reading
  /** Who reads. */
  agentId: string
  /** Where what is searched for stands in a text of a chat, and in the visitor's name; nothing while there is none. */
  marksOf: MarksOf | undefined
  nameMarksOf: MarksOf | undefined
  onBack: () => void
  onRetry: (chatId: string) => void
  onEarlier: () => void
  /** Only chats that are like this one in a way. */
  onFilter: (filter: Partial<PastQuery>) => void
}

/** One past chat with its transcript, or what there is instead. */
export function ReadingPane(props: ReadingPaneProps) {
  const { reading, onBack, onRetry } = props
  switch (reading.state) {
    case 'none':
      return (
        <div class="past-reading past-state">
          <h2>{texts.pick}</h2>
          <p class="past-keys">{texts.pickMore}</p>
        </div>
      )
    case 'loading':
      return (
        <p class="past-reading past-state" role="status">
          <span class="place-wait">{texts.loadingChat}</span>
        </p>
      )
    case 'failed':
      return (
        <div class="past-reading past-state" role="alert">
          <p>{texts.failed(reading.why)}</p>
          <span class="past-buttons">
            <button type="button" class="button" onClick={onBack}>
              {texts.back}
            </button>
            <button type="button" class="button" onClick={() => onRetry(reading.chatId)}>
              {common.retry}
            </button>
          </span>
        </div>
      )
    case 'there':
      return <ReadChat key={reading.chat.chatId} {...props} chat={reading.chat} earlier={reading.earlier} />
  }
}

type ReadChatProps = ReadingPaneProps & { chat: PastChat; earlier: Extract<Reading, { state: 'there' }>['earlier'] }

function ReadChat({ chat, earlier, agentId, marksOf, nameMarksOf, onBack, onEarlier, onFilter }: ReadChatProps) {
  const { visitorName, entries, hasEarlier, files } = chat
  const language = languageTag(chat.language)
  const transcript = useRef<HTMLDivElement>(null)
  const wantsMore = marksOf !== undefined && hasEarlier && entries.length < searchedEntriesMax && earlier !== 'failed'
  useEffect(() => {
    if (wantsMore && earlier === 'quiet') onEarlier()
  }, [wantsMore, earlier])
  const matches = useMatches({ transcript, isReady: !wantsMore, sought: marksOf, drawn: entries })
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
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
  return (
    <section class="past-reading" aria-labelledby="past-reading">
      <header class="past-reading-head">
        <button type="button" class="icon-button past-back" aria-label={texts.back} onClick={onBack}>
          <Icon name="back" />
        </button>
        <Avatar name={visitorName} />
        <div class="past-who">
          <h2 id="past-reading" class="clip" ref={heading} tabIndex={-1} aria-label={texts.reading(visitorName)}>
            <bdi>
              <MarkedText text={visitorName} marks={nameMarksOf?.(visitorName) ?? []} />
            </bdi>
          </h2>
          <p>
            <time dateTime={chat.endedAt}>{texts.of(Date.parse(chat.endedAt))}</time> · {texts.reasonName(chat.reason)}
          </p>
        </div>
        {marksOf && <MatchBar matches={matches} isAll={!hasEarlier} />}
      </header>
      <div
        class="past-transcript"
        ref={transcript}
        tabIndex={0}
        role="group"
        aria-label={common.chat.transcript(visitorName)}
      >
        <div class="past-like">
          <button type="button" class="chip" onClick={() => onFilter({ visitor: visitorName })}>
            {texts.onlyVisitor(visitorName)}
          </button>
          {chat.agents.map((agent) => (
            <button key={agent.agentId} type="button" class="chip" onClick={() => onFilter({ agentId: agent.agentId })}>
              {texts.onlyAgent(agent.name)}
            </button>
          ))}
          <button type="button" class="chip" onClick={() => onFilter({ buttonId: chat.buttonId })}>
            {texts.onlyButton(chat.buttonName)}
          </button>
        </div>
        <MarksContext.Provider value={marksOf}>
          {chat.details.length > 0 && (
            <dl class="past-details">
              {chat.details.map(({ label, value }, place) => (
                <div key={place}>
                  <dt dir="auto">{label}</dt>
                  <dd>
                    <MessageText text={value === '' ? common.details.noAnswer : value} />
                  </dd>
                </div>
              ))}
            </dl>
          )}
          <div class="transcript-top">
            {hasEarlier ? (
              <button
                type="button"
                class="button button-small"
                onClick={onEarlier}
                aria-disabled={earlier === 'loading'}
              >
                {earlier === 'loading' ? common.chat.loadingEarlier : common.chat.loadEarlier}
              </button>
            ) : (
              <span>{common.chat.beginning}</span>
            )}
          </div>
          {rows.map((row) => (
            <Row key={row.key} {...{ row, agentId, visitorName, language }} />
          ))}
        </MarksContext.Provider>
      </div>
    </section>
  )
}
