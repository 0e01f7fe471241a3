/** What a resource of the visitor surface is made of; each file in `resources/` holds one. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { CommandMark } from '../chat/command-memory.js'
import type { Accounts } from '../accounts/accounts.js'
import type { ChatService } from '../chat/chat-service.js'
import type { Masks } from '../chat/masks.js'
import type { ContactTimes } from '../delivery/contact-times.js'
import type { PageTrails } from '../delivery/page-trails.js'
import type { PollSessions } from '../delivery/poll-sessions.js'
import type { Reconnects } from '../delivery/reconnects.js'
import type { Sessions } from '../delivery/sessions.js'
import type { VisitorSession } from '../delivery/visitor-session.js'
import type { GeoLookup } from '../edge/geo-lookup.js'
import type { Networks } from '../edge/networks.js'
import type { RateLimits } from '../edge/rate-limits.js'
import type { FileService } from '../files/file-service.js'
import type { Clock } from '../lib/clock.js'
import type { Ids } from '../lib/ids.js'
import type { KeyedHash } from '../lib/keyed-hash.js'
import type { LoopPace } from '../lib/loop-pace.js'
import type { RequestAges } from '../nodes/standstill.js'
import type { Assignments } from '../routing/assignments.js'
import type { Availability } from '../routing/availability.js'
import type { BlockedAddresses } from '../setup/blocked-addresses.js'
import type { Setup } from '../setup/setup.js'
import type { StrictSequence } from './strict-sequence.js'

/** What the resources work with. */
export interface VisitorServices {
  readonly sessions: Sessions
  readonly pollSessions: PollSessions
  readonly reconnects: Reconnects
  readonly chats: ChatService
  readonly files: FileService
  readonly accounts: Accounts
  /** Which requests are too old to be done. */
  readonly ages: RequestAges
  readonly assignments: Assignments
  readonly availability: Availability
  readonly trails: PageTrails
  readonly blocked: BlockedAddresses
  readonly setup: Setup
  readonly ids: Ids
  readonly hash: KeyedHash
  readonly clock: Clock
  readonly loopPace: Pick<LoopPace, 'isBehind'>
  readonly masks: Masks
  /** Whose word on where a request comes from is taken. */
  readonly trustedProxies: Networks
  readonly rateLimits: RateLimits
  readonly geo: GeoLookup
  /** Whether a poll shall fail with 503, as a test asks for; absent unless one does. */
  readonly failsPoll?: ((session: VisitorSession) => boolean) | undefined
  /** Whether the server waits for the polls it holds to run out, to stop then. */
  isDraining(): boolean
  /** How long the visitors of a deployment may be out of contact. */
  timesOf(organizationId: string, deploymentId: string): ContactTimes
  /** Present where clients are held to the numbers of their commands. */
  readonly strictSequence: StrictSequence | undefined
  readonly settings: {
    /** How long a client may wait for the answer of a poll, in seconds. */
    readonly clientPollTimeoutS: number
    /** Four hexadecimal digits that name this node; see `affinity-token.ts`. */
    readonly nodeName: string
    /** Where the world reaches this server, without a slash at its end. */
    readonly baseUrl: string
    /** Whether pages of sites that no deployment lists may talk to the server, without credentials. */
    readonly corsAny: boolean
    /** How many bytes a visitor's file may have. */
    readonly fileBytesMax: number
    /** How often pages are to ask again, in milliseconds. */
    readonly pingRateMs: number
    /** Where organizations live that do not live here, by their ids. */
    readonly switchServers: ReadonlyMap<string, string>
  }
}

/** Where a request comes from. */
export interface Caller {
  /** The client's network address, normalised; empty when it is not known. */
  readonly address: string
  /** The origin of the page that sent it; absent outside browsers. */
  readonly origin: string | undefined
  /** The host that the client asked. */
  readonly host: string | undefined
}

/** What is no command of a session: it writes its own answer. */
export interface PlainResource {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Its path below `/chat/rest/`; one that ends in a slash takes the rest of the path as well. */
  readonly path: string
  handle(services: VisitorServices, request: FastifyRequest, reply: FastifyReply): Promise<void> | void
}

/** What a command arrived with, besides its body. */
export interface Command {
  readonly session: VisitorSession
  readonly caller: Caller
  /** Hash of what was sent, as masked. */
  readonly digest: () => string
  /** What tells a repeat from a new command; absent when the client does not number its commands. */
  readonly mark: CommandMark | undefined
  /** Throws `TooLateError` once the request is too old to be done. */
  readonly refuseOld: () => void
}

/**
 * A POST that acts on a session: its body is read and checked before it has any effect, so that several can be sent as
 * one. It is answered `OK` once `run` settles. `Read` is what `read` makes of the body.
 */
export interface CommandResource<Read = unknown> {
  readonly method: 'POST'
  readonly path: string
  /** Reads the parsed body. Throws a 400. */
  read(body: unknown): Read
  /** What of the body can only be judged with the session and this server's setup at hand. Throws a 400. */
  check?(services: VisitorServices, session: VisitorSession, read: Read): void
  /** The organization that the body names, for a session that may not belong to one yet. */
  organizationOf?(read: Read): string | undefined
  /** How many commands a body holds that can hold several. */
  count?(read: Read): number
  /** The marks under which a body that holds several commands is remembered. */
  parts?(services: VisitorServices, session: VisitorSession, mark: CommandMark, read: Read): readonly CommandMark[]
  run(services: VisitorServices, command: Command, read: Read): Promise<void>
}

export type Resource = PlainResource | CommandResource
