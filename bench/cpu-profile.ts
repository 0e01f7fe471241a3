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
  /** The same time by the file, or package, it was spent in. */
  readonly places: readonly { readonly place: string; readonly share: number }[]
}

const root = fileURLToPath(new URL('../..', import.meta.url))

const placeOf = (url: string): string => {
  const path = url.startsWith('file://') ? fileURLToPath(url) : url
  const inside = path.startsWith(root) ? path.slice(root.length).replace(/^dist\//, '') : path
  return inside.replace(/^node_modules\//, '')
}

const packageOf = (place: string, name: string): string => {
  if (place.startsWith('src/')) return place
  if (place === '') return name.startsWith('(') ? name : 'V8 and native code'
  if (place.startsWith('node:')) return place
  return place.split('/', place.startsWith('@') ? 2 : 1).join('/')
}

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
  const places = new Map<string, number>()
  for (const { id, callFrame } of nodes) {
    const time = timeOf.get(id) ?? 0
    const { functionName, url, lineNumber } = callFrame
    if (functionName === '(idle)') {
      idle += time
      continue
    }
    busy += time
    const name = functionName === '' ? '(anonymous)' : functionName
    const place = placeOf(url)
    const where = place === '' ? '' : `${place}:${lineNumber + 1}`
    const known = functions.get(`${name} ${where}`) ?? { name, where, time: 0 }
    functions.set(`${name} ${where}`, { ...known, time: known.time + time })
    const inside = packageOf(place, name)
    places.set(inside, (places.get(inside) ?? 0) + time)
  }
  return {
    idleShare: idle / (idle + busy),
    functions: largestFirst(
      [...functions.values()].map(({ name, where, time }) => ({ name, where, share: time / busy })),
    ).slice(0, top),
    places: largestFirst([...places].map(([place, time]) => ({ place, share: time / busy }))).slice(0, top),
  }
}
