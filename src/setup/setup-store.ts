/**
 * The port behind which setup is kept: few, small, versioned JSON objects, read whole at start. Passwords' hashes and
 * the server's own secrets are objects like the others, of kinds that no API hands out.
 */

export interface StoredObject {
  /** The organization it belongs to; `serverScope` for the server's own. */
  readonly organizationId: string
  readonly kind: string
  readonly id: string
  /** 1 when it was created, one more with each change. */
  readonly version: number
  /** JSON. Means nothing to the store. */
  readonly data: unknown
}

export interface ObjectChange {
  readonly organizationId: string
  readonly kind: string
  readonly id: string
  /** The version the change was decided upon; 0 for an object that must not exist yet. */
  readonly expectedVersion: number
  /** The new content; `undefined` removes the object. */
  readonly data: unknown
}

export type ChangeOutcome =
  | { readonly ok: true }
  /** Nothing was written: this object was at another version than expected. */
  | { readonly ok: false; readonly conflict: Pick<ObjectChange, 'organizationId' | 'kind' | 'id'> }

export interface SetupStore {
  all(): Promise<readonly StoredObject[]>
  /** Carries out all of the changes or none; settles once they are durable. */
  change(changes: readonly ObjectChange[]): Promise<ChangeOutcome>
}
