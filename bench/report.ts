/** The results as tables for people, and against what we promise ourselves. */
import type { BusResult } from './bus.js'
import type { FailingRow } from './failing.js'
import type { HeapRow } from './heap.js'
import type { HistoryResult } from './history.js'
import type { HeldResult, LatencyRow, MemoryRow } from './held.js'
import type { ProfileRow } from './profile.js'
import type { RoutedRow } from './routed.js'
import type { SaturationRow } from './saturation.js'
import type { NodesRow } from './several-nodes.js'

export interface Results {
  readonly saturation?: readonly SaturationRow[]
  readonly held?: HeldResult
  readonly routed?: readonly RoutedRow[]
  readonly bus?: BusResult
  readonly nodes?: readonly NodesRow[]
  readonly history?: HistoryResult
  readonly failing?: readonly FailingRow[]
  readonly profile?: readonly ProfileRow[]
  readonly heap?: readonly HeapRow[]
}

/** A goal, what was measured, and whether it is met. */
export interface Verdict {
  readonly goal: string
  readonly measured: number
  readonly met: boolean
}

/** What is to be reached. The bare server is the measure where a machine's speed would otherwise decide. */
export const goals = {
  /** Of the bare server's messages per second, at least. */
  rateRatioMin: 0.5,
  /** Times the bare server's CPU time per message, at most. */
  cpuRatioMax: 2,
  p50MsMax: 1,
  p99MsMax: 15,
  /** Resident bytes of a held chat, at most. */
  heldBytesMax: 20_000,
  /** Every call of the console, with years of chats stored. */
  historyP95MsMax: 200,
  /** From the end of a chat until its agent is offered the next, with all that wait. */
  routedP99MsMax: 50,
  /** What that costs where many chats have ended, beside where none has, at most. */
  endedCpuRatioMax: 1.15,
} as const

type Cell = string | number | null | undefined

const shown = (cell: Cell): string => {
  if (cell === undefined || cell === null) return '-'
  if (typeof cell === 'string') return cell
  if (Math.abs(cell) >= 1000) return Math.round(cell).toLocaleString('en')
  return cell.toFixed(Math.abs(cell) >= 100 ? 0 : Math.abs(cell) >= 10 ? 1 : 2)
}

/** A table of text: the first column to the left, the others to the right. */
export const table = (head: readonly string[], rows: readonly (readonly Cell[])[]): string => {
  const lines = [head, ...rows.map((row) => row.map(shown))]
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
  return lines.map(line).join('\n')
}

const named = ({ server, direction }: SaturationRow): string => (server === 'parley' ? `parley ${direction}` : server)

const saturationTable = (rows: readonly SaturationRow[]): string => {
  const bare = rows.find(({ server }) => server === 'bare')
  return table(
    ['A: as fast as it goes', 'messages/s', 'of bare', 'CPU µs', 'of bare', 'p50 ms', 'p99 ms', 'load CPU µs'],
    rows.map((row) => [
      named(row),
      row.perSecond,
      bare && row.perSecond / bare.perSecond,
      row.cpuUs,
      bare && row.cpuUs / bare.cpuUs,
      ...[row.p50Ms, row.p99Ms, row.loadCpuUs],
    ]),
  )
}

const latencyTable = (rows: readonly LatencyRow[]): string => {
  const [first] = rows
  if (first === undefined) return ''
  return table(
    [
      `C: ${first.held} held, ${first.perSecond} messages/s, ${first.seconds} s`,
      ...['p50 ms', 'p99 ms', 'p99.9 ms', 'max ms', 'CPU µs', 'our lag p50', 'p99'],
    ],
    rows.map((row) => [
      row.server,
      ...[row.p50Ms, row.p99Ms, row.p999Ms, row.maxMs, row.cpuUs, row.lagP50Ms, row.lagP99Ms],
    ]),
  )
}

const memoryTable = (rows: readonly MemoryRow[]): string =>
  table(
    [`D: bytes per held one (${rows[0]?.held ?? 0})`, 'resident', 'those after 1/5', 'heap', 'after load', 'before MB'],
    rows.map((row) => [
      row.server,
      ...[
        row.eachBytes,
        row.eachFurtherBytes,
        row.eachHeapBytes,
        row.eachAfterLoadBytes,
        row.residentBeforeBytes / 1e6,
      ],
    ]),
  )

const routedTable = (rows: readonly RoutedRow[]): string => {
  const [first] = rows
  if (first === undefined) return ''
  const floorOf = ({ waiting, ended }: RoutedRow): string =>
    `${waiting} wait${ended > 0 ? `, ${ended} have ended` : ''}`
  return table(
    [
      `R: ${first.agents} agents, ${first.perSecond} chats end/s, ${first.count} in all`,
      ...['offered p50 ms', 'p99', 'p99.9', 'max', 'ended p50', 'p99', 'message p50', 'p99', 'CPU µs', 'our lag p99'],
    ],
    rows.map((row) => [
      floorOf(row),
      ...[row.p50Ms, row.p99Ms, row.p999Ms, row.maxMs, row.endedP50Ms, row.endedP99Ms, row.toldP50Ms, row.toldP99Ms],
      ...[row.cpuUs, row.lagP99Ms],
    ]),
  )
}

const busTables = ({ costs, rates }: BusResult): string => {
  const cost = table(
    [
      `B: one of three nodes says ${costs[0]?.perSecond ?? 0} hints/s`,
      ...['CPU µs saying', 'hearing', 'in between', 'p50 ms', 'p99 ms', 'our lag p99'],
    ],
    costs.map((row) => [
      row.bus,
      ...[row.speakerCpuUs, row.listenerCpuUs, row.serverCpuUs, row.p50Ms, row.p99Ms, row.lagP99Ms],
    ]),
  )
  const rising = table(
    [
      'B: all three nodes, a third each',
      'hints/s',
      'p50 ms',
      'p99 ms',
      'lost %',
      'CPU µs in between',
      'our lag p99',
      '',
    ],
    rates.map((row) => [
      ...[row.bus, row.perSecond, row.p50Ms, row.p99Ms, 100 * row.lostShare, row.serverCpuUs, row.lagP99Ms],
      row.isBorne ? 'borne' : 'GIVES WAY',
    ]),
  )
  return `${cost}\n\n${rising}`
}

const nodesTable = (rows: readonly NodesRow[]): string =>
  table(
    [
      'N: as fast as it goes',
      ...['messages/s', 'CPU µs of nodes', 'of PostgreSQL', 'of NATS', 'load CPU µs', 'p50 ms', 'p99 ms'],
    ],
    rows.map((row) => [
      `${row.nodes}${row.listening > 0 ? ` (${row.listening} only listens)` : ''} on ${row.store}${row.bus === 'none' ? '' : ` by ${row.bus}`}, ${row.direction}`,
      ...[row.perSecond, row.cpuUs, row.postgresCpuUs, row.natsCpuUs, row.loadCpuUs, row.p50Ms, row.p99Ms],
    ]),
  )

const historyTable = ({ messages, chats, rows }: HistoryResult): string =>
  table(
    [
      `H: ${messages.toLocaleString('en')} messages in ${chats.toLocaleString('en')} chats`,
      ...['SQLite p50 ms', 'p95', 'max', 'PostgreSQL p50 ms', 'p95', 'max'],
    ],
    [...new Set(rows.map(({ call }) => call))].map((call) => [
      call,
      ...(['SQLite', 'PostgreSQL'] as const).flatMap((store) => {
        const row = rows.find((one) => one.call === call && one.store === store)
        return row ? [row.p50Ms, row.p95Ms, row.maxMs] : []
      }),
    ]),
  )

const failingTable = (rows: readonly FailingRow[]): string =>
  table(
    [
      'F: the longest wait',
      ...[
        'of a request ms',
        'of a message ms',
        'usual request p50',
        'p99',
        'usual message p50',
        'p99',
        'standby ready ms',
      ],
    ],
    rows.map((row) => [
      row.what,
      ...[row.requestMs, row.messageMs, row.usual.requestP50Ms, row.usual.requestP99Ms],
      ...[row.usual.messageP50Ms, row.usual.messageP99Ms, row.readyMs],
    ]),
  )

const heapTable = (rows: readonly HeapRow[]): string =>
  table(
    ['In the heap for each held chat', 'objects', 'bytes'],
    [
      ...rows.map(({ kind, countEach, bytesEach }) => [kind.slice(0, 60), countEach, bytesEach]),
      ['all of these', undefined, rows.reduce((sum, { bytesEach }) => sum + bytesEach, 0)],
    ],
  )

const profileTables = ({ direction, file, perSecond, cpuUs, summary }: ProfileRow): string => {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`
  const functions = table(
    [`${direction}: ${shown(perSecond)}/s, ${shown(cpuUs)} µs, idle ${percent(summary.idleShare)}`, 'self', 'where'],
    summary.functions.map(({ name, where, share }) => [name, percent(share), where]),
  )
  const places = table(
    ['where', 'self'],
    summary.places.map(({ place, share }) => [place, percent(share)]),
  )
  return `${functions}\n\n${places}\n\n${file}`
}

/** What was measured against the goals, as far as it was. */
export const verdictsOn = ({ saturation = [], held, history, routed = [] }: Results): Verdict[] => {
  const verdicts: Verdict[] = []
  const atMost = (goal: string, measured: number, max: number) =>
    verdicts.push({ goal: `${goal} at most ${max}`, measured, met: measured <= max })
  const bare = saturation.find(({ server }) => server === 'bare')
  for (const row of saturation) {
    if (bare === undefined || row.server !== 'parley') continue
    const measured = row.perSecond / bare.perSecond
    const goal = `A ${row.direction}: rate of bare's at least ${goals.rateRatioMin}`
    verdicts.push({ goal, measured, met: measured >= goals.rateRatioMin })
    atMost(`A ${row.direction}: CPU of bare's`, row.cpuUs / bare.cpuUs, goals.cpuRatioMax)
  }
  for (const { server, p50Ms, p99Ms } of held?.latency ?? []) {
    if (server !== 'parley') continue
    atMost('C: p50 ms', p50Ms, goals.p50MsMax)
    atMost('C: p99 ms', p99Ms, goals.p99MsMax)
  }
  for (const { server, eachBytes } of held?.memory ?? []) {
    if (server === 'parley') atMost('D: resident bytes per held chat', eachBytes, goals.heldBytesMax)
  }
  const [, many, afterMany] = routed
  if (many && afterMany) {
    atMost('R: p99 ms', Math.max(many.p99Ms, afterMany.p99Ms), goals.routedP99MsMax)
    atMost('R: CPU with ended chats beside none', afterMany.cpuUs / many.cpuUs, goals.endedCpuRatioMax)
  }
  if (history) atMost('H: p95 ms', Math.max(...history.rows.map(({ p95Ms }) => p95Ms)), goals.historyP95MsMax)
  return verdicts
}

/** Everything as text. */
export const describe = (results: Results): string => {
  const { saturation, held, routed, bus, nodes, history, failing, profile = [], heap } = results
  const parts = profile.map(profileTables)
  if (heap) parts.push(heapTable(heap))
  if (saturation) parts.push(saturationTable(saturation))
  if (held && held.latency.length > 0) parts.push(latencyTable(held.latency))
  if (held) parts.push(memoryTable(held.memory))
  if (routed) parts.push(routedTable(routed))
  if (bus) parts.push(busTables(bus))
  if (nodes) parts.push(nodesTable(nodes))
  if (history) parts.push(historyTable(history))
  if (failing) parts.push(failingTable(failing))
  const verdicts = verdictsOn(results)
  if (verdicts.length > 0) {
    parts.push(
      table(
        ['Goal', 'measured', ''],
        verdicts.map(({ goal, measured, met }) => [goal, measured, met ? 'met' : 'MISSED']),
      ),
    )
  }
  return parts.join('\n\n')
}
