import { useLocation } from 'preact-iso'
import { useEffect, useMemo } from 'preact/hooks'
import { goTo } from '../../browser/path.js'
import { PlacePage } from '../../parts/place-page.js'
import { chatHash, pastPath } from '../../state/place.js'
import { texts as consoleTexts } from '../../texts/texts.js'
import type { Reading } from '../api/setup-api.js'
import { DayFields, PersonField, timesOf } from '../parts/record-filters.js'
import { RecordRows } from '../parts/record-rows.js'
import { ToOverview } from '../parts/to-overview.js'
import { openHistory } from '../state/history.js'
import { readingsPath, type ReadingsChoice } from '../state/setup-page.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'

/** Who read past chats of others, and who exported past chats: the newest first; the address keeps what was chosen. */
export function ReadingsPage({ setup }: { setup: Setup }) {
  const { query } = useLocation()
  const { chat = '', by = '', from = '', to = '' } = query
  const history = useMemo(
    () =>
      openHistory((page) =>
        setup.api.readings({
          ...(chat !== '' && { chatId: chat }),
          ...(by !== '' && { by }),
          ...{ ...timesOf(from, to), ...page },
        }),
      ),
    [setup, chat, by, from, to],
  )
  useEffect(() => {
    if (by !== '') setup.names.want('agents', [by])
  }, [setup, by])
  const choose = (next: ReadingsChoice, how?: 'replace'): void =>
    goTo(readingsPath({ chat, by, from, to, ...next }), how)
  return (
    <PlacePage title={texts.readings.name}>
      <div class="set-page">
        <ToOverview />
        <p class="set-lead">{texts.readings.about}</p>
        <div class="set-filters">
          <PersonField
            setup={setup}
            label={texts.readings.person}
            chosen={by === '' ? undefined : (setup.names.known.value.get(by) ?? by)}
            onChoose={(person) => choose({ by: person })}
          />
          <DayFields from={from} to={to} onChoose={(days) => choose(days, 'replace')} />
          {[chat, by, from, to].some((choice) => choice !== '') && (
            <button type="button" class="button" onClick={() => goTo(readingsPath())}>
              {texts.history.all}
            </button>
          )}
        </div>
        {chat !== '' && <p>{texts.readings.only}</p>}
        <RecordRows
          history={history}
          nothing={texts.readings.nothing}
          draw={(reading) => <ReadingRow key={reading.number} setup={setup} reading={reading} />}
        />
      </div>
    </PlacePage>
  )
}

function ReadingRow({ setup, reading }: { setup: Setup; reading: Reading }) {
  const { at, by, chatId, endedAt, search } = reading
  return (
    <li class="set-history-entry">
      <p>
        <strong dir="auto">{by.name}</strong>{' '}
        {chatId === undefined || endedAt === undefined ? (
          texts.readings.exported(search?.format.toUpperCase() ?? '')
        ) : (
          <>
            {texts.readings.read}{' '}
            <a href={`${pastPath}${chatHash(chatId)}`}>
              {texts.readings.chatOf(consoleTexts.time.full(Date.parse(endedAt)))}
            </a>
          </>
        )}
      </p>
      <time dateTime={at}>{consoleTexts.time.full(Date.parse(at))}</time>
      {search && <SearchWords setup={setup} search={search} />}
    </li>
  )
}

function SearchWords({ setup, search }: { setup: Setup; search: NonNullable<Reading['search']> }) {
  const { hasWords, hasVisitor, agentId, buttonId, reason, since, until } = search
  useEffect(() => {
    if (agentId !== undefined) setup.names.want('agents', [agentId])
    if (buttonId !== undefined) setup.names.want('buttons', [buttonId])
  }, [setup, agentId, buttonId])
  const nameOf = (id: string): string => setup.names.known.value.get(id) ?? id
  const full = (time: string): string => consoleTexts.time.full(Date.parse(time))
  const words = [
    hasWords && texts.readings.hasWords,
    hasVisitor && texts.readings.hasVisitor,
    agentId !== undefined && texts.readings.agent(nameOf(agentId)),
    buttonId !== undefined && texts.readings.button(nameOf(buttonId)),
    reason !== undefined && texts.readings.reason,
    since !== undefined && texts.readings.since(full(since)),
    until !== undefined && texts.readings.until(full(until)),
  ].filter((word) => word !== false)
  return <p class="set-none">{words.length === 0 ? texts.readings.everything : words.join(' · ')}</p>
}
