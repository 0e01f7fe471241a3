/**
 * Members that many kinds have. Beside what JSON Schema says, a member may carry `form`, which ends the sentence "must
 * be …" for people, and `refersTo`, the kind of object whose id it holds.
 */
import { Type } from 'typebox'

/** What a kind's schemas say of a member beyond JSON Schema. */
export interface MemberNotes {
  readonly form?: string
  readonly refersTo?: string
}

/** How many characters a name may have. */
export const nameLengthMax = 80
/** How many objects one member may list. */
export const listedMax = 1000

/** A name that can be seen: one of blanks is nothing that anybody could find or press. */
export const nameMember = (description = 'What it is called') =>
  Type.String({ minLength: 1, maxLength: nameLengthMax, pattern: '\\S', description })

export const switchMember = (standard: boolean, description: string) => Type.Boolean({ default: standard, description })

/** A whole number or none. */
export const numberOrNone = (minimum: number, maximum: number, description: string) =>
  Type.Union([Type.Integer({ minimum, maximum }), Type.Null()], { default: null, description })

const idOf = (kind: string) => Type.String({ minLength: 1, maxLength: 15, refersTo: kind, form: `the id of a ${kind}` })

/** The id of another object, or none. */
export const referenceOrNone = (kind: string, description: string) =>
  Type.Union([idOf(kind), Type.Null()], { default: null, description })

/** The ids of other objects. */
export const references = (kind: string, description: string) =>
  Type.Array(idOf(kind), { maxItems: listedMax, uniqueItems: true, default: [], description })
