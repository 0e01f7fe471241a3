/** Networks whose clients have rate limits of their own, as an operator writes them down. */
import { Networks, networksMax, parseNetwork, type Network } from './networks.js'

/** What one client may ask for in a minute; 0 stands for any number. */
export interface RateLimit {
  readonly sessions: number
  readonly requests: number
}

/** A network, and what each client in it may ask for. */
export interface AddressLimit extends RateLimit {
  readonly network: Network
}

const form = /^([^=]+)=(\d{1,9})\/(\d{1,9})$/

/**
 * The limits in a comma-separated list of `network=sessions/requests`, such as `203.0.113.0/24=600/12000`; or what is
 * wrong with it.
 */
export const readAddressLimits = (
  text: string,
): { readonly value: readonly AddressLimit[] } | { readonly problem: string } => {
  if (text.trim() === 'none') return { value: [] }
  const parts = text.split(',').map((part) => part.trim())
  if (parts.length > networksMax) return { problem: `must name at most ${networksMax} networks` }
  const limits: AddressLimit[] = []
  for (const part of parts) {
    const [, name = '', sessions, requests] = form.exec(part) ?? []
    const network = parseNetwork(name)
    if (network === undefined) {
      return { problem: 'must be a list of network=sessions/requests a minute, such as 203.0.113.0/24=600/12000' }
    }
    limits.push({ network, sessions: Number(sessions), requests: Number(requests) })
  }
  return { value: limits }
}

/** Finds the limit of an address: that of the smallest network it lies in. */
export class AddressLimits {
  readonly #limits: readonly { readonly networks: Networks; readonly limit: RateLimit }[]

  constructor(limits: readonly AddressLimit[]) {
    const bitsOf = ({ address, bits }: Network): number => (address.includes(':') ? bits : bits + 96)
    this.#limits = [...limits]
      .sort((a, b) => bitsOf(b.network) - bitsOf(a.network))
      // Asked for once per window, and there may be many of them, so that each remembers next to nothing.
      .map(({ network, sessions, requests }) => ({
        networks: new Networks([network], 1),
        limit: { sessions, requests },
      }))
  }

  /** Takes a normalised address. */
  of(address: string): RateLimit | undefined {
    return this.#limits.find(({ networks }) => networks.has(address))?.limit
  }
}
