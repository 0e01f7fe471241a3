import type { CommandMark } from '../../chat/chat-events.js'
import { readNouns } from '../../protocol/requests.js'
import { WireError } from '../../protocol/wire-error.js'
import { commands } from '../commands.js'
import type { CommandResource } from '../resource.js'

/** One of the commands sent as one: read already, so that it can only be refused for the state it meets. */
interface Noun {
  readonly resource: CommandResource
  readonly read: unknown
  /** What its digest is made of. */
  readonly content: string
}

const byPath = new Map(commands.map((command) => [command.path, command]))
/** A session asks for one chat, so two requests in one body cannot both be meant. */
const once = 'Chasitor/ChasitorInit'

const partOf = (mark: CommandMark, part: number, digest: string): CommandMark => ({ ...mark, part, digest })

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
      return { resource, read: resource.read(payload), content: `${path}\n${JSON.stringify(payload)}` }
    })
    if (nouns.filter(({ resource }) => resource.path === once).length > 1) {
      throw new WireError(400, 'nouns: ChasitorInit may be there only once.')
    }
    return nouns
  },
  check: (services, session, nouns) => {
    for (const { resource, read } of nouns) resource.check?.(services, session, read)
  },
  parts: ({ hash }, mark, nouns) => nouns.map((noun, part) => partOf(mark, part, hash.digest(noun.content))),
  run: async (services, { session, caller, mark }, nouns) => {
    for (const [part, { resource, read, content }] of nouns.entries()) {
      const digest = () => services.hash.digest(content)
      const command = { session, caller, digest, mark: mark && partOf(mark, part, digest()) }
      await resource.run(services, command, read)
    }
  },
}
