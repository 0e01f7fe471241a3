/** Record ids in a request: two lengths, a checksum, a prefix, and what is refused. */
import { beforeAll, describe, expect, test } from 'vitest'
import { recordIdChecksum } from '../../src/protocol/record-id.js'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { makeOrganization, type TestOrganization } from '../support/test-organization.js'
import { expectRefusal } from '../support/wire-refusal.js'

const server = shareInProcess()
let organization: TestOrganization
let ada: AgentDesk
beforeAll(async () => {
  organization = await makeOrganization(server)
  ada = await AgentDesk.open(organization, 'ada')
})

const members = ['organizationId', 'deploymentId', 'buttonId'] as const
const long = (id: string): string => id + recordIdChecksum(id)

test.each([
  ['00D300000000bEA', 'EAY'],
  ['00D8c000004kTqW', 'EAU'],
  ['5728c000000PzLm', 'AAK'],
  ['5738c000000HyRe', 'AAK'],
  ['0058c00000BqWnX', 'AAV'],
])('[P-20] the checksum of %s is %s', (id, checksum) => {
  expect(recordIdChecksum(id)).toBe(checksum)
})

describe('[P-20] an id', () => {
  const forms: [string, (id: string) => string][] = [
    ['15 characters', (id) => id],
    ['18 characters', long],
    ['18 characters with the checksum in lower case', (id) => id + recordIdChecksum(id).toLowerCase()],
  ]
  test.each(forms)('is taken with %s', async (_form, as) => {
    const ids = Object.fromEntries(members.map((member) => [member, as(organization[member])]))
    const visitor = await RawVisitor.ask(organization, ids)
    const { data: offer } = await ada.events.next('offer')
    expect(offer.buttonId).toBe(organization.buttonId)
    await visitor.reads(['ChatRequestSuccess'])
    await visitor.post('ChatEnd')
    await ada.events.next('offer-withdrawn')
  })

  const bad: [string, (id: string) => string][] = [
    ['no character', () => ''],
    ['14 characters', (id) => id.slice(0, 14)],
    ['16 characters', (id) => `${id}A`],
    ['17 characters', (id) => long(id).slice(0, 17)],
    ['19 characters', (id) => `${long(id)}A`],
    ['a wrong checksum', (id) => id + recordIdChecksum(id).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['a digit for a checksum that has none', (id) => `${id}999`],
    ['the case of a letter lost', (id) => id.slice(0, 3) + id.slice(3).toLowerCase() + recordIdChecksum(id)],
    ['a sign in it', (id) => id.replace(/.$/, '-')],
    ['a space at its end', (id) => `${id.slice(0, 14)} `],
    ['a line break after it', (id) => `${id}\n`],
    ['a letter beyond ASCII', (id) => id.replace(/.$/, 'é')],
    ['the prefix of an agent', (id) => `005${id.slice(3)}`],
    ['its prefix in the other case', (id) => id.replace('00D', '00d').replace(/^57/, '5d7')],
  ]
  test.each(bad)('is refused with %s', async (_what, as) => {
    for (const member of members) {
      const visitor = await RawVisitor.arrive(organization)
      const answer = await visitor.init({ [member]: as(organization[member]) })
      expectRefusal(answer, 400)
      expect(answer.text).toMatch(new RegExp(`^${member} `))
      const poll = await visitor.held()
      expect(poll.isHeld()).toBe(true)
    }
    expect(await ada.events.untaken()).toEqual([])
  })

  test('differs from another by the case of a letter', async () => {
    const { buttonId } = organization
    const visitor = await RawVisitor.ask(organization, { buttonId: buttonId.replace(/0(\d)$/, 'a$1') })
    await visitor.reads(['ChatRequestFail'])
    expect(await ada.events.untaken()).toEqual([])
  })

  test('of an agent is looked at, and the request goes to them', async () => {
    const visitor = await RawVisitor.arrive(organization)
    for (const agentId of ['005', '573P00000000001', `${ada.agent.id}AAA0`]) {
      expectRefusal(await visitor.init({ agentId }), 400)
    }
    expect(await visitor.init({ agentId: long(ada.agent.id), doFallback: false })).toMatchObject({
      status: 200,
      text: 'OK',
    })
    await ada.events.next('offer')
  })
})
