/** The whole setup as one document over the API. */
import { expect, test } from 'vitest'
import { documentObjectsMax } from '../../src/setup/setup-document.js'
import { documentBytesMax } from '../../src/setup-api/transfer-routes.js'
import { Administrator } from '../support/administrator.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess } from '../support/in-process-server.js'
import { makeOrganization } from '../support/test-organization.js'

const server = shareInProcess()

interface Lists {
  readonly buttons: { id: string; name: string }[]
  readonly [plural: string]: unknown
}

test('[A-29] setup is exported without secrets, and imported with a look ahead, once', async () => {
  const organization = await makeOrganization(server)
  const root = await Administrator.logIn(organization)
  await root.request('POST', `/agents/${root.id}/tokens`, { name: 'Bot' })
  const answer = await root.request('GET', '/export')
  for (const secret of ['hash', 'argon2', 'Bot']) expect(answer.text).not.toContain(secret)
  const document = answer.json() as Lists
  const button = { ...document.buttons[0], id: organization.buttonId, name: 'Renamed' }
  const added = { id: '573A00000000001', name: 'Added' }
  const changed = { ...document, buttons: [button, added] }
  const take = async (query: string) => (await root.request('POST', `/import${query}`, changed)).json()
  const differences = {
    differences: [
      {
        ...{ action: 'change', kind: 'button', id: button.id, name: 'Renamed' },
        changes: [{ member: 'name', before: 'Chat with us', after: 'Renamed' }],
      },
      expect.objectContaining({ action: 'create', kind: 'button', id: added.id }) as unknown,
    ],
  }
  expect(await take('?dryRun=true')).toEqual(differences)
  expect((await root.read('buttons', button.id)).name).toBe('Chat with us')
  expect(await take('')).toEqual(differences)
  expect((await root.read('buttons', button.id)).name).toBe('Renamed')
  expect(await take('')).toEqual({ differences: [] })
  expect((await root.read('buttons', button.id)).version).toBe(2)
})

test('[A-29] a document of another organization, or too large, is refused', async () => {
  const root = await Administrator.logIn(await makeOrganization(server))
  const elsewhere = await Administrator.logIn(await makeOrganization(server))
  const foreign = (await elsewhere.request('GET', '/export')).json()
  const { errors } = expectProblem(await root.request('POST', '/import', foreign), 400, 'invalid')
  expect(errors?.[0]?.member).toBe('organizations.0.id')
  const many = Array.from({ length: documentObjectsMax + 1 }, (_, n) => ({ id: `${n}`, name: 'a' }))
  const tooMany = { parleySetup: 1, skills: many }
  expect(expectProblem(await root.request('POST', '/import', tooMany), 400).detail).toContain('20000')
  expectProblem(await root.request('POST', '/import', `"${'x'.repeat(documentBytesMax)}"`), 413, 'too-large')
})
