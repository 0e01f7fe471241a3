import { useEffect } from 'preact/hooks'
import type { Stored } from '../api/setup-api.js'
import { lengthParts } from '../state/lengths.js'
import { fieldOf, type Section } from '../state/sections.js'
import type { Setup } from '../state/setup.js'
import { texts } from '../texts/texts.js'
import { fieldWords, optionLabel } from '../texts/words-of.js'

/** One member of an object in a few words, as its field has it. */
export function Cell({
  setup,
  section,
  object,
  member,
}: {
  setup: Setup
  section: Section
  object: Stored
  member: string
}) {
  const field = fieldOf(section, member)
  const value = object[member]
  const words = fieldWords(section.plural, member)
  const to = field?.type === 'reference' ? field.to : undefined
  useEffect(() => {
    if (to !== undefined && typeof value === 'string') setup.names.want(to, [value])
  }, [to, value])
  if (field === undefined) return null
  if (value === null || value === '') return <span class="set-none">{words.none ?? '–'}</span>
  switch (field.type) {
    case 'switch':
      return (
        <span class={value === true ? 'tag' : 'tag tag-away'}>{value === true ? texts.list.yes : texts.list.no}</span>
      )
    case 'choice':
      return <>{optionLabel(words, value as string)}</>
    case 'length':
      return <>{texts.length.written(lengthParts(value as number))}</>
    case 'number':
      return <>{texts.list.count(value as number)}</>
    case 'text':
      return (
        <span dir="auto" class={field.code ? 'set-code' : undefined}>
          {value as string}
        </span>
      )
    case 'reference':
      return <span dir="auto">{setup.names.known.value.get(value as string) ?? ''}</span>
    case 'references':
    case 'lines':
    case 'week':
    case 'holidays':
    case 'rows': {
      const { length } = value as readonly unknown[]
      return length === 0 ? <span class="set-none">{texts.list.none}</span> : <>{texts.list.count(length)}</>
    }
    case 'group':
      return <>{texts.list.yes}</>
  }
}
