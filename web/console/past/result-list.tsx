import type { PastExcerpt, PastSummary } from '../../../src/agent-api/past-chats.js'
import { Avatar } from '../parts/avatar.js'
import { MarkedText } from './marked-text.js'
import type { Found } from './past-search.js'
import { texts } from './texts/texts.js'

export interface ResultListProps {
  found: Extract<Found, { state: 'there' }>
  /** Whether anything was asked for, so that finding nothing means something. */
  asked: boolean
  selected: string | undefined
  onSelect: (chatId: string) => void
  onMore: () => void
}

/** The chats that were found, each with where; arrows or J and K move among them. */
export function ResultList({ found, asked, selected, onSelect, onMore }: ResultListProps) {
  const { chats, cursor, more } = found
  if (chats.length === 0)
    return (
      <div class="past-state">
        <h2>{asked ? texts.nothing : texts.none}</h2>
        <p>{asked ? texts.nothingMore : texts.noneMore}</p>
      </div>
    )
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
