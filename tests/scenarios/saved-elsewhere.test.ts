/** Two nodes of which an administrator asks now the one, now the other, and which have not told each other anything. */
import { expect, test, vi } from 'vitest'
import { Administrator, type SetupView } from '../support/administrator.js'
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
  return { here, there }
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
