/** Whether edits of setup may be carried out: what each holds, what it refers to, and what must hold of all together. */
import { contentErrors, errorsToldMax } from './content-errors.js'
import { kindErrors } from './kind-checks.js'
import { Proposal, type Edit } from './proposal.js'
import { referencesOf } from './references.js'
import type { Setup } from './setup.js'
import { SetupError, type MemberError } from './setup-error.js'
import { setupKinds, withDefaults, type SetupKindName, type SetupKinds } from './setup-kinds.js'

/** How many objects of a kind an organization may have. */
export const objectsPerKindMax = 10_000
/** How many of those that use an object are named. */
const usersNamedMax = 3

const idForm = /^[A-Za-z0-9]{15}$/

/** A new object's id may be given, so that clients which know it from elsewhere go on working. */
const idErrors = (kind: SetupKindName, id: string): MemberError[] => {
  const { idPrefix } = setupKinds[kind]
  if (idForm.test(id) && id.startsWith(idPrefix)) return []
  return [{ member: 'id', message: `Must be an id of 15 letters and digits that begins with ${idPrefix}.` }]
}

const referenceErrors = (proposal: Proposal, { kind, id: own }: Edit, content: object): MemberError[] =>
  referencesOf(kind, content).flatMap(({ member, kind: target, id }) => {
    if (proposal.get(target, id) === undefined) return [{ member, message: `There is no ${target} ${id}.` }]
    return target === kind && id === own ? [{ member, message: 'Must be another one.' }] : []
  })

/** Requests must not go round in a circle from queue to queue. */
const overflowErrors = (proposal: Proposal, { kind, id }: Edit): MemberError[] => {
  if (kind !== 'queue') return []
  const passed = new Set<string>()
  let next = proposal.get('queue', id)?.overflowQueueId ?? null
  while (next !== null && next !== id && !passed.has(next)) {
    passed.add(next)
    next = proposal.get('queue', next)?.overflowQueueId ?? null
  }
  return next === id && passed.size > 0
    ? [{ member: 'overflowQueueId', message: 'Must not lead back to this queue by way of others.' }]
    : []
}

/** What no two objects may have in common, for the edits that bring it about. */
const uniquenessErrors = (setup: Setup, proposal: Proposal): ((edit: Edit) => MemberError[]) => {
  // Made at most once each, and only when such objects are edited: there may be thousands.
  const once = <T>(make: () => T): (() => T) => {
    let made: { value: T } | undefined
    return () => (made ??= { value: make() }).value
  }
  const usernames = once(() => proposal.byText('agent', ({ username }) => username))
  const shortcuts = once(() => proposal.byText('quick-text', ({ shortcut }) => shortcut))
  return ({ kind, id }) => {
    if (kind === 'agent') {
      const username = proposal.get(kind, id)?.username.toLowerCase() ?? ''
      const elsewhere = setup.agentByUsername(username)
      const taken =
        (elsewhere !== undefined && elsewhere.organizationId !== proposal.organizationId) ||
        (usernames().get(username) ?? []).length > 1
      return taken ? [{ member: 'username', message: 'Another agent has this username; choose another.' }] : []
    }
    if (kind !== 'quick-text') return []
    const shortcut = proposal.get(kind, id)?.shortcut.toLowerCase() ?? ''
    const other = shortcuts()
      .get(shortcut)
      ?.find((one) => one.id !== id)
    return other ? [{ member: 'shortcut', message: `${other.name} has this shortcut; choose another.` }] : []
  }
}

/** What is wrong with an edit by itself; nothing for a removal. */
const ownErrors = (
  setup: Setup,
  organizationId: string,
  { kind, id, data }: Edit,
  patternProblem: (pattern: string) => string | undefined,
): MemberError[] => {
  if (data === undefined) return []
  const isNew = setup.raw(organizationId, kind, id) === undefined
  const errors = [...(isNew ? idErrors(kind, id) : []), ...contentErrors(kind, data)]
  if (errors.length > 0) return errors
  // How patterns are matched is not setup's to know.
  const problem = kind === 'sensitive-data-rule' ? patternProblem((data as { pattern: string }).pattern) : undefined
  if (problem !== undefined) return [{ member: 'pattern', message: problem }]
  return kindErrors<SetupKindName>(kind, withDefaults(kind, data) as SetupKinds[SetupKindName])
}

/** What is wrong with some edits, up to as many mistakes as are told at once. */
class Mistakes {
  readonly #alone: boolean
  readonly #errors: MemberError[] = []
  #message = ''

  constructor(edits: readonly Edit[]) {
    this.#alone = edits.length === 1
  }

  note({ kind, id, data, place }: Edit, errors: readonly MemberError[]): void {
    const [first] = errors
    if (first === undefined) return
    if (this.#errors.length === 0) {
      const name = (data as { name?: unknown } | undefined)?.name
      const what = this.#alone ? '' : `${kind} ${typeof name === 'string' ? name : id}: `
      this.#message = `${what}${first.member === '' ? '' : `${first.member}: `}${first.message}`
    }
    const placed = errors.map(({ member, message }) => ({ member: inPlace(place, member), message }))
    this.#errors.push(...placed.slice(0, errorsToldMax - this.#errors.length))
  }

  refuse(): void {
    if (this.#errors.length > 0) throw new SetupError('invalid', this.#message, this.#errors)
  }
}

const inPlace = (place: string | undefined, member: string): string =>
  place === undefined ? member : member === '' ? place : `${place}.${member}`

const refuseUsed = (proposal: Proposal, { kind, id, data }: Edit): void => {
  if (data !== undefined) return
  const users = proposal.usersOf(kind, id)
  if (users.length === 0) return
  const named = users.slice(0, usersNamedMax).map((user) => `${user.kind} ${user.name} (${user.id})`)
  const more = users.length > named.length ? ` and ${users.length - named.length} more` : ''
  throw new SetupError('in-use', `It is used by ${named.join(', ')}${more}. Change that first.`)
}

const refuseLockOut = (setup: Setup, proposal: Proposal, edits: readonly Edit[]): void => {
  const isInCharge = (agent: { role: string; active: boolean }) => agent.role === 'administrator' && agent.active
  if (!edits.some(({ kind }) => kind === 'agent')) return
  if (!setup.agents(proposal.organizationId).some(isInCharge) || proposal.all('agent').some(isInCharge)) return
  throw new SetupError(
    'last-administrator',
    'Somebody must be left who can change this. Make another administrator first.',
  )
}

const refuseTooMany = (setup: Setup, proposal: Proposal, edits: readonly Edit[]): void => {
  for (const kind of new Set(edits.map((edit) => edit.kind))) {
    const count = proposal.all(kind).length
    if (count <= objectsPerKindMax || count <= setup.all(proposal.organizationId, kind).length) continue
    throw new SetupError('too-many', `There can be at most ${objectsPerKindMax} ${setupKinds[kind].plural}.`)
  }
}

/**
 * Throws {@link SetupError} for the edits that cannot be carried out, or for what they would do together. Step by step:
 * each yields how many edits were looked at by themselves, which is most of the work. Setup must be the same at the end
 * as it was at the beginning.
 */
export function* checkEdits(
  setup: Setup,
  organizationId: string,
  edits: readonly Edit[],
  patternProblem: (pattern: string) => string | undefined,
): Generator<number, void> {
  const own = new Mistakes(edits)
  // Each by itself first: what follows relies on every content being of its kind's shape.
  for (const [index, edit] of edits.entries()) {
    own.note(edit, ownErrors(setup, organizationId, edit, patternProblem))
    yield index + 1
  }
  own.refuse()
  const proposal = new Proposal(setup, organizationId, edits)
  for (const { kind, id } of edits) {
    // Later steps look at all of them at once; each is made here, one by one.
    proposal.get(kind, id)
    yield edits.length
  }
  const uniqueness = uniquenessErrors(setup, proposal)
  const together = new Mistakes(edits)
  for (const edit of edits) {
    if (edit.data !== undefined) {
      const references = referenceErrors(proposal, edit, edit.data)
      together.note(edit, [...references, ...overflowErrors(proposal, edit), ...uniqueness(edit)])
    }
    yield edits.length
  }
  together.refuse()
  for (const edit of edits) {
    refuseUsed(proposal, edit)
    yield edits.length
  }
  refuseLockOut(setup, proposal, edits)
  refuseTooMany(setup, proposal, edits)
}
