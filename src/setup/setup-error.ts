/** Something that is wrong with one member of an object, for people who see it beside a field. */
export interface MemberError {
  /** The member's name, those inside others after dots: `periods.0.from`. Empty: the object as a whole. */
  readonly member: string
  /** A sentence that says what to do. */
  readonly message: string
}

/** Why a change of setup was refused. Nothing was changed. */
export type SetupErrorCode =
  /** The content is not what such an object holds; `errors` says member by member. */
  | 'invalid'
  | 'no-such-object'
  /** Somebody else changed the object meanwhile. */
  | 'changed-meanwhile'
  | 'exists-already'
  /** Other objects refer to it. */
  | 'in-use'
  /** Nobody could change setup any more. */
  | 'last-administrator'
  | 'too-many'
  /** An idempotency key was used for something else. */
  | 'key-reused'

export class SetupError extends Error {
  override name = 'SetupError'

  constructor(
    readonly code: SetupErrorCode,
    message: string,
    readonly errors: readonly MemberError[] = [],
  ) {
    super(message)
  }
}
