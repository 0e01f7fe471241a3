/** Texts to insert instead of writing them: which there are, which fit what was typed, and where they go. */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { QuickText } from '../../../src/agent-api/quick-texts.js'
import type { AgentApi } from '../api/agent-api.js'
import { fitting } from './matching.js'

export interface QuickTexts {
  /** What the server has for each chat that was asked about. */
  readonly known: ReadonlySignal<ReadonlyMap<string, readonly QuickText[]>>
  /** Asks anew; what is known stays until the answer, and when there is none. */
  load(chatId: string): Promise<void>
  /** Forgets those of all other chats. */
  keepOnly(chatIds: ReadonlySet<string>): void
}

/** Nothing is known yet. */
export function createQuickTexts(api: Pick<AgentApi, 'quickTexts'>): QuickTexts {
  const known = signal<ReadonlyMap<string, readonly QuickText[]>>(new Map())
  const loading = new Set<string>()
  return {
    known,
    async load(chatId) {
      if (loading.has(chatId)) return
      loading.add(chatId)
      const answer = await api.quickTexts(chatId)
      loading.delete(chatId)
      if (answer.ok) known.value = new Map(known.value).set(chatId, answer.value.quickTexts)
    },
    keepOnly(chatIds) {
      if ([...known.value.keys()].every((chatId) => chatIds.has(chatId))) return
      known.value = new Map([...known.value].filter(([chatId]) => chatIds.has(chatId)))
    },
  }
}

/** A place in a text where a quick text is searched for: from its two slashes to the caret. */
export interface SlashSearch {
  readonly from: number
  readonly to: number
  readonly query: string
}

/** How many characters after the slashes still count as a search. */
export const slashQueryMax = 40

/** What is searched for at the caret: `//` at the start of a word, and what follows on its line. */
export function slashSearch(text: string, caret: number): SlashSearch | undefined {
  const before = text.slice(0, caret)
  const found = new RegExp(`(?:^|\\s)//([^\\n/]{0,${slashQueryMax}})$`, 'u').exec(before)
  const query = found?.[1]
  return query === undefined ? undefined : { from: caret - query.length - 2, to: caret, query }
}

/** The texts that fit, the best first: by shortcut, then by name, then by what they say. */
export function fittingTexts(texts: readonly QuickText[], query: string): QuickText[] {
  return fitting(texts, query, ({ shortcut, name, category, text }) => [shortcut, name, category, text])
}

/** The text with `insertion` in place of what was searched, and where the caret goes: behind it. */
export function withInsertion(
  text: string,
  { from, to }: Pick<SlashSearch, 'from' | 'to'>,
  insertion: string,
): { readonly text: string; readonly caret: number } {
  return { text: text.slice(0, from) + insertion + text.slice(to), caret: from + insertion.length }
}
