import type { VisitorSession } from '../../delivery/visitor-session.js'
import { readNouns } from '../../protocol/requests.js'
import { WireError } from '../../protocol/wire-error.js'
import { commandDigest } from '../command-digest.js'
import { commands } from '../commands.js'
import type { CommandResource, VisitorServices } from '../resource.js'

/** One of the commands sent as one: read already, so that it can only be refused for the state it meets. */
interface Noun {
  readonly resource: CommandResource
  readonly read: unknown
  readonly payload: unknown
}

const byPath = new Map(commands.map((command) => [command.path, command]))
/** A session asks for one chat, so two requests in one body cannot both be meant. */
const once = 'Chasitor/ChasitorInit'

const organizationOf = (nouns: readonly Noun[]): string | undefined => {
  for (const { resource, read } of nouns) {
    const organizationId = resource.organizationOf?.(read)
    if (organizationId !== undefined) return organizationId
  }
  return undefined
}

/** Each command's own digest, in their order. */
const digestsOf = (services: VisitorServices, session: VisitorSession, nouns: readonly Noun[]): readonly string[] => {
  const organizationId = session.chat?.name.organizationId ?? organizationOf(nouns)
  return nouns.map(({ resource: { path }, payload }) =>
    commandDigest(services, organizationId, path, payload, JSON.stringify(payload)),
  )
}

/**
 * `POST System/MultiNoun`: several commands in one, each read and checked before the first has an effect, then carried
 * out in order. One that the chat refuses, such as a message after the end, ends the rest and is the answer. They share
 * the number of the request; what tells them apart is their place in it.
 */
export const multiNoun: CommandResource<readonly Noun[]> = {
  method: 'POST',
  path: 'System/MultiNoun',
  read: (body) => {
    const nouns = readNouns(body).map(({ path, payload }): Noun => {
      const resource = byPath.get(path)
      if (resource === undefined) throw new WireError(400, `nouns: ${path.slice(0, 100)} is no command of a visitor.`)
      return { resource, read: resource.read(payload), payload }
    })
    if (nouns.filter(({ resource }) => resource.path === once).length > 1) {
      throw new WireError(400, 'nouns: ChasitorInit may be there only once.')
    }
    return nouns
  },
  check: (services, session, nouns) => {
    for (const { resource, read } of nouns) resource.check?.(services, session, read)
  },
  organizationOf,
  count: (nouns) => nouns.length,
  parts: (services, session, mark, nouns) =>
    digestsOf(services, session, nouns).map((digest, part) => ({ ...mark, part, digest })),
  run: async (services, { session, caller, mark, refuseOld }, nouns) => {
    const digests = digestsOf(services, session, nouns)
    for (const [part, { resource, read }] of nouns.entries()) {
      const digest = digests[part]
      if (digest === undefined) throw new Error('A command lacks its digest.')
      refuseOld()
      await resource.run(
        services,
        { session, caller, digest: () => digest, mark: mark && { ...mark, part, digest }, refuseOld },
        read,
      )
    }
  },
}
