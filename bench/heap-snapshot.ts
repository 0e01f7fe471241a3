/** Reads a `.heapsnapshot`: how much memory goes into which kinds of objects. */
import { readFileSync } from 'node:fs'

interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[]
      readonly node_types: readonly [readonly string[], ...unknown[]]
      readonly edge_fields: readonly string[]
      readonly edge_types: readonly [readonly string[], ...unknown[]]
    }
  }
  readonly nodes: readonly number[]
  readonly edges: readonly number[]
  readonly strings: readonly string[]
}

/** Objects of one kind: how many, and their own bytes in all. */
export interface Kind {
  readonly count: number
  readonly bytes: number
}

/** What has no name of its own belongs to whoever holds it. */
const nameless = new Set([
  'array',
  'hidden',
  'object shape',
  'number',
  'string',
  'concatenated string',
  'sliced string',
])

/** How many members of a plain object are named to tell it from others. */
const membersNamedMax = 4

/** How the memory of a heap divides into kinds of objects; closures are named by their function. */
export const kindsInHeap = (file: string): Map<string, Kind> => {
  const { snapshot, nodes, edges, strings } = JSON.parse(readFileSync(file, 'utf8')) as Snapshot
  const { meta } = snapshot
  const nodeField = (name: string): number => meta.node_fields.indexOf(name)
  const edgeField = (name: string): number => meta.edge_fields.indexOf(name)
  const [type, name, size, edgeCount] = [
    nodeField('type'),
    nodeField('name'),
    nodeField('self_size'),
    nodeField('edge_count'),
  ]
  const [edgeType, edgeName, toNode] = [edgeField('type'), edgeField('name_or_index'), edgeField('to_node')]
  const property = meta.edge_types[0].indexOf('property')
  const nodeWidth = meta.node_fields.length
  const edgeWidth = meta.edge_fields.length
  const string = (index: number | undefined): string => strings[index ?? 0] ?? ''
  const typeOf = (node: number): string => meta.node_types[0][nodes[node + type] ?? 0] ?? ''
  const nameOf = (node: number): string => string(nodes[node + name])

  const holders = new Map<number, number>()
  const firstEdges = new Map<number, number>()
  let edge = 0
  for (let node = 0; node < nodes.length; node += nodeWidth) {
    firstEdges.set(node, edge)
    for (let left = nodes[node + edgeCount] ?? 0; left > 0; left -= 1, edge += edgeWidth) {
      const held = edges[edge + toNode] ?? 0
      if (!holders.has(held)) holders.set(held, node)
    }
  }
  const membersOf = (node: number): string => {
    const members: string[] = []
    let at = firstEdges.get(node) ?? 0
    for (let left = nodes[node + edgeCount] ?? 0; left > 0 && members.length < membersNamedMax; left -= 1) {
      if (edges[at + edgeType] === property) members.push(string(edges[at + edgeName]))
      at += edgeWidth
    }
    return members.filter((member) => member !== '__proto__').join(', ')
  }
  const described = (node: number): string => {
    const own = typeOf(node)
    if (own === 'closure') return `function ${nameOf(node) || '(anonymous)'}`
    return own === 'object' && nameOf(node) === 'Object' ? `{ ${membersOf(node)} }` : `${own} ${nameOf(node)}`
  }
  const kindOf = (node: number): string => {
    const own = typeOf(node)
    if (!nameless.has(own)) return described(node)
    const called = nameOf(node)
    const what = own.endsWith('string') ? 'string' : /^\(|^system/.test(called) ? called : own
    const holder = holders.get(node)
    return holder === undefined || nameless.has(typeOf(holder)) ? what : `${what} of ${described(holder)}`
  }
  const kinds = new Map<string, Kind>()
  for (let node = 0; node < nodes.length; node += nodeWidth) {
    const kind = kindOf(node)
    const { count, bytes } = kinds.get(kind) ?? { count: 0, bytes: 0 }
    kinds.set(kind, { count: count + 1, bytes: bytes + (nodes[node + size] ?? 0) })
  }
  return kinds
}
