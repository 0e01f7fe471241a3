import { expect, test } from 'vitest'
import { historyPath, listPath, newPath, objectPath, readingsPath, setupPageOf, transferPath } from './setup-page.js'

const id = '0C5000000000001'

test.each([
  ['/setup', { page: 'overview' }],
  ['/setup/', { page: 'overview' }],
  [listPath('skills'), { page: 'list', section: 'skills' }],
  [newPath('skills'), { page: 'new', section: 'skills' }],
  [objectPath('skills', id), { page: 'object', section: 'skills', id }],
  [historyPath(), { page: 'history' }],
  [readingsPath(), { page: 'readings' }],
  [transferPath, { page: 'transfer' }],
  [`${transferPath}/more`, { page: 'nowhere' }],
  ['/setup/organization', { page: 'organization' }],
  [objectPath('organization', '00D000000000001'), { page: 'organization' }],
  ['/setup/organization/new', { page: 'nowhere' }],
  ['/setup/skills/%', { page: 'nowhere' }],
  [`/setup/skills/${id}/more`, { page: 'nowhere' }],
  ['/setup/nothing', { page: 'nowhere' }],
  ['/setup/constructor', { page: 'nowhere' }],
])('%s', (path, page) => {
  expect(setupPageOf(path)).toEqual(page)
})

test('the address of the history keeps what was chosen', () => {
  expect(historyPath({ kind: 'skills', id: '', by: 'a b' })).toBe('/setup/history?kind=skills&by=a+b')
  expect(readingsPath({ chat: 'c', by: '' })).toBe('/setup/readings?chat=c')
})
