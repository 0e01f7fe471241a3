/** Where a request comes from. */
import type { IncomingHttpHeaders } from 'node:http'
import { normaliseAddress } from './ip-address.js'
import type { Networks } from './networks.js'

/** What of a request says where it comes from. */
interface Asked {
  readonly socket: { readonly remoteAddress?: string | undefined }
  readonly headers: IncomingHttpHeaders
}

/** How many proxies in a row are followed back. */
export const proxiesMax = 16

/** An address as proxies write it down: some add the port, and put IPv6 into brackets. */
const forwardedAddress = (text: string): string | undefined => {
  const [, bracketed] = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text) ?? []
  const [, withPort] = /^([\d.]+):\d{1,5}$/.exec(text) ?? []
  return normaliseAddress(bracketed ?? withPort ?? text)
}

/**
 * The client's address, normalised; empty when the connection is gone. Behind a trusted proxy it is what that proxy
 * appended to `X-Forwarded-For`, and so on as long as that, too, is a trusted proxy. Everything further to the left was
 * written by nobody we know. What is no address counts as not written.
 */
export const clientAddress = ({ socket, headers }: Asked, trusted: Networks): string => {
  const { remoteAddress } = socket
  let address = remoteAddress === undefined ? '' : (normaliseAddress(remoteAddress) ?? '')
  const forwarded = headers['x-forwarded-for']
  if (typeof forwarded !== 'string' || address === '') return address
  let end = forwarded.length
  for (let hops = 0; hops < proxiesMax && end >= 0 && trusted.has(address); hops += 1) {
    const comma = end === 0 ? -1 : forwarded.lastIndexOf(',', end - 1)
    const before = forwardedAddress(forwarded.slice(comma + 1, end).trim())
    if (before === undefined) break
    address = before
    end = comma
  }
  return address
}
