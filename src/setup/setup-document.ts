/** The whole setup of an organization as one document, to be kept, compared and taken in elsewhere. Never a secret. */
import { memberChanges, type MemberChange } from './audit.js'
import { isPlainObject } from './content-errors.js'
import type { Edit } from './proposal.js'
import type { Setup } from './setup.js'
import { SetupError } from './setup-error.js'
import { setupKindNames, setupKinds, withDefaults, type SetupKindName } from './setup-kinds.js'

/** The form of documents that this version writes and reads. */
export const documentVersion = 1
/** How many objects a document may hold. */
export const documentObjectsMax = 20_000

/** Objects by their kind's plural, in the order of the kinds; each with its id and all of its members. */
export interface SetupDocument {
  readonly parleySetup: typeof documentVersion
  readonly [plural: string]: unknown
}

/** What taking a document in does to an object. */
export interface Difference {
  readonly action: 'create' | 'change'
  readonly kind: SetupKindName
  readonly id: string
  readonly name: string
  readonly changes: readonly MemberChange[]
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1)

/** Everything an organization has set up, in an order that only depends on what it is. */
export const documentOf = (setup: Setup, organizationId: string): SetupDocument => ({
  parleySetup: documentVersion,
  ...Object.fromEntries(
    setupKindNames.map((kind) => [
      setupKinds[kind].plural,
      setup
        .allRaw(organizationId, kind)
        .sort(byId)
        .map(({ id, data }) => ({ id, ...withDefaults(kind, data) })),
    ]),
  ),
})

const refuse = (member: string, message: string): never => {
  throw new SetupError('invalid', `${member}: ${message}`, [{ member, message }])
}

const editOf = (kind: SetupKindName, object: unknown, place: string): Edit => {
  if (!isPlainObject(object)) return refuse(place, 'Must be an object with its id.')
  const { id } = object
  if (typeof id !== 'string') return refuse(`${place}.id`, 'Is required.')
  return { kind, id, place, data: Object.fromEntries(Object.entries(object).filter(([member]) => member !== 'id')) }
}

/** What a document says, as edits of its organization. Throws {@link SetupError} for what is no such document. */
export const editsOf = (document: unknown): { organizationId: string; edits: Edit[] } => {
  if (!isPlainObject(document)) return refuse('', 'Must be a setup document.')
  if (document.parleySetup !== documentVersion) {
    return refuse('parleySetup', `Must be ${documentVersion}: the form that this version reads.`)
  }
  const plurals = new Map(setupKindNames.map((kind) => [setupKinds[kind].plural, kind]))
  const edits: Edit[] = []
  for (const [plural, objects] of Object.entries(document)) {
    if (plural === 'parleySetup') continue
    const kind = plurals.get(plural)
    if (kind === undefined) return refuse(plural, `Must be one of ${[...plurals.keys()].join(', ')}.`)
    if (!Array.isArray(objects)) return refuse(plural, 'Must be a list.')
    for (const [index, object] of objects.entries()) {
      if (edits.length >= documentObjectsMax)
        return refuse(plural, `There can be at most ${documentObjectsMax} objects.`)
      edits.push(editOf(kind, object, `${plural}.${index}`))
    }
  }
  const names = new Set(edits.map(({ kind, id }) => `${kind}/${id}`))
  if (names.size < edits.length) return refuse('', 'Must not hold two objects of a kind with the same id.')
  const [organization, ...others] = edits.filter(({ kind }) => kind === 'organization')
  if (organization === undefined || others.length > 0) return refuse('organizations', 'Must hold the one organization.')
  return { organizationId: organization.id, edits }
}

/** What some edits would change; none where everything is so already. Yields how many were looked at. */
export function* differencesOf(
  setup: Setup,
  organizationId: string,
  edits: readonly Edit[],
): Generator<number, Difference[]> {
  const differences: Difference[] = []
  for (const [index, { kind, id, data }] of edits.entries()) {
    const stored = setup.raw(organizationId, kind, id)
    const [before, after] = [stored && withDefaults(kind, stored.data), withDefaults(kind, data)]
    const changes = memberChanges(before, after)
    const { name = '' } = after as { name?: string }
    if (!before || changes.length > 0)
      differences.push({ action: before ? 'change' : 'create', kind, id, name, changes })
    yield index + 1
  }
  return differences
}
