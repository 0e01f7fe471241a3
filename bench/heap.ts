/** What a held chat is made of: the objects that are there with more of them and were not there with fewer. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { kindsInHeap } from './heap-snapshot.js'
import { Trouble } from './pairs.js'
import { startSubject } from './subjects.js'

export interface HeapRow {
  readonly kind: string
  /** Objects of this kind for each held chat. */
  readonly countEach: number
  /** Their bytes for each held chat. */
  readonly bytesEach: number
}

/** Chats before the first look, so that what a server makes once is there already, and chats that are added then. */
const first = 200
const added = 1000
/** What is less than this many bytes for each chat is left out. */
const bytesEachMin = 16

/** Looks into Parley's main thread. */
export const measureHeap = async (directory: string): Promise<HeapRow[]> => {
  const trouble = new Trouble()
  const subject = await startSubject('parley', directory, { commands: 16, chats: first + added }, trouble)
  const { server, pairs } = subject
  const look = async (name: string) => {
    const file = join(directory, `${name}-${server.pid}.heapsnapshot`)
    await server.ask('snapshot', file)
    const kinds = kindsInHeap(file)
    rmSync(file)
    return kinds
  }
  try {
    await trouble.guard(pairs.grow(first))
    const before = await look('before')
    await trouble.guard(pairs.grow(first + added))
    const after = await look('after')
    const rows = [...after].map(([kind, { count, bytes }]) => ({
      kind,
      countEach: (count - (before.get(kind)?.count ?? 0)) / added,
      bytesEach: (bytes - (before.get(kind)?.bytes ?? 0)) / added,
    }))
    return rows.filter(({ bytesEach }) => bytesEach >= bytesEachMin).sort((a, b) => b.bytesEach - a.bytesEach)
  } finally {
    await subject.stop()
  }
}
