/** An address of the internet protocol as a number, so that addresses can be compared. */
export interface IpAddress {
  readonly version: 4 | 6
  readonly value: bigint
}

const fourPart = /^(?:0|[1-9]\d{0,2})$/
const sixPart = /^[0-9a-f]{1,4}$/i

const parseFour = (text: string): bigint | undefined => {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => fourPart.test(part) && Number(part) <= 255)) return undefined
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n)
}

/** The groups of one side of `::`, 16 bits each; an IPv4 address at the end counts as two. */
const groups = (text: string, last: boolean): bigint[] | undefined => {
  if (text === '') return []
  const found: bigint[] = []
  const parts = text.split(':')
  for (const [index, part] of parts.entries()) {
    const four = last && index === parts.length - 1 && part.includes('.') ? parseFour(part) : undefined
    if (four !== undefined) found.push(four >> 16n, four & 0xffffn)
    else if (sixPart.test(part)) found.push(BigInt(`0x${part}`))
    else return undefined
  }
  return found
}

const parseSix = (text: string): bigint | undefined => {
  const sides = text.split('::')
  if (sides.length > 2) return undefined
  const [first = '', second] = sides
  const before = groups(first, second === undefined)
  const after = second === undefined ? [] : groups(second, true)
  if (before === undefined || after === undefined) return undefined
  const missing = 8 - before.length - after.length
  if (second === undefined ? missing !== 0 : missing < 1) return undefined
  const all = [...before, ...Array.from({ length: missing }, () => 0n), ...after]
  return all.reduce((value, group) => (value << 16n) | group, 0n)
}

/** The prefix of IPv4 addresses that are written as IPv6 ones. */
const mapped = 0xffffn

/**
 * Reads an IPv4 or IPv6 address; `undefined` for anything else, also for one with a zone or with leading zeros, which
 * systems read differently. An IPv4 address in the form of IPv6 (`::ffff:192.0.2.1`) is the IPv4 address.
 */
export const parseIpAddress = (text: string): IpAddress | undefined => {
  if (!text.includes(':')) {
    const value = parseFour(text)
    return value === undefined ? undefined : { version: 4, value }
  }
  const value = parseSix(text)
  if (value === undefined) return undefined
  return value >> 32n === mapped ? { version: 4, value: value & 0xffff_ffffn } : { version: 6, value }
}
