/** Sets of network addresses, as an operator writes them down. */
import { BlockList, isIPv4 } from 'node:net'
import { normaliseAddress } from './ip-address.js'
import { remember, rememberedMax } from './remember.js'

/** A network in the one form it has: an address, a slash, and how many bits of it count. */
export interface Network {
  readonly address: string
  readonly bits: number
}

/** How many networks one setting may name. */
export const networksMax = 1000

/** What the word `loopback` stands for. */
export const loopback: readonly Network[] = [
  { address: '127.0.0.0', bits: 8 },
  { address: '::1', bits: 128 },
]

/** The network that a text such as `203.0.113.7`, `10.0.0.0/8` or `2001:db8::/32` names; `undefined` for none. */
export const parseNetwork = (text: string): Network | undefined => {
  const [, plain = '', length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const address = normaliseAddress(plain)
  if (address === undefined) return undefined
  const bitsMax = isIPv4(address) ? 32 : 128
  // An IPv4 network may be written as the part of IPv6 that stands for it.
  const bits = Number(length ?? (plain.includes(':') ? 128 : 32)) - (plain.includes(':') && bitsMax === 32 ? 96 : 0)
  return bits >= 0 && bits <= bitsMax ? { address, bits } : undefined
}

/**
 * The networks in a comma-separated list, in which the word `loopback` stands for this machine and `none` alone for no
 * network; or what is wrong with it.
 */
export const readNetworks = (text: string): { readonly value: readonly Network[] } | { readonly problem: string } => {
  if (text.trim() === 'none') return { value: [] }
  const parts = text.split(',').map((part) => part.trim())
  if (parts.length > networksMax) return { problem: `must name at most ${networksMax} networks` }
  const networks: Network[] = []
  for (const part of parts) {
    if (part === 'loopback') {
      networks.push(...loopback)
      continue
    }
    const network = parseNetwork(part)
    if (network === undefined) {
      return { problem: `must be none, or a list of addresses, networks such as 10.0.0.0/8, and the word loopback` }
    }
    networks.push(network)
  }
  return { value: networks }
}

/** Answers whether an address lies in one of some networks. */
export class Networks {
  readonly #holds: (address: string) => boolean
  /** Whether no address lies in any. */
  readonly isEmpty: boolean

  /** Remembers for so many addresses whether they are in. */
  constructor(networks: readonly Network[], remembered = rememberedMax) {
    const list = new BlockList()
    for (const { address, bits } of networks) list.addSubnet(address, bits, familyOf(address))
    this.#holds = remember((address) => list.check(address, familyOf(address)), remembered)
    this.isEmpty = networks.length === 0
  }

  /** Takes a normalised address. */
  has(address: string): boolean {
    return !this.isEmpty && this.#holds(address)
  }
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (address.includes(':') ? 'ipv6' : 'ipv4')
