/** Two nodes of which an administrator asks now the one, now the other, and which have not told each other anything. */
import { expect, test, vi } from 'vitest'
import { Administrator, type SetupView } from '../support/administrator.js'
import { expectProblem } from '../support/expect-problem.js'
import { startInProcess } from '../support/in-process-server.js'
import { makeOrganization } from '../support/test-organization.js'

/** An administrator at each of two nodes, of the same organization. */
const atTwoNodes = async () => {
  const one = await startInProcess({ breakable: true, isNode: true })
  const organization = await makeOrganization(one)
  const here = await Administrator.logIn(organization)
  const other = await startInProcess({ breakable: true, isNode: true, beside: one })
  const there = await Administrator.logIn({ ...organization, server: other })
  // The look at the log does not come either: time stands still.
  for (const { running } of [one, other]) vi.spyOn(running.parts.nodes!, 'say').mockReturnValue()
  await one.running.parts.setup.refresh()
  return { here, there, other }
}

test('[N-24] what was saved by one node is read, and changed, by another at once', async () => {
  const { here, there } = await atTwoNodes()
  const made = await here.create('skills', { name: 'French' })
  expect(await there.read('skills', made.id)).toEqual(made)
  const listed = (await there.request('GET', '/skills')).json() as { readonly objects: readonly SetupView[] }
  expect(listed.objects).toEqual([made])
  const renamed = await here.patch('skills', made.id, { name: 'Spanish' })
  const again = { 'If-Match': `"${renamed.version}"` }
  expect(await there.request('PATCH', `/skills/${made.id}`, { name: 'Italian' }, again)).toMatchObject({ status: 200 })
  const exported = (await here.request('GET', '/export')).json() as { readonly skills: readonly SetupView[] }
  expect(exported.skills).toMatchObject([{ name: 'Italian' }])
  expect(await here.request('PATCH', `/skills/${made.id}`, { name: 'German' }, again)).toMatchObject({ status: 412 })
})

test('[N-24] an administrator who may no more by one node may no more by another, whatever they ask with', async () => {
  const { here, there, other } = await atTwoNodes()
  const skill = { name: 'French' }
  const made = await here.request('POST', `/agents/${there.id}/tokens`, { name: 'Bot' })
  const { id, token } = made.json() as { id: string; token: string }
  const byProgram = () =>
    other.request({
      ...{ method: 'POST', path: '/api/v1/setup/skills', body: JSON.stringify(skill) },
      headers: { Authorization: `Bearer ${token}` },
    })
  // Known there from now on.
  await there.read('agents', there.id)
  expect((await byProgram()).status).toBe(201)
  await here.request('DELETE', `/agents/${there.id}/tokens/${id}`)
  expectProblem(await byProgram(), 401, 'not-logged-in')
  await here.patch('agents', there.id, { role: 'agent' })
  expectProblem(await there.request('POST', '/skills', skill), 403, 'role')
})

test('[N-24] nor who was deactivated', async () => {
  const { here, there } = await atTwoNodes()
  await here.patch('agents', there.id, { active: false })
  expectProblem(await there.request('POST', '/skills', { name: 'French' }), 401, 'not-logged-in')
})
