/**
 * The port behind which setup is kept: few, small, versioned JSON objects, read whole at start, and the record of who
 * changed them. Passwords' hashes and the server's own secrets are objects like the others, of kinds that no API hands
 * out.
 */

/** Which object is meant. */
export interface ObjectName {
  /** The organization it belongs to; `serverScope` for the server's own. */
  readonly organizationId: string
  readonly kind: string
  readonly id: string
}

export interface StoredObject extends ObjectName {
  /** 1 when it was created, one more with each change. */
  readonly version: number
  /** JSON. Means nothing to the store. */
  readonly data: unknown
}

export interface ObjectChange extends ObjectName {
  /** The version the change was decided upon; 0 for an object that must not exist yet. */
  readonly expectedVersion: number
  /** The new content; `undefined` removes the object. */
  readonly data: unknown
}

export type ChangeOutcome =
  | { readonly ok: true }
  /** Nothing was written: this object was at another version than expected. */
  | { readonly ok: false; readonly conflict: ObjectName }

/** Something that was done to an object, as it is recorded. */
export interface AuditEntry extends ObjectName {
  /** Who did it. */
  readonly by: string
  /** JSON. Means nothing to the store. */
  readonly data: unknown
}

export interface AuditRecord extends AuditEntry {
  /** Its place in the organization's record: 1, 2, 3, … */
  readonly number: number
}

export interface AuditQuery {
  readonly organizationId: string
  /** Only what was done to objects of this kind, to the object with this id, by them. */
  readonly kind?: string | undefined
  readonly id?: string | undefined
  readonly by?: string | undefined
  /** Only records with a smaller number. */
  readonly before?: number | undefined
  readonly limit: number
}

/** How many records of an organization are kept; the oldest go first. */
export const auditRecordsMax = 50_000

export interface SetupStore {
  all(): Promise<readonly StoredObject[]>
  /** One object; `undefined` when it is not there. */
  find(name: ObjectName): Promise<StoredObject | undefined>
  /**
   * Carries out all of the changes and records the entries, or none of it; settles once it is durable. Of each
   * organization the newest records are kept, up to {@link auditRecordsMax} unless the store was opened with another
   * limit.
   */
  change(changes: readonly ObjectChange[], entries?: readonly AuditEntry[]): Promise<ChangeOutcome>
  /** What was recorded, the newest first. */
  audit(query: AuditQuery): Promise<readonly AuditRecord[]>
}
