/** The record of who changed setup, as administrators read it. */
import { beforeAll, expect, test } from 'vitest'
import { Administrator } from '../support/administrator.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess } from '../support/in-process-server.js'
import { leastContent, madeKinds } from '../support/setup-samples.js'
import { makeOrganization } from '../support/test-organization.js'
import { setupKinds } from '../../src/setup/setup-kinds.js'

interface Change {
  readonly number: number
  readonly at: string
  readonly by: { readonly id: string; readonly name: string }
  readonly action: string
  readonly kind: string
  readonly id: string
  readonly name: string
  readonly changes: readonly { readonly member: string; readonly before?: unknown; readonly after?: unknown }[]
}

const server = shareInProcess()
let root: Administrator
beforeAll(async () => {
  root = await Administrator.logIn(await makeOrganization(server))
})

const audit = async (query = '', administrator = root): Promise<Change[]> =>
  ((await administrator.request('GET', `/audit${query}`)).json() as { changes: Change[] }).changes

test.each(madeKinds)('[A-28] it tells of a %s from its making to its end', async (kind) => {
  const { plural } = setupKinds[kind]
  const { id, name } = await root.create(plural, leastContent(kind))
  await root.patch(plural, id, { name: 'Renamed' })
  await root.patch(plural, id, { name: 'Renamed' })
  await root.request('DELETE', `/${plural}/${id}`, undefined, { 'If-Match': '*' })
  const changes = await audit(`?kind=${kind}&id=${id}`)
  expect(changes.map(({ action }) => action)).toEqual(['removed', 'changed', 'created'])
  expect(changes[1]).toMatchObject({
    ...{ by: { id: root.id, name: root.username }, kind, id, name: 'Renamed' },
    changes: [{ member: 'name', before: name, after: 'Renamed' }],
  })
  expect(changes[2]?.changes).toContainEqual({ member: 'name', after: name })
})

test('[A-28] it names passwords and tokens and never shows them', async () => {
  const content: Record<string, unknown> = { ...leastContent('agent'), password: 'correct horse battery' }
  const { id } = await root.create('agents', content)
  const made = await root.request('POST', `/agents/${id}/password`, {})
  const bot = await root.request('POST', `/agents/${id}/tokens`, { name: 'Bot' })
  const { id: tokenId, token } = bot.json() as { id: string; token: string }
  await root.request('DELETE', `/agents/${id}/tokens/${tokenId}`)
  const changes = (await audit()).slice(0, 4)
  expect(changes.map(({ kind, action, name }) => [kind, action, name])).toEqual([
    ['program-token', 'removed', 'Bot'],
    ['program-token', 'created', 'Bot'],
    ['agent', 'changed', content['name']],
    ['agent', 'created', content['name']],
  ])
  expect(changes[2]?.changes).toEqual([{ member: 'password' }])
  const { password } = made.json() as { password: string }
  for (const secret of [token, password, 'correct horse', 'argon2', 'hash']) {
    expect(JSON.stringify(changes)).not.toContain(secret)
  }
})

test('[A-28] it is read page by page, and only by the organization’s own administrators', async () => {
  const elsewhere = await Administrator.logIn(await makeOrganization(server))
  expect(await audit('', elsewhere)).toEqual([])
  for (let count = 0; count < 5; count += 1) await elsewhere.create('skills', { name: 'A skill' })
  expect((await audit('?limit=2', elsewhere)).map(({ number }) => number)).toEqual([5, 4])
  expect((await audit('?limit=2&before=4', elsewhere)).map(({ number }) => number)).toEqual([3, 2])
  expect(await audit(`?by=${root.id}`, elsewhere)).toEqual([])
  expect(await audit(`?by=${elsewhere.id}&kind=skill`, elsewhere)).toHaveLength(5)
  const [newest] = await audit('?limit=1', elsewhere)
  const at = encodeURIComponent(newest?.at ?? '')
  expect((await audit(`?since=${at}`, elsewhere))[0]?.number).toBe(5)
  expect((await audit(`?until=${at}`, elsewhere)).every((change) => change.at < (newest?.at ?? ''))).toBe(true)
  expect(await audit('?until=2000-01-01T00:00:00Z', elsewhere)).toEqual([])
  expect(await audit('?since=2999-01-01T00:00:00Z', elsewhere)).toEqual([])
  for (const query of [
    '?since=yesterday',
    '?until=2026-12-31T23:59:60Z',
    '?limit=0',
    '?limit=201',
    '?before=0',
    '?before=1e20',
    `?kind=${'a'.repeat(65)}`,
  ]) {
    expectProblem(await root.request('GET', `/audit${query}`), 400, 'invalid')
  }
})

test('[A-28] what was refused is not in it', async () => {
  const before = await audit('?limit=1')
  await root.request('POST', '/skills', { name: '' })
  const { id } = await root.create('skills', { name: 'Once' })
  await root.request('PATCH', `/skills/${id}`, { name: 'Lost' }, { 'If-Match': '"9"' })
  expect((await audit('?limit=1'))[0]?.number).toBe((before[0]?.number ?? 0) + 1)
})
