import { useEffect, useMemo } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { marksIn } from '../../../src/past/excerpts.js'
import { termsOf } from '../../../src/past/words.js'
import { goTo } from '../browser/path.js'
import { PlacePage } from '../parts/place-page.js'
import type { PlaceProps } from '../places.js'
import type { MarksOf } from '../state/marks.js'
import { chatInHash, pastPath } from '../state/place.js'
import { texts as common } from '../texts/texts.js'
import { ExportButtons } from './export-buttons.js'
import { createPastApi } from './past-api.js'
import { createPastSearch } from './past-search.js'
import { addressOf, everything, queryIn, type PastQuery } from './query.js'
import { ReadingPane } from './reading-pane.js'
import { ResultList } from './result-list.js'
import { SearchBar } from './search-bar.js'
import { texts } from './texts/texts.js'
import { usePastKeys } from './use-past-keys.js'
import './past.css'

/** Where in texts what is searched for stands; nothing when it has no word that could. */
const useMarks = (sought: string): MarksOf | undefined =>
  useMemo(() => {
    const terms = termsOf(sought).filter(({ without }) => !without)
    return terms.length === 0 ? undefined : (text) => marksIn(text, terms)
  }, [sought])

/** Chats that ended: searching them, reading one, taking them away. The address says what is searched for and read. */
export function PastPlace({ app, desk }: PlaceProps) {
  const api = useMemo(() => createPastApi(app.server), [app.server])
  const past = useMemo(() => createPastSearch(api), [api])
  const query = useSignal<PastQuery>(queryIn(location.search))
  const chatId = useSignal(chatInHash(location.hash))
  const names = useMemo(() => new Map<string, string>(), [])

  useEffect(() => {
    const follow = (): void => {
      if (location.pathname !== pastPath) return
      query.value = queryIn(location.search)
      chatId.value = chatInHash(location.hash)
    }
    addEventListener('popstate', follow)
    return () => removeEventListener('popstate', follow)
  }, [query, chatId])

  const asked = addressOf(query.value, undefined)
  useEffect(() => void past.search(query.peek()), [past, query, asked])
  useEffect(() => void past.read(chatId.value), [past, chatId, chatId.value])

  const change = (change: Partial<PastQuery>): void => goTo(addressOf({ ...query.peek(), ...change }, chatId.peek()))
  const again = (): void => void past.search({ ...query.peek() })
  const read = (id: string | undefined): void => {
    const address = addressOf(query.peek(), id)
    // Going from chat to chat is no step that somebody would want to take back one by one.
    if (id !== undefined && chatId.peek() !== undefined) {
      history.replaceState(null, '', address)
      chatId.value = id
    } else goTo(address)
  }

  const found = past.found.value
  const reading = past.reading.value
  const marksOf = useMarks(query.value.q)
  const nameMarksOf = useMarks(`${query.value.q} ${query.value.visitor}`)
  if (found.state === 'there')
    for (const chat of found.chats) {
      names.set(chat.buttonId, chat.buttonName)
      for (const agent of chat.agents) names.set(agent.agentId, agent.name)
    }
  if (reading.state === 'there') {
    names.set(reading.chat.buttonId, reading.chat.buttonName)
    for (const agent of reading.chat.agents) names.set(agent.agentId, agent.name)
  }
  usePastKeys({ onLeave: () => chatId.peek() !== undefined && read(undefined) })

  const title = common.places.name('past')
  return (
    <PlacePage title={title} actions={<ExportButtons api={api} query={query.value} />}>
      <div class={`past ${chatId.value === undefined ? '' : 'past-open'}`}>
        <div class="past-side">
          <SearchBar query={query.value} nameOf={(id) => names.get(id) ?? id} onChange={change} onAgain={again} />
          {found.state === 'searching' && (
            <p class="past-state" role="status">
              <span class="place-wait">{texts.searching}</span>
            </p>
          )}
          {found.state === 'failed' && (
            <div class="past-state" role="alert">
              <p>{texts.failed(found.why)}</p>
              <button type="button" class="button" onClick={again}>
                {common.retry}
              </button>
            </div>
          )}
          {found.state === 'there' && (
            <ResultList
              found={found}
              query={query.value}
              asked={addressOf({ ...query.value, order: 'newest' }, undefined) !== addressOf(everything, undefined)}
              selected={chatId.value}
              onSelect={read}
              onMore={() => void past.more()}
              onChange={change}
            />
          )}
        </div>
        <ReadingPane
          reading={reading}
          agentId={desk.snapshot.value.agent.id}
          marksOf={marksOf}
          nameMarksOf={nameMarksOf}
          onBack={() => read(undefined)}
          onRetry={(id) => void past.read(id)}
          onEarlier={() => void past.earlier()}
          onFilter={change}
        />
      </div>
    </PlacePage>
  )
}
