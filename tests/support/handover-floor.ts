/** A chat of Ada's with Ana, and Ben beside her: where hand-overs and conferences begin. */
import type { AgentDesk as Desk } from './agent-desk.js'
import { AgentDesk } from './agent-desk.js'
import type { InProcessServer } from './in-process-server.js'
import type { RawAnswer } from './raw-http.js'
import { RawVisitor } from './raw-visitor.js'
import { changeSetup, makeOrganization, type TestOrganization } from './test-organization.js'

export interface HandoverFloor {
  readonly organization: TestOrganization
  readonly ada: Desk
  readonly ben: Desk
  readonly visitor: RawVisitor
  readonly chatId: string
  readonly ids: { readonly skill: string; readonly queue: string; readonly configuration: string }
}

/** An organization in which Ben has a skill, is in a queue, and everybody may invite colleagues; `more` holds for all. */
export const makeHandoverSetup = async (server: InProcessServer, more: object = {}) => {
  const organization = await makeOrganization(server)
  const { agents, organizationId } = organization
  const digits = organizationId.slice(-10)
  const ids = { skill: `0C5P0${digits}`, queue: `00GP0${digits}`, configuration: `0C6P0${digits}` }
  await changeSetup(organization, 'skill', ids.skill, { name: 'Refunds' })
  await changeSetup(organization, 'queue', ids.queue, { name: 'Second line', memberIds: [agents.ben.id] })
  await changeSetup(organization, 'agent-configuration', ids.configuration, {
    name: 'All',
    conferencing: true,
    ...more,
  })
  await changeSetup(organization, 'agent', agents.ada.id, { configurationId: ids.configuration })
  await changeSetup(organization, 'agent', agents.ben.id, { configurationId: ids.configuration, skillIds: [ids.skill] })
  return { organization, ids }
}

/** Ada talks with Ana, who has read all there is up to number 1; Ben is online and has nothing. */
export const handoverFloor = async (server: InProcessServer, more?: object): Promise<HandoverFloor> => {
  const { organization, ids } = await makeHandoverSetup(server, more)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization)
  const { chatId } = await ada.takeNext()
  await visitor.reads(['ChatRequestSuccess'], -1)
  await visitor.reads(['ChatEstablished'], 0)
  const ben = await AgentDesk.open(organization, 'ben')
  return { organization, ada, ben, visitor, chatId, ids }
}

const answered = (answer: RawAnswer, status: number): void => {
  if (answer.status !== status) throw new Error(`Expected ${status}, got ${answer.status}: ${answer.text}`)
}

/** Hands the chat over; says what a request could not be told by its answer. */
export const transfer = async (desk: Desk, chatId: string, body: object): Promise<void> =>
  answered(await desk.request('POST', `/chats/${chatId}/transfer`, body), 202)

export const takeBack = async (desk: Desk, chatId: string): Promise<void> =>
  answered(await desk.request('DELETE', `/chats/${chatId}/transfer`), 200)

export const invite = async (desk: Desk, chatId: string, body: object): Promise<void> =>
  answered(await desk.request('POST', `/chats/${chatId}/invitations`, body), 202)

export const leaveChat = async (desk: Desk, chatId: string): Promise<void> =>
  answered(await desk.request('POST', `/chats/${chatId}/leave`), 200)

/** How many places an agent has taken. */
export const placesOf = ({ organization }: HandoverFloor, desk: Desk): number => {
  const { floors } = organization.server.running.parts
  return floors.of(organization.organizationId).agent(desk.agent.id)?.places.length ?? 0
}
