import { useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { PastEndReason } from '../../../src/agent-api/past-chats.js'
import { Icon } from '../parts/icon.js'
import { pastSearchMax } from '../state/limits.js'
import { endReasons, everything, periods, type PastQuery, type Period } from './query.js'
import { createSoughtWords } from './sought-words.js'
import { texts } from './texts/texts.js'

/** How long the keys have to rest before what they wrote is searched for. */
const typingPauseMs = 400

/** From when to when: any time, counted back from today, or days of one's own. */
type Range = Period | 'any' | 'own'

export interface SearchBarProps {
  query: PastQuery
  /** What agents and buttons are called, as far as it is known. */
  nameOf: (id: string) => string
  onChange: (change: Partial<PastQuery>) => void
  /** Searches once more for the same: more chats may have ended. */
  onAgain: () => void
}

/** What is searched for: a field for words, and filters; those that came from a chat are chips that can be taken away. */
export function SearchBar({ query, nameOf, onChange, onAgain }: SearchBarProps) {
  const field = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const words = useMemo(() => createSoughtWords(query.q), [])
  useEffect(() => {
    // Somebody went back or took another way: the field says what is searched for.
    const text = words.follow(query.q)
    if (field.current && text !== undefined) field.current.value = text
  }, [query.q])
  const search = (): boolean => {
    clearTimeout(timer.current)
    const q = words.seek(field.current?.value ?? '')
    if (q !== undefined) onChange({ q })
    return q !== undefined
  }
  // Before a day is chosen, only this says that one is to be.
  const choosesDays = useSignal(false)
  const hasDays = query.from !== '' || query.to !== ''
  const range: Range = query.period !== '' ? query.period : hasDays || choosesDays.value ? 'own' : 'any'
  const chooseRange = (chosen: Range): void => {
    choosesDays.value = chosen === 'own'
    if (chosen === 'own') onChange({ period: '' })
    else onChange({ period: chosen === 'any' ? '' : chosen, from: '', to: '' })
  }
  const onInput = (): void => {
    clearTimeout(timer.current)
    timer.current = setTimeout(search, typingPauseMs)
  }
  return (
    <search class="past-search">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!search()) onAgain()
        }}
      >
        <label class="past-field">
          <Icon name="search" />
          <span class="unseen">{texts.search}</span>
          <input
            ref={field}
            id="past-search"
            type="search"
            enterkeyhint="search"
            autocomplete="off"
            maxLength={pastSearchMax}
            placeholder={texts.placeholder}
            defaultValue={query.q}
            onInput={onInput}
          />
          <kbd aria-hidden="true">/</kbd>
        </label>
        <div class="past-filters">
          <label>
            <span>{texts.time}</span>
            <select value={range} onChange={({ currentTarget }) => chooseRange(currentTarget.value as Range)}>
              <option value="any">{texts.anyTime}</option>
              {periods.map((period) => (
                <option key={period} value={period}>
                  {texts.periodName(period)}
                </option>
              ))}
              <option value="own">{texts.ownRange}</option>
            </select>
          </label>
          <label>
            <span>{texts.reason}</span>
            <select
              value={query.reason}
              onChange={({ currentTarget }) => onChange({ reason: currentTarget.value as PastEndReason | '' })}
            >
              <option value="">{texts.anyReason}</option>
              {endReasons.map((reason) => (
                <option key={reason} value={reason}>
                  {texts.reasonName(reason)}
                </option>
              ))}
            </select>
          </label>
          <label>
            <span>{texts.order}</span>
            <select
              value={query.order}
              disabled={query.q === '' && query.visitor === ''}
              onChange={({ currentTarget }) => onChange({ order: currentTarget.value as PastQuery['order'] })}
            >
              <option value="newest">{texts.newest}</option>
              <option value="relevance">{texts.relevance}</option>
            </select>
          </label>
        </div>
        {range === 'own' && (
          <div class="past-filters past-days">
            <label>
              <span>{texts.from}</span>
              <input
                type="date"
                value={query.from}
                max={query.to}
                onChange={({ currentTarget }) => onChange({ from: currentTarget.value })}
              />
            </label>
            <label>
              <span>{texts.to}</span>
              <input
                type="date"
                value={query.to}
                min={query.from}
                onChange={({ currentTarget }) => onChange({ to: currentTarget.value })}
              />
            </label>
          </div>
        )}
      </form>
      <Chips query={query} nameOf={nameOf} onChange={onChange} />
    </search>
  )
}

const filters = ['visitor', 'agentId', 'buttonId', 'reason', 'period', 'from', 'to'] as const

/** The filters that have no field of their own, and a way to be rid of all. */
function Chips({ query, nameOf, onChange }: Omit<SearchBarProps, 'onAgain'>) {
  const { visitor, agentId, buttonId } = query
  const chips = [
    ['visitor', visitor],
    ['agentId', nameOf(agentId)],
    ['buttonId', nameOf(buttonId)],
  ] as const
  const shown = chips.filter(([name]) => query[name] !== '')
  const set = filters.filter((name) => query[name] !== '')
  if (shown.length === 0 && set.length < 2) return null
  const { q, order } = query
  return (
    <div class="past-chips">
      {shown.map(([name, value]) => {
        const words = texts.chip[name](value)
        return (
          <button
            key={name}
            type="button"
            class="chip chip-on"
            aria-label={texts.remove(words)}
            onClick={() => onChange({ [name]: '' })}
          >
            <span class="clip">{words}</span>
            <Icon name="close" />
          </button>
        )
      })}
      {set.length > 1 && (
        <button type="button" class="link-button" onClick={() => onChange({ ...everything, q, order })}>
          {texts.clear}
        </button>
      )}
    </div>
  )
}
