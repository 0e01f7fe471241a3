import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import type { QuickText } from '../../../src/agent-api/quick-texts.js'
import type { Desk } from '../state/desk.js'
import { stopAfter, stopAt } from '../state/option-cursor.js'
import { fittingTexts, slashSearch, withInsertion, type SlashSearch } from '../state/quick-texts.js'

/** How many texts are drawn at once; who looks for another types a letter more. */
const shownMax = 50

export type QuickTextOption = QuickText & { readonly key: string; readonly group: string }

/** The search for a text to insert that begins with two slashes in the text field. */
export interface QuickTextSearch {
  /** What was found; undefined while nobody searches. */
  readonly options: readonly QuickTextOption[] | undefined
  readonly active: QuickTextOption | undefined
  /** Begins a search at the caret; takes back the one that is open. */
  toggle: () => void
  insert: (option: QuickTextOption) => void
  /** The caret may have moved. */
  look: () => void
  /** Takes the keys of the list; false for a key that is the text field's. */
  takesKey(event: KeyboardEvent): boolean
}

export function useQuickTexts(
  desk: Desk,
  chatId: string,
  text: string,
  field: RefObject<HTMLTextAreaElement | null>,
): QuickTextSearch {
  const caret = useSignal(text.length)
  const moved = useSignal<string | undefined>(undefined)
  /** The place of the slashes whose search was closed. */
  const closedAt = useSignal<number | undefined>(undefined)
  /** Where the search begins whose slashes nobody typed, and where what was put in for them begins. */
  const begun = useRef<{ readonly slashes: number; readonly from: number } | undefined>(undefined)
  const nextCaret = useRef<number | undefined>(undefined)

  const found = slashSearch(text, Math.min(caret.value, text.length))
  const search = found && found.from !== closedAt.value ? found : undefined
  const known = desk.quickTexts.known.value.get(chatId) ?? []
  const options = search
    ? fittingTexts(known, search.query)
        .slice(0, shownMax)
        .map((one) => ({ ...one, key: one.quickTextId, group: one.category }))
        .sort((a, b) => (search.query === '' ? a.group.localeCompare(b.group) : 0))
    : undefined
  const active = options && stopAt(options, moved.value)

  useEffect(() => {
    if (search) void desk.quickTexts.load(chatId)
    else begun.current = undefined
  }, [search?.from])

  useLayoutEffect(() => {
    if (nextCaret.current === undefined) return
    field.current?.focus()
    field.current?.setSelectionRange(nextCaret.current, nextCaret.current)
    caret.value = nextCaret.current
    nextCaret.current = undefined
  })

  const write = (next: { readonly text: string; readonly caret: number }): void => {
    nextCaret.current = next.caret
    moved.value = undefined
    closedAt.value = undefined
    desk.write(chatId, next.text)
  }
  const insert = (option: QuickTextOption): void => {
    if (search) write(withInsertion(text, search, option.text))
  }

  const begin = (): void => {
    const from = field.current?.selectionStart ?? text.length
    const space = from === 0 || /\s$/.test(text.slice(0, from)) ? '' : ' '
    begun.current = { slashes: from + space.length, from }
    write(withInsertion(text, { from, to: from }, `${space}//`))
  }
  /** What somebody typed stays, as it may be meant; what a key or a button put in goes. */
  const close = ({ from, to }: SlashSearch): void => {
    if (begun.current?.slashes !== from) {
      closedAt.value = from
      return
    }
    const next = withInsertion(text, { from: begun.current.from, to }, '')
    write(next)
    // Slashes that were closed before stand there once more.
    closedAt.value = slashSearch(next.text, next.caret)?.from
  }

  return {
    options,
    active,
    insert,
    toggle() {
      if (search) close(search)
      else begin()
    },
    look() {
      caret.value = field.current?.selectionEnd ?? text.length
      if (slashSearch(text, caret.value)?.from !== closedAt.value) closedAt.value = undefined
    },
    takesKey(event) {
      if (!options || !search || event.isComposing || event.altKey) return false
      if (event.key === 'Escape') close(search)
      else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && active) insert(active)
      else {
        const next = stopAfter(options, active?.key, event.key)
        if (!next) return false
        moved.value = next.key
      }
      event.preventDefault()
      return true
    },
  }
}
