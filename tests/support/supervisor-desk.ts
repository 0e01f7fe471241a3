/** A supervisor, or an administrator, at work over the agents' API: logged in, watching, saying what a test says. */
import type { WatchEvents } from '../../src/agent-api/supervision/messages.js'
import type { Role } from '../../src/setup/kinds/agent-profile.js'
import { Administrator } from './administrator.js'
import { EventStream } from './event-stream.js'
import type { RawAnswer } from './raw-http.js'
import { changeSetup, type TestOrganization } from './test-organization.js'

export class SupervisorDesk {
  readonly #organization: TestOrganization
  readonly token: string
  readonly id: string

  private constructor(organization: TestOrganization, { token, id }: Administrator) {
    this.#organization = organization
    this.token = token
    this.id = id
  }

  /** A new person of this role, logged in. */
  static async logIn(organization: TestOrganization, role: Role = 'supervisor'): Promise<SupervisorDesk> {
    return new SupervisorDesk(organization, await Administrator.logIn(organization, role))
  }

  /** Sends a request to `/api/v1`; a body is sent as JSON. */
  request(method: string, path: string, body?: object): Promise<RawAnswer> {
    return this.#organization.server.request({
      method,
      path: `/api/v1${path}`,
      headers: { Authorization: `Bearer ${this.token}` },
      ...(body && { body: JSON.stringify(body) }),
    })
  }

  /** Watches a chat, from a place or from its snapshot. */
  watch(chatId: string, lastEventId?: string): Promise<EventStream<WatchEvents>> {
    return this.follow<WatchEvents>(`/supervision/chats/${chatId}/events`, lastEventId)
  }

  /** Any event stream. */
  follow<Events extends object>(path: string, lastEventId?: string): Promise<EventStream<Events>> {
    return EventStream.open<Events>(this.#organization.server.address, this.token, lastEventId, path)
  }
}

/** Gives an agent of the organization a configuration with these members. */
export const configure = async (
  organization: TestOrganization,
  agentId: string,
  members: Parameters<typeof changeSetup<'agent-configuration'>>[3],
): Promise<void> => {
  const id = `0LC${agentId.slice(3)}`
  await changeSetup(organization, 'agent-configuration', id, { name: `For ${agentId}`, ...members })
  await changeSetup(organization, 'agent', agentId, { configurationId: id })
}
