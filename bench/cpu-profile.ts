/** Reads a `.cpuprofile`: which functions the samples fell into. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

interface Profile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
    readonly children?: readonly number[]
  }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

export interface HotFunction {
  readonly name: string
  /** The file and line, or empty for what V8 and Node do by themselves. */
  readonly where: string
  /** Its own share of all time that was not idle. */
  readonly share: number
}

export interface ProfileSummary {
  /** The share of time in which there was nothing to do. */
  readonly idleShare: number
  readonly functions: readonly HotFunction[]
  /** The same time by the file or package it was spent in; what V8 and Node do natively counts for their caller. */
  readonly places: readonly { readonly place: string; readonly share: number }[]
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A file as people know it: within the project, within a package, or of Node. */
const placeOf = (url: string): string => {
  const path = url.startsWith('file://') ? fileURLToPath(url) : url
  const inPackage = path.lastIndexOf('/node_modules/')
  if (inPackage !== -1) return path.slice(inPackage + '/node_modules/'.length)
  return path.startsWith(root) ? path.slice(root.length).replace(/^dist\//, '') : path
}

/** The file of ours, or the package of others, that a place belongs to. */
const roomOf = (place: string): string =>
  /^(?:src|bench)\//.test(place) || place.startsWith('node:')
    ? place
    : place
        .split('/')
        .slice(0, place.startsWith('@') ? 2 : 1)
        .join('/')

const largestFirst = <T extends { readonly share: number }>(rows: readonly T[]): T[] =>
  [...rows].sort((a, b) => b.share - a.share)

/** The functions of a profile with the most time of their own. */
export const summarizeProfile = (file: string, top: number): ProfileSummary => {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, 'utf8')) as Profile
  const timeOf = new Map<number, number>()
  for (const [index, id] of samples.entries()) timeOf.set(id, (timeOf.get(id) ?? 0) + (timeDeltas[index] ?? 0))
  let idle = 0
  let busy = 0
  const functions = new Map<string, { name: string; where: string; time: number }>()
  const rooms = new Map<string, number>()
  // Callers come before those they call.
  const roomOfNode = new Map<number, string>()
  for (const { id, callFrame, children = [] } of nodes) {
    const time = timeOf.get(id) ?? 0
    const { functionName, url, lineNumber } = callFrame
    const place = placeOf(url)
    const room = place === '' ? (roomOfNode.get(id) ?? functionName) : roomOf(place)
    if (functionName !== '(root)') for (const child of children) roomOfNode.set(child, room)
    if (functionName === '(idle)') {
      idle += time
      continue
    }
    busy += time
    const name = functionName === '' ? '(anonymous)' : functionName
    const where = place === '' ? '' : `${place}:${lineNumber + 1}`
    const known = functions.get(`${name} ${where}`) ?? { name, where, time: 0 }
    functions.set(`${name} ${where}`, { ...known, time: known.time + time })
    rooms.set(room, (rooms.get(room) ?? 0) + time)
  }
  return {
    idleShare: idle / (idle + busy),
    functions: largestFirst(
      [...functions.values()].map(({ name, where, time }) => ({ name, where, share: time / busy })),
    ).slice(0, top),
    places: largestFirst([...rooms].map(([place, time]) => ({ place, share: time / busy }))).slice(0, top),
  }
}
