import { useLocation } from 'preact-iso'
import { useEffect, useMemo } from 'preact/hooks'
import { goTo } from '../../browser/path.js'
import { PlacePage } from '../../parts/place-page.js'
import { texts as consoleTexts } from '../../texts/texts.js'
import type { AuditedChange } from '../api/setup-api.js'
import { ChangeList } from '../parts/change-list.js'
import { Picker } from '../parts/picker.js'
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
      openHistory(setup.api, {
        ...(plural && { kind: kindOf(plural) }),
        ...(id !== '' && { id }),
        ...(by !== '' && { by }),
        ...startOf('since', from, 0),
        ...startOf('until', to, 1),
      }),
    [setup, kind, id, by, from, to],
  )
  useEffect(() => {
    if (by !== '') setup.names.want('agents', [by])
    if (id !== '' && plural) setup.names.want(plural, [id])
  }, [setup, by, id, plural])
  const choose = (next: HistoryChoice): void => goTo(historyPath({ kind, id, by, from, to, ...next }))
  const changes = history.changes.value
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
          <div class="labelled">
            <label for="history-by">{texts.history.person}</label>
            <Picker
              setup={setup}
              plural="agents"
              label={texts.history.person}
              attributes={pickerAttributes}
              except={[]}
              placeholder={by === '' ? texts.history.anybody : nameOf(by)}
              onChoose={(person) => choose({ by: person })}
            />
          </div>
          <DayField label={texts.history.from} day={from} onChange={(day) => choose({ from: day })} />
          <DayField label={texts.history.to} day={to} onChange={(day) => choose({ to: day })} />
          {[id, by, from, to].some((choice) => choice !== '') && (
            <button type="button" class="button" onClick={() => goTo(historyPath({ kind }))}>
              {texts.history.all}
            </button>
          )}
        </div>
        {id !== '' && <p dir="auto">{texts.history.only(nameOf(id))}</p>}
        {changes?.length === 0 && <p class="set-empty">{texts.history.nothing}</p>}
        {changes !== undefined && changes.length > 0 && (
          <ol class="set-history">
            {changes.map((change) => (
              <Change key={change.number} setup={setup} change={change} />
            ))}
          </ol>
        )}
        {history.state.value === 'failed' && (
          <p class="set-problem" role="alert">
            {texts.overview.failed}{' '}
            <button type="button" class="link-button" onClick={() => void history.more()}>
              {consoleTexts.retry}
            </button>
          </p>
        )}
        {history.hasMore.value && (
          <button type="button" class="button" onClick={() => void history.more()}>
            {texts.list.more}
          </button>
        )}
      </div>
    </PlacePage>
  )
}

const pickerAttributes = {
  ...{ id: 'history-by', 'aria-describedby': undefined, 'aria-invalid': false },
  onBlur: () => undefined,
}

/** The beginning of a day in the reader's time zone, or of one some days later; nothing for what is no day. */
const startOf = (name: 'since' | 'until', day: string, later: number): { since?: string; until?: string } => {
  const start = new Date(`${day}T00:00`)
  if (Number.isNaN(start.getTime())) return {}
  start.setDate(start.getDate() + later)
  return { [name]: start.toISOString() }
}

function DayField({ label, day, onChange }: { label: string; day: string; onChange: (day: string) => void }) {
  return (
    <label class="labelled">
      <span>{label}</span>
      <input class="field set-date" type="date" value={day} onChange={(event) => onChange(event.currentTarget.value)} />
    </label>
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
