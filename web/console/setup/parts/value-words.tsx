import { useEffect } from 'preact/hooks'
import type { Field } from '../state/field.js'
import { lengthParts } from '../state/lengths.js'
import type { Plural } from '../state/plural.js'
import { fieldOf, sectionFor } from '../state/sections.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'
import { fieldWords, optionLabel, type FieldWords } from '../texts/words-of.js'

export interface ValueWordsProps {
  setup: Setup
  plural: Plural
  member: string
  value: unknown
}

/** What a member was or is, in words: names instead of ids, times as people write them. */
export function ValueWords({ setup, plural, member, value }: ValueWordsProps) {
  const field = fieldOf(sectionFor(plural), member) ?? fieldOf(sectionFor(plural, { type: 'invite' }), member)
  const to = field?.type === 'reference' || field?.type === 'references' ? field.to : undefined
  const ids = to === undefined ? [] : [value].flat().filter((id) => typeof id === 'string')
  useEffect(() => {
    if (to !== undefined) setup.names.want(to, ids)
  }, [to, ids.join()])
  const names = setup.names.known.value
  const words = fieldWords(plural, member)
  return <span dir="auto">{inWords(field, words, value, (id) => names.get(id) ?? id)}</span>
}

const inWords = (
  field: Field | undefined,
  words: FieldWords,
  value: unknown,
  nameOf: (id: string) => string,
): string => {
  if (value === null || value === '' || value === undefined) return words.none ?? texts.list.none
  if (Array.isArray(value) && value.length === 0) return texts.list.none
  switch (field?.type) {
    case 'switch':
      return value === true ? texts.list.yes : texts.list.no
    case 'choice':
      return optionLabel(words, value as string)
    case 'length':
      return texts.length.written(lengthParts(value as number))
    case 'number':
      return texts.list.count(value as number)
    case 'text':
      return value as string
    case 'reference':
    case 'references':
      return texts.listed([value].flat().map((id) => nameOf(id as string)))
    case 'lines':
      return texts.listed(value as string[])
    case 'week':
    case 'holidays':
    case 'rows':
      return texts.list.found((value as readonly unknown[]).length)
    case 'group':
    case undefined:
      return typeof value === 'string' ? value : JSON.stringify(value)
  }
}
