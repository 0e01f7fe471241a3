/**
 * Scenario N: scenario A on one server and on several that share a database. All of it is on one machine: more servers
 * share its cores with each other, the database and the load, so what is to be read is the cost of a message, not how much
 * further several machines would get.
 */
import { BusServers, type BusName } from './bus-servers.js'
import { ClosedLoop, type CpuMeter, type RoundResult } from './closed-loop.js'
import type { Options } from './options.js'
import { Trouble } from './pairs.js'
import { addAgents, logAllIn, prepareParley, type AgentLogIn, type PreparedParley } from './parley.js'
import { ParleyChats, type Direction } from './parley-chats.js'
import { percentile } from './percentiles.js'
import type { ServerProcess } from './server-process.js'

interface Case {
  readonly nodes: number
  /** How many of them nobody asks for anything, so that they only take in what the others do. */
  readonly listening: number
  readonly store: 'sqlite' | 'postgres'
  /** How they tell each other; `none` for one that has nobody to tell on SQLite. */
  readonly bus: BusName
}

export interface NodesRow extends Case {
  readonly direction: Direction
  readonly perSecond: number
  /** CPU time per message of all servers together; of PostgreSQL, with all its connections; and of NATS. */
  readonly cpuUs: number
  readonly postgresCpuUs: number
  readonly natsCpuUs: number
  readonly loadCpuUs: number
  readonly p50Ms: number
  readonly p99Ms: number
}

const cases: readonly Case[] = [
  { nodes: 1, listening: 0, store: 'sqlite', bus: 'none' },
  { nodes: 1, listening: 0, store: 'postgres', bus: 'notify' },
  { nodes: 2, listening: 1, store: 'postgres', bus: 'notify' },
  { nodes: 2, listening: 1, store: 'postgres', bus: 'nats' },
  { nodes: 2, listening: 0, store: 'postgres', bus: 'notify' },
  { nodes: 2, listening: 0, store: 'postgres', bus: 'nats' },
  { nodes: 3, listening: 0, store: 'postgres', bus: 'notify' },
  { nodes: 3, listening: 0, store: 'postgres', bus: 'nats' },
]
const warmUpMs = 1500
/** Every database is made like this one, in which the organization and its agents are. */
const template = 'bench_template'

/** An organization on which servers can be started, and its agents. */
interface Ground {
  readonly prepared: PreparedParley
  readonly agents: readonly AgentLogIn[]
}

const ground = async (
  directory: string,
  chats: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<Ground> => {
  const prepared = await prepareParley(directory, settings)
  return { prepared, agents: await addAgents(prepared, chats) }
}

/** The settings of a case's servers; makes their database. */
const settingsOf = async ({ bus, store }: Case, number: number, servers: BusServers) => {
  if (store === 'sqlite') return {}
  const name = `bench_${number}`
  await servers.postgres.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  return {
    PARLEY_DATABASE_URL: servers.postgres.url(name),
    ...(bus === 'nats' && servers.nats && { PARLEY_NATS_URL: servers.nats.url() }),
  }
}

const rowOf = (one: Case, direction: Direction, round: RoundResult): NodesRow => {
  const { perSecond, cpuUs, loadCpuUs, besideCpuUs, latenciesMs } = round
  const [postgresCpuUs = 0, natsCpuUs = 0] = besideCpuUs
  return {
    ...{ ...one, direction, perSecond, cpuUs, loadCpuUs, postgresCpuUs, natsCpuUs },
    p50Ms: percentile(latenciesMs, 0.5),
    p99Ms: percentile(latenciesMs, 0.99),
  }
}

const measureCase = async (
  one: Case,
  { prepared, agents }: Ground,
  settings: Readonly<Record<string, string>>,
  servers: BusServers,
  { pairs, stepMs }: Options,
): Promise<NodesRow[]> => {
  const trouble = new Trouble()
  const nodes: ServerProcess[] = []
  const ports: number[] = []
  let chats: ParleyChats | undefined
  try {
    for (let node = 0; node < one.nodes; node += 1) {
      const { server, port } = await prepared.start(settings)
      nodes.push(server)
      ports.push(port)
    }
    const [first, ...others] = ports.slice(0, one.nodes - one.listening)
    if (first === undefined) throw new RangeError('A case needs a server.')
    const front = { ports: [first, ...others] as const, entrance: prepared.entrance }
    chats = await ParleyChats.open({ ...front, tokens: await logAllIn(first, agents) }, pairs, trouble)
    await trouble.guard(chats.grow(pairs))
    const loop = new ClosedLoop(chats, pairs, trouble)
    const meter: CpuMeter = { cpuUs: () => nodes.reduce((sum, node) => sum + node.cpuUs(), 0) }
    const beside = [{ cpuUs: () => servers.postgresCpuUs() }, { cpuUs: () => servers.cpuUs('nats') }]
    const rows: NodesRow[] = []
    for (const direction of ['to-visitor', 'to-agent'] as const) {
      chats.direction = direction
      await loop.run(meter, warmUpMs)
      rows.push(rowOf(one, direction, await loop.run(meter, stepMs, beside)))
    }
    return rows
  } finally {
    chats?.close()
    for (const node of nodes) await node.stop()
  }
}

/** Measures one case after the other; those with NATS only where it is installed. */
export const measureNodes = async (
  options: Options,
  directory: string,
  tell: (what: string) => void,
): Promise<NodesRow[]> => {
  const servers = await BusServers.start(tell)
  const grounds: Ground[] = []
  try {
    tell('N: making an organization on SQLite and one on PostgreSQL')
    const onSqlite = await ground(directory, options.pairs)
    grounds.push(onSqlite)
    await servers.postgres.query(`CREATE DATABASE ${template}`)
    const onPostgres = await ground(directory, options.pairs, { PARLEY_DATABASE_URL: servers.postgres.url(template) })
    grounds.push(onPostgres)
    const rows: NodesRow[] = []
    for (const [number, one] of cases.entries()) {
      if (!servers.names.includes(one.bus)) continue
      tell(`N: ${one.nodes} on ${one.store} by ${one.bus}${one.listening > 0 ? `, ${one.listening} only listens` : ''}`)
      const settings = await settingsOf(one, number, servers)
      rows.push(...(await measureCase(one, one.store === 'sqlite' ? onSqlite : onPostgres, settings, servers, options)))
    }
    return rows
  } finally {
    for (const { prepared } of grounds) prepared.clean()
    await servers.stop()
  }
}
