/** The whole setup as one document over the API. */
import { expect, test } from 'vitest'
import { documentObjectsMax } from '../../src/setup/setup-document.js'
import type { ImportProgress } from '../../src/setup-api/messages.js'
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

test('[A-117] mistakes are told by their place in the document, all of them at once, and nothing is taken in', async () => {
  const root = await Administrator.logIn(await makeOrganization(server))
  const document = (await root.request('GET', '/export')).json() as Lists
  const skill = (n: number, more: object = {}) => ({ id: `0C5A0000000000${n}`, name: `Skill ${n}`, ...more })
  const wrong = { ...document, skills: [skill(1), skill(2, { name: '' }), skill(3), skill(4, { descriptoin: 'x' })] }
  const { errors, detail } = expectProblem(await root.request('POST', '/import', wrong), 400, 'invalid')
  expect(errors?.map(({ member }) => member)).toEqual(['skills.1.name', 'skills.3.descriptoin'])
  expect(detail).toBe('skill : name: Must not be empty.')
  expect(((await root.request('GET', '/export')).json() as Lists)['skills']).toEqual(document['skills'])
  const dangling = { ...document, queues: [{ id: '00GA00000000001', name: 'Q', memberIds: ['005A00000000009'] }] }
  const told = expectProblem(await root.request('POST', '/import?dryRun=true', dangling), 400, 'invalid')
  expect(told.errors).toEqual([{ member: 'queues.0.memberIds', message: 'There is no agent 005A00000000009.' }])
})

test('[A-117] an import tells how far it is, and what became of it, to who asks for a stream', async () => {
  const root = await Administrator.logIn(await makeOrganization(server))
  const document = (await root.request('GET', '/export')).json() as Lists
  const skills = Array.from({ length: 3000 }, (_, n) => ({ id: `0C5A${String(n).padStart(11, '0')}`, name: `S ${n}` }))
  const take = async (skills: object[]): Promise<[name: string, data: unknown][]> => {
    const answer = await root.request('POST', '/import', { ...document, skills }, { Accept: 'text/event-stream' })
    return [...answer.text.matchAll(/^event: (.*)\ndata: (.*)$/gm)].map(([, name = '', data = '']) => [
      name,
      JSON.parse(data) as unknown,
    ])
  }
  const told = await take(skills)
  const progress = told.slice(0, -1).map(([name, data]) => ({ name, ...(data as ImportProgress) }))
  expect(new Set(progress.map(({ name, step }) => `${name} ${step}`))).toEqual(
    new Set(['progress comparing', 'progress checking']),
  )
  for (const [place, { step, done, total }] of progress.entries()) {
    const before = progress[place - 1]
    expect(done).toBeGreaterThanOrEqual(before?.step === step ? before.done : 0)
    expect(done).toBeLessThanOrEqual(total)
  }
  expect(told.at(-1)).toMatchObject(['done', { differences: { length: skills.length } }])
  expect((await take(skills)).at(-1)).toEqual(['done', { differences: [] }])
  expect((await take([{ id: '0C5A00000000000', name: '' }])).at(-1)).toMatchObject([
    'problem',
    { status: 400, code: 'invalid', errors: [{ member: 'skills.0.name' }] },
  ])
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
