import { describe, expect, test } from 'vitest'
import { openMemoryStore } from '../storage/memory/memory-store.js'
import { demoOrganization, organizationChanges } from './new-organization.js'
import { documentOf, editsOf } from './setup-document.js'
import { SetupEditor } from './setup-editor.js'
import { Setup } from './setup.js'

describe('the demo organization', () => {
  test('holds what setup would take in, and agents who may invite each other', async () => {
    const setup = await Setup.open(openMemoryStore().setup)
    const demo = demoOrganization('a hash')
    await setup.change(organizationChanges(demo))
    const { organizationId, edits } = editsOf(documentOf(setup, demo.organization.id))
    expect(() => new SetupEditor(setup, () => undefined).check(organizationId, edits)).not.toThrow()
    const configurations = setup
      .agents(organizationId)
      .map(({ configurationId }) => setup.get(organizationId, 'agent-configuration', configurationId ?? ''))
    expect(configurations.map((one) => one?.conferencing)).toEqual([true, true])
  })
})
