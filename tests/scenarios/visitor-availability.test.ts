/** What `Visitor/Availability` says is the truth at that moment. How it is asked is in the conformance suite. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess } from '../support/in-process-server.js'
import { askPlainly, messageIn, type Parameters } from '../support/page-script.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { changeSetup, makeOrganization, type TestOrganization } from '../support/test-organization.js'

const server = shareInProcess()
const none = '573P00000000999'

const results = async (organization: TestOrganization, parameters: Parameters) => {
  const { type, message } = messageIn(await askPlainly(organization, 'Availability', parameters))
  expect(type).toBe('Availability')
  return message.results as { id: string; isAvailable: boolean; estimatedWaitTime?: number }[]
}

const isAvailable = async (organization: TestOrganization, id: string): Promise<boolean | undefined> =>
  (await results(organization, { 'Availability.ids': id }))[0]?.isAvailable

describe('[V-1 V-2] what is told', () => {
  test('is what a request made then meets', async () => {
    const organization = await makeOrganization(server)
    await changeSetup(organization, 'button', organization.buttonId, { queueOverallMax: 1 })
    expect(await isAvailable(organization, organization.buttonId)).toBe(false)
    const ada = await AgentDesk.open(organization, 'ada')
    const visitors: RawVisitor[] = []
    for (let asked = 0; asked < 5; asked += 1) {
      const told = await isAvailable(organization, organization.buttonId)
      const visitor = await RawVisitor.ask(organization)
      visitors.push(visitor)
      await visitor.reads([told ? 'ChatRequestSuccess' : 'ChatRequestFail'])
      expect(told).toBe(asked < 4)
      if (asked < 3) await ada.takeNext()
    }
    expect(await isAvailable(organization, ada.agent.id)).toBe(false)
    await visitors[3]?.post('ChatEnd')
    expect(await isAvailable(organization, organization.buttonId)).toBe(true)
    await ada.setPresence('away')
    expect(await isAvailable(organization, organization.buttonId)).toBe(false)
  })

  test.each([
    ['org_id', '00DP00000000999'],
    ['deployment_id', '572P00000000999'],
  ])('of an unknown %s is that nobody is there', async (name, id) => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    const ids = `${organization.buttonId},${ada.agent.id}`
    expect(await results(organization, { 'Availability.ids': ids, [name]: id })).toEqual([
      { id: organization.buttonId, isAvailable: false },
      { id: ada.agent.id, isAvailable: false },
    ])
    expect([...server.running.parts.floors.all].map(({ organizationId }) => organizationId)).not.toContain(id)
  })

  test.each([
    ['1', 20],
    ['true', 20],
    ['0', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('with needEstimatedWaitTime=%s has the wait %s', async (asked, expected) => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    const { buttonId, agents } = organization
    const parameters = {
      'Availability.ids': `${buttonId},${ada.agent.id},${agents.ben.id}_${buttonId},${none}`,
      'Availability.needEstimatedWaitTime': asked,
    }
    const times = async () =>
      (await results(organization, parameters)).map(({ estimatedWaitTime }) => estimatedWaitTime)
    const unknown = expected === undefined ? undefined : -1
    expect(await times()).toEqual([unknown, unknown, unknown, undefined])
    await RawVisitor.ask(organization)
    await server.pass(20_000)
    await ada.takeNext()
    expect(await times()).toEqual([expected, unknown, expected, undefined])
  })
})
