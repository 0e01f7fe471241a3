/** The record of who changed what in setup: made from each change itself, so that no way to change setup escapes it. */
import type { Instant } from '../lib/clock.js'
import { makingKind } from './makings.js'
import { credentialKind, type StoredCredential } from './new-organization.js'
import { isSetupKind, withDefaults } from './setup-kinds.js'
import type { AuditEntry, ObjectChange, ObjectName } from './setup-store.js'
import { tokenKind, type StoredProgramToken } from './program-tokens.js'

/** Who changes setup, and when. */
export interface Author {
  /** An agent's id, or what acted by itself: `command-line`, `server`. */
  readonly by: string
  /** What they were called then. */
  readonly name: string
  readonly at: Instant
}

/** A member that was changed. A secret has neither value. */
export interface MemberChange {
  readonly member: string
  /** Absent when the object is new. */
  readonly before?: unknown
  /** Absent when the object is gone. */
  readonly after?: unknown
}

/** A record as it is read. */
export interface AuditedChange extends ObjectName {
  readonly number: number
  /** See {@link Author.by}. */
  readonly by: string
  readonly note: AuditNote
}

export type AuditAction = 'created' | 'changed' | 'removed'

/** What an audit record says beside what it is about. */
export interface AuditNote {
  readonly at: Instant
  readonly byName: string
  readonly action: AuditAction
  /** What the object was called. */
  readonly name: string
  readonly changes: readonly MemberChange[]
}

/** Whether two values are the same JSON, whatever the order of their members. */
export const sameJson = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const names = Object.keys(left)
  if (names.length !== Object.keys(right).length) return false
  return names.every((name) => Object.hasOwn(right, name) && sameJson(left[name], right[name]))
}

/** What differs between two contents of an object; either may be missing. */
export const memberChanges = (before: object | undefined, after: object | undefined): MemberChange[] => {
  const [old, fresh] = [before as Record<string, unknown> | undefined, after as Record<string, unknown> | undefined]
  const members = new Set([...Object.keys(old ?? {}), ...Object.keys(fresh ?? {})])
  return [...members]
    .sort()
    .filter((member) => !old || !fresh || !sameJson(old[member], fresh[member]))
    .map((member) => ({ member, ...(old && { before: old[member] }), ...(fresh && { after: fresh[member] }) }))
}

/** An object's content as the record shows it: never a secret. */
const shown = (kind: string, data: unknown): object | undefined => {
  if (data === undefined) return undefined
  if (isSetupKind(kind)) return withDefaults(kind, data)
  if (kind !== tokenKind) return {}
  const { name, agentId } = data as StoredProgramToken
  return { name, agentId }
}

const nameOf = (content: object | undefined): string => (content as { name?: string } | undefined)?.name ?? ''

const keyOf = ({ organizationId, kind, id }: ObjectName): string => `${organizationId}/${kind}/${id}`

/** What is recorded of some changes, change by change; `dataOf` gives what is stored of an object before them. */
export function* auditEntries(
  changes: readonly ObjectChange[],
  dataOf: (name: ObjectName) => unknown,
  { by, name: byName, at }: Author,
): Generator<void, AuditEntry[]> {
  const entries = new Map<string, { about: ObjectName; note: AuditNote }>()
  const record = ({ organizationId, kind, id }: ObjectName, note: Omit<AuditNote, 'at' | 'byName'>) => {
    const key = keyOf({ organizationId, kind, id })
    const known = entries.get(key)?.note
    const changes = [...(known?.changes ?? []), ...note.changes]
    entries.set(key, { about: { organizationId, kind, id }, note: { at, byName, ...(known ?? note), changes } })
  }
  for (const change of changes) {
    // What a key made is told by what was made.
    if (change.kind === credentialKind || change.kind === makingKind) continue
    const [before, after] = [shown(change.kind, dataOf(change)), shown(change.kind, change.data)]
    const action = before === undefined ? 'created' : after === undefined ? 'removed' : 'changed'
    record(change, { action, name: nameOf(after ?? before), changes: memberChanges(before, after) })
    yield
  }
  for (const change of changes) {
    if (change.kind !== credentialKind || change.data === undefined) continue
    const [before, after] = [dataOf(change), change.data] as [StoredCredential | undefined, StoredCredential]
    // Both are their agent's.
    const agent = { ...change, kind: 'agent' }
    const member = before?.passwordHash === after.passwordHash ? 'logIns' : 'password'
    // That log-ins end with their agent needs no words of its own.
    const isSaid = entries.has(keyOf(agent))
    if (member === 'logIns' && (isSaid || before?.logInsAfter === after.logInsAfter)) continue
    const name = nameOf(dataOf(agent) as object | undefined)
    record(agent, { action: 'changed', name, changes: [{ member }] })
  }
  return [...entries.values()]
    .filter(({ note }) => note.action !== 'changed' || note.changes.length > 0)
    .map(({ about, note }) => ({ ...about, by, data: note }))
}
