import assert from 'node:assert/strict'
import { recordIdChecksum } from '../../../src/protocol/record-id.js'
import { expectRefusal } from '../../support/wire-refusal.js'
import { check, checkWithAgent, eachCase, type Chapter } from '../check.js'
import { expectOk } from '../expectations.js'

const members = ['organizationId', 'deploymentId', 'buttonId'] as const
const long = (id: string): string => id.slice(0, 15) + recordIdChecksum(id.slice(0, 15))

const forms: [string, (id: string) => string][] = [
  ['15 characters', (id) => id.slice(0, 15)],
  ['18 characters', long],
  ['18 characters, the checksum in lower case', (id) => id.slice(0, 15) + recordIdChecksum(id).toLowerCase()],
]

const bad: [string, (id: string) => string][] = [
  ['no character', () => ''],
  ['14 characters', (id) => id.slice(0, 14)],
  ['16 characters', (id) => `${id}A`],
  ['17 characters', (id) => long(id).slice(0, 17)],
  ['19 characters', (id) => `${long(id)}A`],
  ['a wrong checksum', (id) => id + recordIdChecksum(id).replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
  ['a digit for a checksum that has none', (id) => `${id}999`],
  [
    'the case of a letter lost',
    (id) => id.slice(0, 3) + id.slice(3).toLowerCase() + recordIdChecksum(`${id.slice(0, 3)}A${id.slice(4)}`),
  ],
  ['a sign in it', (id) => id.replace(/.$/, '-')],
  ['a space at its end', (id) => `${id.slice(0, 14)} `],
  ['a line break after it', (id) => `${id}\n`],
  ['a letter beyond ASCII', (id) => id.replace(/.$/, 'é')],
  ['the prefix of an agent', (id) => `005${id.slice(3)}`],
  ['its prefix in the other case', (id) => id.replace('00D', '00d').replace(/^57/, '5d7')],
]

export const recordIds: Chapter = {
  title: 'Record ids',
  checks: [
    ...eachCase(forms, (name, as) =>
      checkWithAgent('P-20', `an id is taken with ${name}`, async (stage) => {
        const ids = Object.fromEntries(members.map((member) => [member, as(stage.target[member].slice(0, 15))]))
        const visitor = await stage.ask(ids)
        await stage.agent.offer(visitor.name)
        await visitor.reads(['ChatRequestSuccess'])
      }),
    ),
    ...eachCase(bad, (name, as) =>
      check('P-20', `an id is refused with ${name}`, async (stage) => {
        const visitor = await stage.arrive()
        for (const member of members) {
          const answer = await visitor.init({ [member]: as(stage.target[member].slice(0, 15)) })
          expectRefusal(answer, 400)
          assert.match(answer.text, new RegExp(`^${member} `))
        }
        await (await visitor.held()).expectHeld()
      }),
    ),
    checkWithAgent('P-20 C-2', 'an id differs from another by the case of a letter', async (stage) => {
      const { buttonId } = stage.target
      const visitor = await stage.ask({ buttonId: `${buttonId.slice(0, 14)}z` })
      await visitor.reads(['ChatRequestFail'])
      const other = await stage.ask({ buttonId: `${buttonId.slice(0, 14)}Z` })
      await other.reads(['ChatRequestFail'])
    }),
    check('P-20', 'the id of an agent is looked at', async (stage) => {
      const visitor = await stage.arrive()
      for (const agentId of ['005', '573P00000000001', '005P00000000001AAA0']) {
        expectRefusal(await visitor.init({ agentId }), 400)
      }
      expectOk(await visitor.init({ agentId: '', doFallback: false }))
    }),
  ],
}
