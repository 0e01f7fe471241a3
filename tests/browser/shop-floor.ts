/** A demo organization that is set up in full: a skill, a queue, statuses, reasons and texts. */
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { demoPassword, demoUsername } from '../support/established-chat.js'
import type { ServerProcess } from '../support/server-process.js'

const adaId = '005P00000000001'
const benId = '005P00000000002'

/**
 * Sets up the demo of a fresh server: Ben knows about refunds and is on the second line; Ada and he may do everything,
 * but for what `configuration` says.
 */
export const setUpShop = async (server: ServerProcess, configuration: object = {}): Promise<void> => {
  using administrator = await AgentClient.logIn(server.address, demoUsername, demoPassword)
  const make = async (kind: string, data: object): Promise<string> =>
    bodyOf(await administrator.call<{ id: string }>('POST', `/setup/${kind}`, data)).id
  const change = async (kind: string, id: string, changes: object): Promise<unknown> =>
    bodyOf(await administrator.call('PATCH', `/setup/${kind}/${id}`, changes, { 'If-Match': '*' }))

  const declineReasonIds = [
    await make('decline-reasons', { name: 'Wrong topic', order: 1 }),
    await make('decline-reasons', { name: 'At the end of my shift', order: 2 }),
  ]
  const configurationId = await make('agent-configurations', {
    ...{ name: 'Everything', conferencing: true, visitorBlocking: true, declineReasonIds },
    ...configuration,
  })
  const skillIds = [await make('skills', { name: 'Refunds' })]
  await make('queues', { name: 'Second line', memberIds: [benId] })
  await make('presence-statuses', { name: 'Training', takesChats: true, order: 1 })
  await make('presence-statuses', { name: 'In a meeting', takesChats: false, order: 2 })
  await make('quick-texts', {
    ...{ name: 'Greeting', shortcut: 'hi', category: 'Beginnings' },
    message: 'Hello {!LiveAgent_VisitorName}, this is {!User_FirstName}. How can I help?',
  })
  await make('quick-texts', {
    ...{ name: 'Return label', shortcut: 'label', category: 'Returns' },
    message: 'You will find the label to print under My orders.',
  })
  await change('agents', adaId, { configurationId })
  await change('agents', benId, { configurationId, skillIds, name: 'Ben Ito' })
}
