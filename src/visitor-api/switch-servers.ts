/** Organizations that live on another server, as an operator writes them down. */
import { parseRecordId } from '../protocol/record-id.js'

/** Where an organization lives that does not live here. */
export interface SwitchServer {
  /** In the 15-character form. */
  readonly organizationId: string
  /** An address that ends in `/chat`. */
  readonly url: string
}

/** How many organizations may be known to live elsewhere. */
export const switchServersMax = 1000

const form = /^([^=]*)=(https:\/\/\S+\/chat)$/

/**
 * The servers in a comma-separated list of `id=address`, such as `00D…=https://chat.example.com/chat`; or what is wrong
 * with it. An id of 18 characters whose checksum is wrong is a mistyped one, and names nobody.
 */
export const readSwitchServers = (
  text: string,
): { readonly value: readonly SwitchServer[] } | { readonly problem: string } => {
  const parts = text.split(',').map((part) => part.trim())
  if (parts.length > switchServersMax) return { problem: `must name at most ${switchServersMax} organizations` }
  const servers: SwitchServer[] = []
  const known = new Set<string>()
  for (const part of parts) {
    const [, id, url] = form.exec(part) ?? []
    if (id === undefined || url === undefined || !URL.canParse(url)) {
      return { problem: 'must be a list such as 00D…=https://chat.example.com/chat, with commas between' }
    }
    const organizationId = parseRecordId(id, '00D')
    if (organizationId === undefined) {
      return { problem: `names ${JSON.stringify(id)}, which is no id of an organization, or a mistyped one` }
    }
    if (known.has(organizationId)) return { problem: `names ${organizationId} twice` }
    known.add(organizationId)
    servers.push({ organizationId, url })
  }
  return { value: servers }
}
