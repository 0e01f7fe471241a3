import type { PastExcerpt, PastSummary } from '../../../src/agent-api/past-chats.js'
import { Avatar } from '../parts/avatar.js'
import { MarkedText } from '../parts/marked-text.js'
import { loosenings } from './loosen.js'
import type { Found } from './past-search.js'
import type { PastQuery } from './query.js'
import { texts } from './texts/texts.js'

export interface ResultListProps {
  found: Extract<Found, { state: 'there' }>
  /** What was asked for, and whether that was anything, so that finding nothing means something. */
  query: PastQuery
  asked: boolean
  selected: string | undefined
  onSelect: (chatId: string) => void
  onMore: () => void
  onChange: (change: Partial<PastQuery>) => void
}

/** The chats that were found, each with where; arrows or J and K move among them. */
export function ResultList({ found, query, asked, selected, onSelect, onMore, onChange }: ResultListProps) {
  const { chats, cursor, more } = found
  if (chats.length === 0) return <Nothing query={query} asked={asked} onChange={onChange} />
  return (
    <>
      <p class="past-count" role="status">
        {texts.found(chats.length, cursor === undefined)}
      </p>
      <ol class="past-list" aria-label={texts.results}>
        {chats.map((chat) => (
          <li key={chat.chatId}>
            <Result chat={chat} current={chat.chatId === selected} onSelect={onSelect} />
          </li>
        ))}
      </ol>
      {more === 'failed' && (
        <p class="past-more-failed" role="alert">
          {texts.moreFailed}
        </p>
      )}
      {cursor !== undefined && (
        <button type="button" class="button past-more" aria-disabled={more === 'loading'} onClick={onMore}>
          {more === 'loading' ? texts.moreLoading : texts.more}
        </button>
      )}
    </>
  )
}

/** Says that nothing was found, and what to ask for less of. */
function Nothing({ query, asked, onChange }: Pick<ResultListProps, 'query' | 'asked' | 'onChange'>) {
  const ways = loosenings(query)
  return (
    <div class="past-state">
      <h2>{asked ? texts.nothing : texts.none}</h2>
      <p>{asked ? texts.nothingMore : texts.noneMore}</p>
      {ways.length > 0 && <p id="past-loosen">{texts.loosen}</p>}
      {ways.length > 0 && (
        <div class="past-loosen" role="group" aria-labelledby="past-loosen">
          {ways.map(({ what, change }) => (
            <button key={what} type="button" class="button button-small" onClick={() => onChange(change)}>
              {texts.loosening[what]}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

interface ResultProps {
  chat: PastSummary
  current: boolean
  onSelect: (chatId: string) => void
}

function Result({ chat, current, onSelect }: ResultProps) {
  const endedAt = Date.parse(chat.endedAt)
  const names = chat.agents.map(({ name }) => name)
  return (
    <button
      type="button"
      class="past-row"
      data-chat={chat.chatId}
      aria-current={current ? 'true' : undefined}
      onClick={() => onSelect(chat.chatId)}
    >
      <Avatar name={chat.visitorName} />
      <span class="past-row-words">
        <span class="past-row-head">
          <strong class="clip" dir="auto">
            <MarkedText text={chat.visitorName} marks={chat.visitorNameMarks} />
          </strong>
          <time dateTime={chat.endedAt}>{texts.of(endedAt)}</time>
        </span>
        <span class="past-row-facts clip">
          {[
            names.length === 0 ? texts.nobody : texts.withAgents(names),
            chat.buttonName,
            texts.reasonName(chat.reason),
            texts.messages(chat.messages),
          ].join(' · ')}
        </span>
        {chat.excerpts.length === 0 && <span class="past-excerpt past-none">{texts.noWords}</span>}
        {chat.excerpts.map((excerpt, place) => (
          <span key={place} class="past-excerpt" dir="auto">
            <span class="past-said">{whoSaid(excerpt)}</span> <MarkedText text={excerpt.text} marks={excerpt.marks} />
          </span>
        ))}
      </span>
    </button>
  )
}

function whoSaid(excerpt: PastExcerpt): string {
  if (excerpt.in === 'detail') return texts.answered(excerpt.label)
  return excerpt.from === 'visitor' ? texts.visitorSaid : texts.agentSaid
}
