/** Network addresses as text: one form for each, and what of an address tells clients apart. */
import { isIPv4, isIPv6, SocketAddress } from 'node:net'
import { remember } from './remember.js'

/** How the text of an IPv4 address begins when it is written as an IPv6 address. */
const mappedPrefix = '::ffff:'

/** The shortest form of an IPv6 address without a zone, or the IPv4 address it stands for. */
const normaliseIPv6 = remember((address) => {
  const canonical = new SocketAddress({ address, family: 'ipv6' }).address
  const mapped = canonical.startsWith(mappedPrefix) ? canonical.slice(mappedPrefix.length) : ''
  return isIPv4(mapped) ? mapped : canonical
})

/**
 * The one form of an address: IPv4 as it is, an IPv4-mapped IPv6 address as the IPv4 address it stands for, other IPv6
 * in lower case and as short as possible, without a zone. `undefined` for what is no address.
 */
export const normaliseAddress = (text: string): string | undefined => {
  if (isIPv4(text)) return text
  if (!isIPv6(text)) return undefined
  const [address = ''] = text.split('%')
  return normaliseIPv6(address)
}

/** How many bits of an IPv6 address tell clients apart. */
export const countedBits = 64

/**
 * Whose address this is, as far as limits go: an IPv4 address stands for itself, an IPv6 address for its first 64 bits,
 * because whoever has one has the whole network. Takes a normalised address.
 */
export const countedAs = (address: string): string => (address.includes(':') ? networkOf(address) : address)

/** The network of the first 64 bits of an IPv6 address. */
const networkOf = remember((address) => {
  const [front = '', back] = address.split('::')
  const groups = front === '' ? [] : front.split(':')
  if (back !== undefined) {
    // An IPv4 address at the end is as long as two groups.
    const backLength = back === '' ? 0 : back.split(':').length + (back.includes('.') ? 1 : 0)
    const behind = back === '' ? [] : back.split(':')
    const zeros = Array.from({ length: 8 - groups.length - backLength }, () => '0')
    groups.push(...zeros, ...behind)
  }
  return `${groups.slice(0, countedBits / 16).join(':')}::/${countedBits}`
})
