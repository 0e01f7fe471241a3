/** One object being written: what it was, what it is to be, what is wrong with it, and what became of saving it. */
import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Refusal } from '../../api/answer.js'
import type { SetupApi, Stored } from '../api/setup-api.js'
import type { Content } from './field.js'
import { changedMembers, isSame, onTopOf } from './merge.js'
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
  /** Makes a new object, once however often it is tried, or saves the changes; gives what is stored then, if it is. */
  save(): Promise<(Stored & { password?: string }) | undefined>
  /** Ends a conflict: with theirs alone, or with what was changed here on top, to be saved next. */
  settle(how: 'theirs' | 'mine'): void
  /** What the server finds wrong, whether it was asked by saving or not. */
  hear(problems: Problems): void
  /** Gives up what was written; nothing while it is on its way to the server, for nobody knows what comes of that. */
  discard(): void
}

const heads = new Set(['id', 'version'])

/** What an object holds, without what names it. */
export const contentOf = (stored: Stored): Content =>
  Object.fromEntries(Object.entries(stored).filter(([member]) => !heads.has(member)))

const isWithin = (path: string, member: string): boolean => path === member || path.startsWith(`${member}.`)

const withoutMember = (problems: Problems, member: string): Problems =>
  new Map([...problems].filter(([path]) => !isWithin(path, member)))

/** What came of trying to save: what is stored, and what of it was sent; or why not. */
type Attempt =
  { readonly saved: Stored & { password?: string }; readonly sent: Content } | { readonly outcome: Outcome }

/** A new object as it was sent, and what the server knows it by when it comes again. */
interface Sent {
  readonly content: Content
  readonly key: string
}

const isRefused = (attempt: Attempt): boolean =>
  'outcome' in attempt && attempt.outcome.what === 'failed' && attempt.outcome.refusal.kind === 'refused'

/** What the server says of members. */
const saidOf = (refusal: Refusal): Problems => {
  const errors = refusal.kind === 'refused' ? (refusal.errors ?? []) : []
  return new Map(errors.map(({ member, message }) => [member, { what: 'said', message }]))
}

/** Writes on `object`, or on a new one of the section. `newKey` gives something that nobody guesses. */
export function createForm(
  api: Pick<SetupApi, 'create' | 'replace' | 'read'>,
  section: Section,
  object: Stored | undefined,
  newKey: () => string,
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
  /** Whether this was made is not known: sending the same again tells, and makes nothing twice. */
  let unanswered: Sent | undefined
  const own = computed(() => problemsOf(fields, draft.value))

  const begin = (next: Stored): void => {
    stored.value = next
    base.value = contentOf(next)
    draft.value = base.value
    touched.value = new Set()
    said.value = new Map()
  }

  const failed = (refusal: Refusal): Attempt => ({ outcome: { what: 'failed', refusal } })

  /** Saves over a version of the object. */
  const replace = async (now: Stored, content: Content): Promise<Attempt> => {
    const { plural } = section
    const answer = await api.replace(plural, now.id, now.version, content)
    if (answer.ok) return { saved: answer.value, sent: content }
    const { refusal } = answer
    if (refusal.kind !== 'refused') return failed(refusal)
    if (refusal.code === 'no-such-object') return { outcome: { what: 'gone' } }
    if (refusal.code !== 'changed-meanwhile') return failed(refusal)
    const read = await api.read(plural, now.id)
    if (!read.ok) {
      const isGone = read.refusal.kind === 'refused' && read.refusal.status === 404
      return isGone ? { outcome: { what: 'gone' } } : failed(read.refusal)
    }
    const theirs = contentOf(read.value)
    // It is as it was to become: most likely the answer to an earlier attempt was lost.
    if (isSame(theirs, content)) return { saved: read.value, sent: content }
    // It was saved, and nothing in it changed.
    if (isSame(theirs, contentOf(now)) && read.value.version > now.version) return replace(read.value, content)
    return { outcome: { what: 'conflict', theirs: read.value } }
  }

  const send = async (sent: Sent): Promise<Attempt> => {
    const answer = await api.create(section.plural, sent.content, sent.key)
    unanswered = answer.ok || answer.refusal.kind === 'refused' ? undefined : sent
    return answer.ok ? { saved: answer.value, sent: sent.content } : failed(answer.refusal)
  }

  /** Makes the object; one that was sent before and may be there comes first, whatever was written since. */
  const create = async (content: Content): Promise<Attempt> => {
    if (unanswered !== undefined) {
      const earlier = unanswered.content
      const attempt = await send(unanswered)
      if (!isRefused(attempt) || isSame(earlier, content)) return attempt
    }
    return send({ content, key: newKey() })
  }

  const form: Form = {
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
      // What nobody has written on yet is not wrong before it is to be saved.
      if (isSame(base.value[member], draft.value[member])) return
      touched.value = new Set([...touched.value, path, ...(own.value.has(path) ? [] : [member])])
    },
    hear(problems) {
      said.value = problems
    },
    async save() {
      if (saving.value) return undefined
      touched.value = new Set(fields.map(({ member }) => member))
      if (own.value.size > 0) return undefined
      const now = stored.value
      const content = draft.value
      if (now && isSame(base.value, content)) {
        // Nothing is to be sent, and nothing to be recorded as a change.
        outcome.value = { what: 'saved' }
        return now
      }
      saving.value = true
      const attempt = now ? await replace(now, content) : await create(content)
      if ('outcome' in attempt) {
        outcome.value = attempt.outcome
        said.value = attempt.outcome.what === 'failed' ? saidOf(attempt.outcome.refusal) : new Map()
        saving.value = false
        return undefined
      }
      const { sent } = attempt
      const { password, ...saved } = attempt.saved
      const written = draft.value
      begin(saved)
      // What was written while it was on its way is to be saved next.
      if (written !== sent) draft.value = onTopOf(sent, written, base.value)
      outcome.value = { what: now ? 'saved' : 'created' }
      saving.value = false
      onSaved(saved)
      // What was to be saved is more than what had been sent before.
      const latest = sent !== content && form.isDirty.value ? await form.save() : undefined
      return { ...(latest ?? saved), ...(password !== undefined && { password }) }
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
      if (saving.value) return
      unanswered = undefined
      draft.value = base.value
      touched.value = new Set()
      said.value = new Map()
      outcome.value = undefined
    },
  }
  return form
}
