/** An organization with many agents and a button of every kind, set up over the API as an administrator would. */
import { addEndedChats } from '../tests/support/ended-chats.js'
import { HttpConnection } from './http-connection.js'
import { postRequest } from './http-request.js'
import { logIn, prepareParley, type Entrance } from './parley.js'
import type { ServerProcess } from './server-process.js'

/** How many chats an agent has at once. */
export const placesEach = 2

export interface BusyOrganization {
  readonly server: ServerProcess
  readonly port: number
  readonly entrance: Entrance
  /** A button for each way to choose who is offered a chat; everybody may be offered those of the first. */
  readonly pushing: readonly string[]
  /** The button whose chats are listed to everybody, of whom the first may take one. */
  readonly choice: string
  /** The bearer tokens of the agents. */
  readonly tokens: readonly string[]
  /** Stops the server and removes its data. */
  stop(): Promise<void>
}

const skillsCount = 10
const day = '86400000'

/** Visitors who do not poll and agents who let an offer lie are not given up while it is measured. */
const settings = {
  PARLEY_OFFER_TIMEOUT_MS: day,
  PARLEY_VISITOR_WAITING_MS: day,
  PARLEY_VISITOR_ESTABLISHED_MS: day,
  PARLEY_VISITOR_AWAY_MS: day,
}

const idOf = (prefix: string, number: number): string => `${prefix}B${String(number).padStart(11, '0')}`

const setupDocument = (organizationId: string, agents: number) => {
  const skills = Array.from({ length: skillsCount }, (_, n) => ({ id: idOf('0C5', n), name: `Skill ${n}` }))
  // Everybody lacks every fourth skill: half of them have the two that are needed, half of these the third. Half of all
  // answer the queue.
  const skillIdsOf = (agent: number) => skills.filter((_, n) => (agent + n) % 4 > 0).map(({ id }) => id)
  const people = Array.from({ length: agents }, (_, n) => ({
    ...{ id: idOf('005', n), username: `busy-${n}@example.com`, name: `Agent ${n}`, role: 'agent' },
    ...{ capacity: placesEach, skillIds: skillIdsOf(n) },
  }))
  const queue = {
    id: idOf('00G', 0),
    name: 'Queue',
    memberIds: people.filter((_, n) => n % 2 === 0).map(({ id }) => id),
  }
  const two = skills.slice(0, 2).map(({ id }) => id)
  const third = { additionalSkillIds: skills.slice(2, 3).map(({ id }) => id), additionalSkillsS: 10 }
  const buttons = [
    { routing: 'choice' },
    { routing: 'least-active' },
    { routing: 'most-available' },
    { routing: 'queue', queueId: queue.id },
    { routing: 'skills', skillIds: two, ...third },
  ].map((button, n) => ({ id: idOf('573', n), name: button.routing, ...button }))
  const organizations = [{ id: organizationId, name: 'Busy' }]
  return {
    document: { parleySetup: 1, organizations, skills, agents: people, queues: [queue], buttons },
    people,
    buttons,
  }
}

/** Starts a server with so many agents; as many chats as `ended` says are over already. */
export const startBusyOrganization = async (
  directory: string,
  agents: number,
  ended: number,
): Promise<BusyOrganization> => {
  const { data, entrance, administrator, start, clean } = await prepareParley(directory, settings)
  if (ended > 0) addEndedChats(data, ended, { ...entrance, agentId: idOf('005', agents) })
  const { server, port } = await start()
  const authorization = `Authorization: Bearer ${await logIn(port, administrator.username, administrator.password)}\r\n`
  const connection = await HttpConnection.open(port, () => undefined)
  const ask = (path: string, body: object): Promise<string> =>
    connection.ask(postRequest(`/api/v1/setup/${path}`, JSON.stringify(body), authorization))
  const { document, people, buttons } = setupDocument(entrance.organizationId, agents)
  await ask('import', document)
  const tokens: string[] = []
  for (const { id } of people) {
    const made = JSON.parse(await ask(`agents/${id}/tokens`, { name: 'Bench' })) as { token: string }
    tokens.push(made.token)
  }
  connection.close()
  const [choice = '', ...pushing] = buttons.map(({ id }) => id)
  const stop = async (): Promise<void> => {
    await server.stop()
    clean()
  }
  return { server, port, entrance, pushing, choice, tokens, stop }
}
