/**
 * An organization for the fuzzer to set up as it likes. Whatever it does there, the chats that are fuzzed and the checks
 * that follow belong to another.
 */
import { Setup } from '../../src/setup/setup.js'
import { demoOrganization, organizationChanges, type NewOrganization } from '../../src/setup/new-organization.js'
import { passwordHasher } from '../../src/server/secrets.js'
import { AgentClient } from '../support/agent-client.js'
import { demoPassword } from '../support/established-chat.js'
import { httpRequest } from '../support/http-request.js'
import { openLastingStore } from '../support/open-lasting-store.js'

const administrator = { id: '005Pf0000000001', username: 'root@fuzz.example' }
const password = 'nothing is sacred here'

const fuzzOrganization = (passwordHash: string): NewOrganization => ({
  organization: { id: '00DPf0000000001', name: 'Fuzz', demo: false },
  deployment: { id: '572Pf0000000001', name: 'Website' },
  button: { id: '573Pf0000000001', name: 'Chat with us' },
  agents: [
    { ...administrator, name: 'Root', role: 'administrator', capacity: 1, passwordHash },
    { id: '005Pf0000000002', username: 'meg@fuzz.example', name: 'Meg', role: 'agent', capacity: 1, passwordHash },
  ],
})

/** What is there to be meddled with at first: a deployment, a button and an agent. */
export const firstIds = 3

/** Puts the demo organization, which chats are had in, and the fuzzer's own into an empty data directory. */
export const makeFuzzOrganizations = async (directory: string): Promise<void> => {
  const store = await openLastingStore(directory)
  try {
    const setup = await Setup.open(store.setup)
    const demo = demoOrganization(await passwordHasher.hash(demoPassword))
    const own = fuzzOrganization(await passwordHasher.hash(password))
    const outcome = await setup.change([...organizationChanges(demo), ...organizationChanges(own)])
    if (!outcome.ok) throw new Error('The organizations could not be made.')
  } finally {
    await store.close()
  }
}

/** So many objects of a kind are left, so that what the server keeps does not grow with the requests. */
const keptMax = 20

interface Named {
  readonly id: string
}

/** The administrator as whom the fuzzer sets things up. */
export class FuzzAdministrator {
  /** Of what is set up, but for the administrator themselves: somebody has to be there who can log in. */
  readonly ids: string[] = []
  readonly #address: string
  #client: AgentClient | undefined

  constructor(address: string) {
    this.#address = address
  }

  get token(): string {
    return this.#client?.token ?? ''
  }

  /** Logs in anew where the log-in is gone, looks at what is there now, and removes what is too much. */
  async renew(): Promise<void> {
    if (this.#client === undefined || !(await this.#client.me()).ok) {
      this.close()
      this.#client = await AgentClient.logIn(this.#address, administrator.username, password)
    }
    const answer = await this.#call('GET', '/export')
    if (answer.status !== 200) throw new Error(`The export was answered ${answer.status}: ${answer.text}`)
    const kinds = JSON.parse(answer.text) as Readonly<Record<string, readonly Named[] | number>>
    this.ids.length = 0
    for (const [plural, objects] of Object.entries(kinds)) {
      // The form of the document is a number, and there is one organization.
      if (typeof objects === 'number' || plural === 'organizations') continue
      const others = objects.map(({ id }) => id).filter((id) => id !== administrator.id)
      // What something else refers to stays, and is looked at again the next time.
      for (const id of others.slice(keptMax)) await this.#call('DELETE', `/${plural}/${id}`)
      this.ids.push(...others.slice(0, keptMax))
    }
  }

  close(): void {
    this.#client?.close()
  }

  #call(method: string, path: string) {
    const headers = { Authorization: `Bearer ${this.token}`, 'If-Match': '*' }
    return httpRequest(`${this.#address}/api/v1/setup${path}`, { method, headers })
  }
}
