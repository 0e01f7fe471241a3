/** Pages of lists that lie in memory, by name; a place in one stays good when objects come and go. */
import { ProblemError } from '../agent-api/problems.js'

interface Named {
  readonly id: string
  readonly name: string
}

/** The largest page of a list. */
export const setupPageMax = 200

const place = ({ name, id }: Named): string => `${name.toLowerCase()}\n${id}`
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The objects whose name holds `name`, after a place that an earlier page ended at. Throws a 400 for no such place. */
export const pageOf = <T extends Named>(
  objects: readonly T[],
  { name = '', after, limit }: { name?: string | undefined; after?: string | undefined; limit: number },
): { objects: T[]; next?: string } => {
  const from = after === undefined ? undefined : Buffer.from(after, 'base64url').toString('utf8')
  if (from !== undefined && !from.includes('\n')) {
    throw new ProblemError(400, 'invalid', 'after must be the next of an earlier page.')
  }
  const found = objects
    .filter((object) => object.name.toLowerCase().includes(name.toLowerCase()))
    .map((object) => ({ object, place: place(object) }))
    .filter((one) => from === undefined || one.place > from)
    .sort((a, b) => order(a.place, b.place))
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return {
    objects: page.map(({ object }) => object),
    ...(last && found.length > page.length && { next: Buffer.from(last.place).toString('base64url') }),
  }
}
