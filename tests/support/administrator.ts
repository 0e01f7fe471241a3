/** People of a test's organization beyond its two agents, logged in, and what they ask of `/api/v1/setup`. */
import { hash } from '@node-rs/argon2'
import type { LoggedIn } from '../../src/agent-api/logging-in.js'
import type { Role } from '../../src/setup/kinds/agent-profile.js'
import { agentChanges } from '../../src/setup/new-organization.js'
import type { InProcessServer } from './in-process-server.js'
import type { RawAnswer } from './raw-http.js'
import { password, type TestOrganization } from './test-organization.js'

/** An object as setup's calls answer with it. */
export interface SetupView {
  readonly id: string
  readonly version: number
  readonly [member: string]: unknown
}

let made = 0

/** Adds an agent with this role to an organization, behind the API's back. Their password is the usual one. */
export const addPerson = async ({ server, organizationId }: TestOrganization, role: Role) => {
  made += 1
  const digits = String(made).padStart(10, '0')
  const agent = { id: `005Pz${digits}`, username: `${role}-${made}@example.com`, name: `Person ${made}`, role }
  const passwordHash = await hash(password, { memoryCost: 8, timeCost: 1, parallelism: 1 })
  await server.running.parts.setup.change(agentChanges(organizationId, { ...agent, passwordHash }))
  return agent
}

export class Administrator {
  readonly #server: InProcessServer
  readonly token: string
  readonly id: string
  readonly username: string

  private constructor(server: InProcessServer, { token, agent }: LoggedIn) {
    this.#server = server
    this.token = token
    this.id = agent.id
    this.username = agent.username
  }

  /** A new person of this role, logged in. */
  static async logIn(organization: TestOrganization, role: Role = 'administrator'): Promise<Administrator> {
    const { username } = await addPerson(organization, role)
    const { server } = organization
    const body = JSON.stringify({ username, password })
    const answer = await server.request({ method: 'POST', path: '/api/v1/login', body })
    return new Administrator(server, answer.json() as LoggedIn)
  }

  /** Sends a request to `/api/v1/setup`; a body that is no text is sent as JSON. */
  request(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<RawAnswer> {
    return this.#server.request({
      method,
      path: `/api/v1/setup${path}`,
      headers: { Authorization: `Bearer ${this.token}`, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  }

  /** Makes an object; fails when that is refused. */
  async create(plural: string, content: object): Promise<SetupView> {
    return viewIn(await this.request('POST', `/${plural}`, content), 201)
  }

  async read(plural: string, id: string): Promise<SetupView> {
    return viewIn(await this.request('GET', `/${plural}/${id}`), 200)
  }

  /** Changes members of an object, whatever its version; fails when that is refused. */
  async patch(plural: string, id: string, patch: object): Promise<SetupView> {
    return viewIn(await this.request('PATCH', `/${plural}/${id}`, patch, { 'If-Match': '*' }), 200)
  }
}

const viewIn = (answer: RawAnswer, status: number): SetupView => {
  if (answer.status !== status) throw new Error(`Expected ${status}, got ${answer.status}: ${answer.text}`)
  return answer.json() as SetupView
}
