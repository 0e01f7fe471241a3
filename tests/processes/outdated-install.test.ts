/** An installation that is older than package-lock.json is noticed by every script, and put right before anything else. */
import { expect, test } from 'vitest'
import { SmallProject } from '../support/small-project.js'

const old = { library: '1.0.0', typescript: '1.0.0' }
const newer = { library: '2.0.0', typescript: '1.0.0' }
const installing = /^Installing what is missing or out of date .*\n(.*\n)*Installed in /

test.each<[script: string, when: string, change: (project: SmallProject) => Promise<void>]>([
  ['bench', 'after a change of branch', () => Promise.resolve()],
  ['bench', 'when npm’s record is newer than what is there', (project) => project.claim(newer)],
  ['bench', 'when a package is not there', (project) => project.remove('node_modules/library')],
  ['conformance', 'after a change of branch', () => Promise.resolve()],
  ['parley', 'when npm’s record is newer than what is there', (project) => project.claim(newer)],
  ['start', 'when a package is not there', (project) => project.remove('node_modules/library')],
])('scripts/%s.mjs installs what is asked for %s, says so, and runs with it', async (script, _when, change) => {
  await using project = await SmallProject.make(old)
  expect(await project.run(script)).toMatchObject({ code: 0, stdout: 'library 1.0.0\n' })
  await project.ask(newer)
  await change(project)
  const { code, stdout, stderr } = await project.run(script)
  expect({ code, stdout }, stderr).toEqual({ code: 0, stdout: 'library 2.0.0\n' })
  expect(stderr).toMatch(installing)
  // And then there is nothing to do or to say.
  expect(await project.run(script)).toMatchObject({ code: 0, stdout: 'library 2.0.0\n', stderr: '' })
  expect(await project.installations()).toBe(2)
})

test.each(['bench', 'installed'])('scripts/%s.mjs wants the tools that are worked with, too', async (script) => {
  await using project = await SmallProject.make(old)
  await project.run(script)
  await project.remove('node_modules/vite')
  const { code, stderr } = await project.run(script)
  expect(code).toBe(0)
  expect(stderr).toMatch(installing)
  expect(await project.installations()).toBe(2)
})

test('npm start runs what is built without the tools that built it', async () => {
  await using project = await SmallProject.make(old)
  await project.run('start')
  await project.remove('node_modules/typescript')
  expect(await project.run('start')).toMatchObject({ code: 0, stdout: 'library 1.0.0\n', stderr: '' })
  expect(await project.installations()).toBe(1)
})
