/** Setup as one administrator works on it: lists, and what they are writing. It outlives going elsewhere and back. */
import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { Server } from '../../api/server.js'
import { createSetupApi, type SetupApi, type Stored } from '../api/setup-api.js'
import { createForm, type Form } from './form.js'
import { createNames, type Names } from './names.js'
import { createObjectList, type ObjectList } from './object-list.js'
import { sectionOf, sections, type SectionId } from './sections.js'
import { createTransfer, type Transfer } from './transfer.js'

/** Which object is written; a new one has no id. */
export interface FormName {
  readonly section: SectionId
  readonly id: string | undefined
}

/** An object on its way to being written. */
export type Opened =
  { readonly state: 'loading' | 'gone' | 'failed' } | { readonly state: 'there'; readonly form: Form }

/** What the server shows this once. */
export interface Secret {
  readonly what: 'password' | 'token'
  /** Whose it is. */
  readonly name: string
  readonly value: string
}

export interface Setup {
  readonly api: SetupApi
  /** What is to be shown before it is gone. */
  readonly secret: Signal<Secret | undefined>
  readonly names: Names
  /** A file that is taken in: that goes on, and is told, wherever one is meanwhile. */
  readonly transfer: Transfer
  /** How many objects each section has; undefined until it is known. */
  readonly counts: ReadonlySignal<ReadonlyMap<SectionId, number> | undefined>
  readonly countsFailed: ReadonlySignal<boolean>
  loadCounts(): Promise<void>
  listOf(section: SectionId): ObjectList
  /** What is being written, as it was left; fetched anew where nothing was. */
  open(name: FormName): ReadonlySignal<Opened>
  /**
   * A new object was made: what is written on it from here on goes by its own name. `isNext`: whether its page comes up
   * next, and says so.
   */
  made(section: SectionId, id: string, isNext: boolean): void
  /** Forgets what was written, so that it is fetched anew next time. */
  close(name: FormName): void
  /** What has been written and not saved. */
  readonly unsaved: ReadonlySignal<readonly FormName[]>
}

const keyOf = ({ section, id }: FormName): string => `${section}/${id ?? ''}`

/** Whether something of it would be lost. */
const isAtWork = (now: Opened): boolean =>
  now.state === 'loading' || (now.state === 'there' && (now.form.isDirty.peek() || now.form.saving.peek()))

/** Nothing is fetched or written yet. */
export function createSetup(server: Pick<Server, 'ask' | 'askLong'>, newKey: () => string): Setup {
  const api = createSetupApi(server)
  const names = createNames(api)
  const counts = signal<ReadonlyMap<SectionId, number> | undefined>(undefined)
  const countsFailed = signal(false)
  const lists = new Map<SectionId, ObjectList>()
  const opened = signal<ReadonlyMap<string, { readonly name: FormName; readonly now: ReadonlySignal<Opened> }>>(
    new Map(),
  )

  let justMade: string | undefined

  const onSaved = (stored: Stored): void => names.learn([stored])

  const open = ({ section: sectionId, id }: FormName): ReadonlySignal<Opened> => {
    const section = sectionOf(sectionId)
    const begin = (object?: Stored): Form => createForm(api, section, object, newKey, onSaved)
    if (id === undefined) return signal<Opened>({ state: 'there', form: begin() })
    const now = signal<Opened>({ state: 'loading' })
    void api.read(section.plural, id).then((answer) => {
      if (answer.ok) {
        names.learn([answer.value])
        now.value = { state: 'there', form: begin(answer.value) }
      } else {
        const isGone = answer.refusal.kind === 'refused' && answer.refusal.status === 404
        now.value = { state: isGone ? 'gone' : 'failed' }
      }
    })
    return now
  }

  const close = (name: FormName): void => {
    opened.value = new Map([...opened.peek()].filter(([key]) => key !== keyOf(name)))
  }

  return {
    ...{ api, names, transfer: createTransfer(api), counts, countsFailed, close },
    made(section, id, isNext) {
      justMade = isNext ? keyOf({ section, id }) : undefined
      const before = keyOf({ section, id: undefined })
      opened.value = new Map(
        [...opened.peek()].map(([key, entry]) =>
          key === before ? [keyOf({ section, id }), { ...entry, name: { section, id } }] : [key, entry],
        ),
      )
    },
    secret: signal<Secret | undefined>(undefined),
    async loadCounts() {
      const filtered = sections.filter(({ only }) => only !== undefined)
      const [whole, ...some] = await Promise.all([
        api.counts(),
        ...filtered.map(({ plural, only }) => api.list(plural, { only, limit: 1 })),
      ])
      countsFailed.value = !whole.ok
      if (!whole.ok) return
      const found = new Map(sections.map(({ id, plural }) => [id, whole.value.counts[plural] ?? 0]))
      for (const [place, answer] of some.entries()) {
        const section = filtered[place]
        if (section && answer.ok) found.set(section.id, answer.value.total)
      }
      counts.value = found
    },
    listOf(section) {
      let list = lists.get(section)
      if (list === undefined) {
        list = createObjectList(api, sectionOf(section), (objects) => names.learn(objects))
        lists.set(section, list)
      }
      return list
    },
    open(name) {
      const known = opened.peek().get(keyOf(name))
      // What was made just now says so, and is as the server has it.
      const isNew = justMade === keyOf(name)
      justMade = undefined
      if (known && (isNew || isAtWork(known.now.peek()))) return known.now
      const now = open(name)
      opened.value = new Map([...opened.peek(), [keyOf(name), { name, now }]])
      return now
    },
    unsaved: computed(() =>
      [...opened.value.values()].flatMap(({ name, now }) =>
        now.value.state === 'there' && now.value.form.isDirty.value ? [name] : [],
      ),
    ),
  }
}
