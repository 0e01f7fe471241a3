/** What the objects are called that others refer to. Asked for together, and kept. */
import { signal, type ReadonlySignal } from '@preact/signals'
import { withoutTurning } from '../../api/read-json.js'
import type { SetupApi } from '../api/setup-api.js'
import type { Plural } from './plural.js'

/** How many ids one call may name. */
export const idsAskedMax = 100

export interface Names {
  /** By id; an object that is not there has none. */
  readonly known: ReadonlySignal<ReadonlyMap<string, string>>
  /** Asks for names that are not known yet. */
  want(plural: Plural, ids: readonly string[]): void
  /** Somebody has seen these objects anyway. */
  learn(objects: readonly { readonly id: string; readonly name: string }[]): void
}

/** Nothing is known yet. */
export function createNames(api: Pick<SetupApi, 'list'>): Names {
  const known = signal<ReadonlyMap<string, string>>(new Map())
  const asked = new Set<string>()
  const open = new Map<Plural, Set<string>>()

  const learn: Names['learn'] = (objects) => {
    const named = objects.map(({ id, name }) => [id, withoutTurning(name)] as const)
    if (named.every(([id, name]) => known.peek().get(id) === name)) return
    known.value = new Map([...known.peek(), ...named])
  }
  const ask = async (plural: Plural, ids: readonly string[]): Promise<void> => {
    const answer = await api.list(plural, { ids, limit: idsAskedMax })
    if (answer.ok) learn(answer.value.objects)
    // Whoever wants them again may have more luck.
    else for (const id of ids) asked.delete(id)
  }
  const askAll = (): void => {
    for (const [plural, ids] of open) {
      const all = [...ids]
      for (let from = 0; from < all.length; from += idsAskedMax) void ask(plural, all.slice(from, from + idsAskedMax))
    }
    open.clear()
  }

  return {
    known,
    learn,
    want(plural, ids) {
      for (const id of ids) {
        if (asked.has(id) || known.peek().has(id)) continue
        asked.add(id)
        // Everything that is drawn at once asks at once.
        if (open.size === 0) queueMicrotask(askAll)
        open.set(plural, (open.get(plural) ?? new Set()).add(id))
      }
    },
  }
}
