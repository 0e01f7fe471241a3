/** One object being written: what it was, what it is to be, what is wrong with it, and what became of saving it. */
import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Refusal } from '../../api/answer.js'
import type { SetupApi, Stored } from '../api/setup-api.js'
import type { Content } from './field.js'
import { changedMembers, onTopOf } from './merge.js'
import { problemsOf, type Problems } from './problems.js'
import { fieldsOf, freshContent, type Section } from './sections.js'

/** What became of the last attempt. */
export type Outcome =
  | { readonly what: 'saved' | 'created' }
  /** Somebody changed it meanwhile: what they made of it. */
  | { readonly what: 'conflict'; readonly theirs: Stored }
  /** Somebody deleted it meanwhile. */
  | { readonly what: 'gone' }
  | { readonly what: 'failed'; readonly refusal: Refusal }

export interface Form {
  readonly section: Section
  /** The object as it was read; undefined for one that is not there yet. */
  readonly stored: ReadonlySignal<Stored | undefined>
  /** What it held when writing began. */
  readonly base: ReadonlySignal<Content>
  readonly draft: ReadonlySignal<Content>
  readonly isDirty: ReadonlySignal<boolean>
  /** What is wrong, of the members somebody has been at. */
  readonly problems: ReadonlySignal<Problems>
  readonly saving: ReadonlySignal<boolean>
  readonly outcome: ReadonlySignal<Outcome | undefined>
  set(member: string, value: unknown): void
  /** Somebody has been at this member and gone on. */
  touch(path: string): void
  /** Makes a new object or saves the changes; gives what is stored then, and undefined when it is not. */
  save(more?: Content): Promise<(Stored & { password?: string }) | undefined>
  /** Ends a conflict: with theirs alone, or with what was changed here on top, to be saved next. */
  settle(how: 'theirs' | 'mine'): void
  /** What the server finds wrong, whether it was asked by saving or not. */
  hear(problems: Problems): void
  discard(): void
}

const heads = new Set(['id', 'version'])

/** What an object holds, without what names it. */
export const contentOf = (stored: Stored): Content =>
  Object.fromEntries(Object.entries(stored).filter(([member]) => !heads.has(member)))

const isWithin = (path: string, member: string): boolean => path === member || path.startsWith(`${member}.`)

const withoutMember = (problems: Problems, member: string): Problems =>
  new Map([...problems].filter(([path]) => !isWithin(path, member)))

/** Writes on `object`, or on a new one of the section. */
export function createForm(
  api: Pick<SetupApi, 'create' | 'replace' | 'read'>,
  section: Section,
  object: Stored | undefined,
  onSaved: (stored: Stored) => void,
): Form {
  const fields = fieldsOf(section)
  const stored = signal(object)
  const base = signal<Content>(object ? contentOf(object) : freshContent(section))
  const draft = signal(base.value)
  const touched = signal<ReadonlySet<string>>(new Set())
  const said = signal<Problems>(new Map())
  const saving = signal(false)
  const outcome = signal<Outcome | undefined>(undefined)
  const own = computed(() => problemsOf(fields, draft.value))

  const begin = (next: Stored): void => {
    stored.value = next
    base.value = contentOf(next)
    draft.value = base.value
    touched.value = new Set()
    said.value = new Map()
  }

  const refused = async (refusal: Refusal): Promise<Outcome> => {
    const { plural } = section
    const id = stored.value?.id
    if (refusal.kind !== 'refused' || id === undefined) return { what: 'failed', refusal }
    if (refusal.code === 'no-such-object') return { what: 'gone' }
    if (refusal.code !== 'changed-meanwhile') return { what: 'failed', refusal }
    const now = await api.read(plural, id)
    if (now.ok) return { what: 'conflict', theirs: now.value }
    const isGone = now.refusal.kind === 'refused' && now.refusal.status === 404
    return isGone ? { what: 'gone' } : { what: 'failed', refusal: now.refusal }
  }

  return {
    ...{ section, stored, base, draft, saving, outcome },
    isDirty: computed(() => changedMembers(base.value, draft.value).length > 0),
    problems: computed(() => {
      const shown = [...own.value].filter(([path]) => [...touched.value].some((member) => isWithin(path, member)))
      return new Map([...said.value, ...shown])
    }),
    set(member, value) {
      draft.value = { ...draft.value, [member]: value }
      said.value = withoutMember(said.value, member)
      outcome.value = undefined
    },
    touch(path) {
      const member = path.split('.')[0] ?? path
      touched.value = new Set([...touched.value, path, ...(own.value.has(path) ? [] : [member])])
    },
    hear(problems) {
      said.value = problems
    },
    async save(more = {}) {
      if (saving.value) return undefined
      touched.value = new Set(fields.map(({ member }) => member))
      if (own.value.size > 0) return undefined
      saving.value = true
      const now = stored.value
      const content = draft.value
      const answer = now
        ? await api.replace(section.plural, now.id, now.version, content)
        : await api.create(section.plural, { ...content, ...more })
      if (!answer.ok) {
        outcome.value = await refused(answer.refusal)
        const errors = answer.refusal.kind === 'refused' ? (answer.refusal.errors ?? []) : []
        said.value = new Map(errors.map(({ member, message }) => [member, { what: 'said', message }]))
        saving.value = false
        return undefined
      }
      const { password, ...saved } = answer.value as Stored & { password?: string }
      const written = draft.value
      begin(saved)
      // What was written while it was on its way is to be saved next.
      if (written !== content) draft.value = onTopOf(content, written, base.value)
      outcome.value = { what: now ? 'saved' : 'created' }
      saving.value = false
      onSaved(saved)
      return { ...saved, ...(password !== undefined && { password }) }
    },
    settle(how) {
      const conflict = outcome.value
      if (conflict?.what !== 'conflict') return
      const mine = onTopOf(base.value, draft.value, contentOf(conflict.theirs))
      begin(conflict.theirs)
      if (how === 'mine') draft.value = mine
      outcome.value = undefined
    },
    discard() {
      draft.value = base.value
      touched.value = new Set()
      said.value = new Map()
      outcome.value = undefined
    },
  }
}
