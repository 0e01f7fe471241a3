/** What recognises a command's content when it comes again, made of nothing that the rules against sensitive data hide. */
import type { VisitorServices } from './resource.js'

type Masked = (text: string) => string

/** A value of JSON with everything in it masked: texts, numbers, which may be kept as texts, and names of members. */
const maskAll = (value: unknown, masked: Masked): unknown => {
  if (typeof value === 'string' || typeof value === 'number') return masked(String(value))
  if (Array.isArray(value)) return value.map((member) => maskAll(member, masked))
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value).map(([name, member]) => [masked(name), maskAll(member, masked)])
}

/**
 * A keyed hash of what was sent to `path`: of the masked `body` where the organization has rules for visitors, else of
 * `text`, which is what the body was read from.
 */
export const commandDigest = (
  { hash, masks }: VisitorServices,
  organizationId: string | undefined,
  path: string,
  body: unknown,
  text: string,
): string => {
  const mask = organizationId === undefined ? undefined : masks(organizationId, 'visitor')
  if (mask === undefined) return hash.digest(`${path}\n${text}`)
  return hash.digest(`${path}\n${JSON.stringify(maskAll(body, (said) => mask.text(said)))}`)
}
