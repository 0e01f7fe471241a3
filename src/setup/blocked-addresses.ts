/** Which visitors get no chat because of where they come from. Rules are read once for each revision of setup. */
import { parseIpAddress, type IpAddress } from '../lib/ip-address.js'
import type { BlockingRule } from './kinds/blocking-rule.js'
import type { Setup } from './setup.js'

/** Addresses of one kind, from the first to the last. */
export interface AddressRange {
  readonly version: IpAddress['version']
  readonly from: bigint
  readonly to: bigint
}

/** What a rule blocks; `undefined` for one whose addresses cannot be read, which blocks nobody. */
export const blockedRange = ({
  fromAddress,
  toAddress,
}: Pick<BlockingRule, 'fromAddress' | 'toAddress'>): AddressRange | undefined => {
  const from = parseIpAddress(fromAddress)
  const to = toAddress === null ? from : parseIpAddress(toAddress)
  if (from === undefined || to === undefined || from.version !== to.version) return undefined
  return { version: from.version, from: from.value, to: to.value }
}

export const isInRange = ({ version, value }: IpAddress, range: AddressRange): boolean =>
  version === range.version && range.from <= value && value <= range.to

export class BlockedAddresses {
  readonly #setup: Setup
  readonly #ranges = new Map<string, readonly AddressRange[]>()
  #revision = -1

  constructor(setup: Setup) {
    this.#setup = setup
  }

  /** Whether visitors from this address get no chat in the organization. One that cannot be read is not blocked. */
  has(organizationId: string, address: string): boolean {
    const parsed = parseIpAddress(address)
    return parsed !== undefined && this.#rangesOf(organizationId).some((range) => isInRange(parsed, range))
  }

  #rangesOf(organizationId: string): readonly AddressRange[] {
    if (this.#revision !== this.#setup.revision) {
      this.#revision = this.#setup.revision
      this.#ranges.clear()
    }
    let ranges = this.#ranges.get(organizationId)
    if (ranges === undefined) {
      const read = this.#setup.all(organizationId, 'blocking-rule').map(blockedRange)
      ranges = read.filter((range) => range !== undefined)
      this.#ranges.set(organizationId, ranges)
    }
    return ranges
  }
}
