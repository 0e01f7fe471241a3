import { useLocation } from 'preact-iso'
import { useEffect, useMemo } from 'preact/hooks'
import { goTo } from '../../browser/path.js'
import { PlacePage } from '../../parts/place-page.js'
import { texts as consoleTexts } from '../../texts/texts.js'
import type { AuditedChange } from '../api/setup-api.js'
import { ChangeList } from '../parts/change-list.js'
import { DayFields, PersonField, timesOf } from '../parts/record-filters.js'
import { RecordRows } from '../parts/record-rows.js'
import { ToOverview } from '../parts/to-overview.js'
import { openHistory } from '../state/history.js'
import { isPlural, kindOf, pluralOf, plurals, type Plural } from '../state/plural.js'
import { sectionFor } from '../state/sections.js'
import { historyPath, objectPath, type HistoryChoice } from '../state/setup-page.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'

/** Who changed what: the newest first, chosen by kind, person and object, which the address keeps. */
export function HistoryPage({ setup }: { setup: Setup }) {
  const { query } = useLocation()
  const { kind = '', id = '', by = '', from = '', to = '' } = query
  const plural = isPlural(kind) ? kind : undefined
  const history = useMemo(
    () =>
      openHistory((page) =>
        setup.api.audit({
          ...(plural && { kind: kindOf(plural) }),
          ...(id !== '' && { id }),
          ...(by !== '' && { by }),
          ...{ ...timesOf(from, to), ...page },
        }),
      ),
    [setup, kind, id, by, from, to],
  )
  useEffect(() => {
    if (by !== '') setup.names.want('agents', [by])
    if (id !== '' && plural) setup.names.want(plural, [id])
  }, [setup, by, id, plural])
  const choose = (next: HistoryChoice, how?: 'replace'): void =>
    goTo(historyPath({ kind, id, by, from, to, ...next }), how)
  const nameOf = (of: string): string => setup.names.known.value.get(of) ?? of
  return (
    <PlacePage title={texts.history.name}>
      <div class="set-page">
        <ToOverview />
        <p class="set-lead">{texts.history.about}</p>
        <div class="set-filters">
          <label class="labelled">
            <span>{texts.history.kind}</span>
            <select
              class="field set-select"
              value={kind}
              onChange={(event) => choose({ kind: event.currentTarget.value, id: '' })}
            >
              <option value="">{texts.history.everything}</option>
              {plurals.map((one) => (
                <option key={one} value={one}>
                  {texts.sections[sectionFor(one).id].name}
                </option>
              ))}
            </select>
          </label>
          <PersonField
            setup={setup}
            label={texts.history.person}
            chosen={by === '' ? undefined : nameOf(by)}
            onChoose={(person) => choose({ by: person })}
          />
          <DayFields from={from} to={to} onChoose={(days) => choose(days, 'replace')} />
          {[id, by, from, to].some((choice) => choice !== '') && (
            <button type="button" class="button" onClick={() => goTo(historyPath({ kind }))}>
              {texts.history.all}
            </button>
          )}
        </div>
        {id !== '' && <p dir="auto">{texts.history.only(nameOf(id))}</p>}
        <RecordRows
          history={history}
          nothing={texts.history.nothing}
          draw={(change) => <Change key={change.number} setup={setup} change={change} />}
        />
      </div>
    </PlacePage>
  )
}

function Change({ setup, change }: { setup: Setup; change: AuditedChange }) {
  const { at, by, action, kind, id, name, changes } = change
  const plural = pluralOf(kind)
  // A new object was made with everything it holds; that is only of interest to whoever asks.
  const list = <ChangeList setup={setup} plural={plural} changes={changes} />
  return (
    <li class="set-history-entry">
      <p>
        <strong dir="auto">{by.name}</strong> {texts.history.action(action)}{' '}
        <span class="set-none">{plural === undefined ? texts.history.token : kindName(plural)}</span>{' '}
        {plural !== undefined && action !== 'removed' ? (
          <a href={objectPath(sectionFor(plural).id, id)} dir="auto">
            {name}
          </a>
        ) : (
          <span dir="auto">{name}</span>
        )}
      </p>
      <time dateTime={at}>{consoleTexts.time.full(Date.parse(at))}</time>
      {action === 'changed' ? (
        list
      ) : (
        <details>
          <summary>{texts.history.details}</summary>
          {list}
        </details>
      )}
    </li>
  )
}

const kindName = (plural: Plural): string => texts.sections[sectionFor(plural).id].name
