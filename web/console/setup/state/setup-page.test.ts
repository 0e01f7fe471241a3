import { expect, test } from 'vitest'
import { listPath, newPath, objectPath, setupPageOf } from './setup-page.js'

const id = '0C5000000000001'

test.each([
  ['/setup', { page: 'overview' }],
  ['/setup/', { page: 'overview' }],
  [listPath('skills'), { page: 'list', section: 'skills' }],
  [newPath('skills'), { page: 'new', section: 'skills' }],
  [objectPath('skills', id), { page: 'object', section: 'skills', id }],
  ['/setup/organization', { page: 'organization' }],
  ['/setup/organization/new', { page: 'nowhere' }],
  ['/setup/skills/%', { page: 'nowhere' }],
  [`/setup/skills/${id}/more`, { page: 'nowhere' }],
  ['/setup/nothing', { page: 'nowhere' }],
  ['/setup/constructor', { page: 'nowhere' }],
])('%s', (path, page) => {
  expect(setupPageOf(path)).toEqual(page)
})
