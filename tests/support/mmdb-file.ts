/**
 * Writes files in the MaxMind DB format, as far as a test needs it: version 2.0, records of 24 bits, a tree of IPv6
 * addresses with IPv4 below `::/96`. See https://maxmind.github.io/MaxMind-DB/.
 */
type Value = string | number | boolean | bigint | readonly Value[] | { readonly [name: string]: Value }

/** A network such as `203.0.113.0/24` or `2001:db8::/32`, written out in full, and what is known of it. */
export type MmdbEntry = readonly [network: string, value: Value]

const types = { string: 2, double: 3, uint16: 5, uint32: 6, map: 7, uint64: 9, array: 11, boolean: 14 }

/** The byte or bytes that say what follows, and how long it is. */
const control = (type: number, size: number): Buffer => {
  const [short, extra] = size < 29 ? [size, []] : [29, [size - 29]]
  if (size >= 29 + 256) throw new RangeError('Longer values are not needed here.')
  return Buffer.from(type <= 7 ? [(type << 5) | short, ...extra] : [short, type - 7, ...extra])
}

const encode = (value: Value): Buffer => {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value)
    return Buffer.concat([control(types.string, bytes.length), bytes])
  }
  if (typeof value === 'boolean') return control(types.boolean, value ? 1 : 0)
  if (typeof value === 'bigint') {
    const bytes = Buffer.alloc(8)
    bytes.writeBigUInt64BE(value)
    return Buffer.concat([control(types.uint64, 8), bytes])
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(8)
    bytes.writeDoubleBE(value)
    return Buffer.concat([control(types.double, 8), bytes])
  }
  if (Array.isArray(value)) return Buffer.concat([control(types.array, value.length), ...value.map(encode)])
  const members = Object.entries(value)
  return Buffer.concat([
    control(types.map, members.length),
    ...members.flatMap(([name, member]) => [encode(name), encode(member)]),
  ])
}

const uint = (type: number, value: number, bytes: number): Buffer => {
  const written = Buffer.alloc(bytes)
  written.writeUIntBE(value, 0, bytes)
  return Buffer.concat([control(type, bytes), written])
}

const metadata = (nodeCount: number): Buffer => {
  const members: [string, Buffer][] = [
    ['node_count', uint(types.uint32, nodeCount, 4)],
    ['record_size', uint(types.uint16, 24, 2)],
    ['ip_version', uint(types.uint16, 6, 2)],
    ['database_type', encode('Test-City')],
    ['languages', encode(['en'])],
    ['binary_format_major_version', uint(types.uint16, 2, 2)],
    ['binary_format_minor_version', uint(types.uint16, 0, 2)],
    ['build_epoch', encode(1_767_268_800n)],
    ['description', encode({ en: 'For tests' })],
  ]
  return Buffer.concat([
    Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'),
    control(types.map, members.length),
    ...members.flatMap(([name, value]) => [encode(name), value]),
  ])
}

/** The bits of a network that count, as 0 and 1. */
const bitsOf = (network: string): number[] => {
  const [address = '', length = ''] = network.split('/')
  const isIPv4 = address.includes('.')
  const groups = isIPv4 ? address.split('.').map(Number) : address.split(':').map((group) => parseInt(group, 16))
  const width = isIPv4 ? 8 : 16
  const bits = groups.map((group) => group.toString(2).padStart(width, '0')).join('')
  const front = isIPv4 ? '0'.repeat(96) : ''
  return Array.from(front + bits.slice(0, Number(length)), Number)
}

/** A node of the tree: on either side another node, what is known there, or nothing. */
type Side = Node | Buffer | undefined
interface Node {
  sides: [Side, Side]
}

/** The bytes of a file with these entries. */
export const mmdbFile = (entries: readonly MmdbEntry[]): Buffer => {
  const root: Node = { sides: [undefined, undefined] }
  const nodes = [root]
  for (const [network, value] of entries) {
    const bits = bitsOf(network)
    const last = bits.pop() ?? 0
    let node = root
    for (const bit of bits) {
      let next = node.sides[bit as 0 | 1]
      if (Buffer.isBuffer(next)) throw new RangeError('A network within another is not needed here.')
      if (next === undefined) {
        next = { sides: [undefined, undefined] }
        node.sides[bit as 0 | 1] = next
        nodes.push(next)
      }
      node = next
    }
    node.sides[last as 0 | 1] = encode(value)
  }
  const data: Buffer[] = []
  let dataLength = 0
  const record = (target: Side): Buffer => {
    const written = Buffer.alloc(3)
    if (target === undefined) written.writeUIntBE(nodes.length, 0, 3)
    else if (Buffer.isBuffer(target)) {
      written.writeUIntBE(nodes.length + 16 + dataLength, 0, 3)
      data.push(target)
      dataLength += target.length
    } else written.writeUIntBE(nodes.indexOf(target), 0, 3)
    return written
  }
  const tree = Buffer.concat(nodes.flatMap(({ sides: [left, right] }) => [record(left), record(right)]))
  return Buffer.concat([tree, Buffer.alloc(16), ...data, metadata(nodes.length)])
}

/** What a city file says of a place in Portugal, in the form that such files have. */
export const porto = {
  city: { names: { en: 'Porto', pt: 'Porto' } },
  country: { iso_code: 'PT', names: { de: 'Portugal', en: 'Portugal' } },
  location: { latitude: 41.15, longitude: -8.61, time_zone: 'Europe/Lisbon' },
  subdivisions: [{ iso_code: '13', names: { en: 'Porto District' } }],
  traits: { isp: 'Example Fibra' },
} as const satisfies Value
