import { NatsServer } from '../nats/nats-server.js'

/** By what nodes talk to each other. */
export type NodeBus = 'database' | 'nats'

/** That of a round: what BUS says, `database` or `nats`, or else now the one, now the other. */
export const busOfRound = (seed: number): NodeBus => {
  const chosen = process.env['BUS']
  if (chosen === 'database' || chosen === 'nats') return chosen
  if (chosen !== undefined) throw new Error(`BUS is ${chosen}, but can be database or nats.`)
  return seed % 2 === 0 ? 'database' : 'nats'
}

/** Starts a NATS server if one of these rounds needs it; see {@link NatsServer.start}. */
export const natsFor = async (
  seeds: readonly number[],
  skip: (reason: string) => never,
): Promise<NatsServer | undefined> => {
  return seeds.some((seed) => busOfRound(seed) === 'nats') ? NatsServer.start(skip) : undefined
}
