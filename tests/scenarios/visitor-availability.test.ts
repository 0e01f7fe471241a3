/** What `Visitor/Availability` says: every spelling of a list, and the truth at that moment. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess } from '../support/in-process-server.js'
import { askPlainly, messageIn, type Parameters } from '../support/page-script.js'
import { RawVisitor, restPath, versionHeader } from '../support/raw-visitor.js'
import { changeSetup, makeOrganization, type TestOrganization } from '../support/test-organization.js'
import { expectRefusal, noVersion } from '../support/wire-refusal.js'

const server = shareInProcess()
const none = '573P00000000999'

const results = async (organization: TestOrganization, parameters: Parameters) => {
  const { type, message } = messageIn(await askPlainly(organization, 'Availability', parameters))
  expect(type).toBe('Availability')
  return message.results as { id: string; isAvailable: boolean; estimatedWaitTime?: number }[]
}

const isAvailable = async (organization: TestOrganization, id: string): Promise<boolean | undefined> =>
  (await results(organization, { 'Availability.ids': id }))[0]?.isAvailable

describe('[E22 V-10] the ids', () => {
  test.each<[string, (a: string, b: string) => string]>([
    ['one', (a) => `Availability.ids=${a}`],
    ['one in brackets', (a) => `Availability.ids=[${a}]`],
    ['with a comma', (a, b) => `Availability.ids=${a},${b}`],
    ['with an encoded comma', (a, b) => `Availability.ids=${a}%2C${b}`],
    ['in brackets', (a, b) => `Availability.ids=[${a},${b}]`],
    ['in encoded brackets', (a, b) => `Availability.ids=%5B${a}%2C${b}%5D`],
    ['repeated', (a, b) => `Availability.ids=${a}&Availability.ids=${b}`],
    ['repeated with brackets behind the name', (a, b) => `Availability.ids[]=${a}&Availability.ids[]=${b}`],
    ['with encoded brackets behind the name', (a, b) => `Availability.ids%5B%5D=${a}&Availability.ids%5B%5D=${b}`],
    ['the same twice', (a) => `Availability.ids=${a},${a}`],
  ])('may come %s', async (_how, spelled) => {
    const organization = await makeOrganization(server)
    await AgentDesk.open(organization, 'ada')
    const { organizationId, deploymentId, buttonId } = organization
    const list = spelled(buttonId, none)
    const path = restPath(`Visitor/Availability?org_id=${organizationId}&deployment_id=${deploymentId}&${list}`)
    const { message } = messageIn(await server.request({ path, headers: versionHeader }))
    const asked = [...list.matchAll(/573P\w+/g)].map(([id]) => id)
    expect(message.results).toEqual(asked.map((id) => ({ id, isAvailable: id === buttonId })))
  })

  test('are answered in the order asked, each as it was sent, whatever they are', async () => {
    const organization = await makeOrganization(server)
    const ada = await AgentDesk.open(organization, 'ada')
    const { buttonId, agents } = organization
    const long = 'AAA'
    const ids: [string, boolean][] = [
      [ada.agent.id, true],
      [agents.ben.id, false],
      [`${ada.agent.id}_${none}`, true],
      [`${agents.ben.id}_${buttonId}`, true],
      [`${agents.ben.id}_${none}`, false],
      ['005P00000000999', false],
      [none, false],
      ['nonsense', false],
      [`${buttonId}${long}`, false],
      [buttonId, true],
    ]
    expect(await results(organization, { 'Availability.ids': ids.map(([id]) => id).join() })).toEqual(
      ids.map(([id, isAvailable]) => ({ id, isAvailable })),
    )
  })

  test('in their long form are told in their long form', async () => {
    const organization = await makeOrganization(server)
    const path = `Visitor/Availability?org_id=00D8c000004kTqWEAU&deployment_id=5728c000000PzLmAAK`
    const answer = await organization.server.request({
      path: restPath(`${path}&Availability.ids=5738c000000HyReAAK`),
      headers: versionHeader,
    })
    expect(messageIn(answer).message.results).toEqual([{ id: '5738c000000HyReAAK', isAvailable: false }])
  })

  test('are at most 100', async () => {
    const organization = await makeOrganization(server)
    const list = (count: number) => ({ 'Availability.ids': Array<string>(count).fill(none).join() })
    expect(await results(organization, list(100))).toHaveLength(100)
    expectRefusal(await askPlainly(organization, 'Availability', list(101)), 400)
  })
})

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

  test('needs no session, no matter what affinity says', async () => {
    const organization = await makeOrganization(server)
    const headers = { 'X-LIVEAGENT-AFFINITY': 'x', 'X-LIVEAGENT-SESSION-KEY': 'made up', Accept: 'content/json' }
    messageIn(await askPlainly(organization, 'Availability', { 'Availability.ids': none }, headers))
  })
})

describe('[V-10] a request', () => {
  test.each<[string, Parameters, RegExp]>([
    ['without org_id', { org_id: undefined }, /^org_id is missing/],
    ['with an empty org_id', { org_id: '' }, /^org_id is missing/],
    ['with an org_id that is none', { org_id: '573P00000000001' }, /^org_id must be/],
    ['with two org_ids', { org_id: '00DP00000000001&org_id=00DP00000000001' }, /^org_id is there more than once/],
    ['without deployment_id', { deployment_id: undefined }, /^deployment_id is missing/],
    ['with a deployment_id that is none', { deployment_id: 'x' }, /^deployment_id must be/],
    ['without ids', { 'Availability.ids': undefined }, /^Availability\.ids is missing/],
    ['with an id that is too long', { 'Availability.ids': 'x'.repeat(65) }, /more than 64/],
    ['with a sid that is too long', { sid: 'x'.repeat(2049) }, /^sid has more than 2048/],
    ['with a NUL', { sid: '%00' }, /no well-formed text/],
  ])('%s is refused', async (_how, changes, sentence) => {
    const organization = await makeOrganization(server)
    const answer = await askPlainly(organization, 'Availability', { 'Availability.ids': none, ...changes })
    expectRefusal(answer, 400)
    expect(answer.text).toMatch(sentence)
  })

  test('without a version, or with another method, is refused', async () => {
    const organization = await makeOrganization(server)
    const path = restPath('Visitor/Availability')
    expectRefusal(await server.request({ path }), 400, noVersion)
    expectRefusal(await server.request({ method: 'POST', path, headers: versionHeader }), 405)
    expect(await results(organization, { 'Availability.ids': '[]' })).toEqual([])
  })
})
