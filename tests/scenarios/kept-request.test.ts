/** What a request says and nobody is shown: it is kept all the same, for the records that are made of it. */
import { expect, test } from 'vitest'
import { startInProcess } from '../support/in-process-server.js'
import { lastingStore } from '../support/test-store.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'

test('[P-15] prechatEntities are kept as they were sent, also over a restart', async () => {
  const server = await startInProcess({ store: lastingStore })
  const prechatEntities = [
    {
      ...{ entityName: 'Contact', saveToTranscript: 'ContactId', showOnCreate: true, linkToEntityName: null },
      entityFieldsMaps: [{ fieldName: 'Email', label: 'E-mail', doFind: true, isExactMatch: 'true', doCreate: 1 }],
      ofNoOneKnown: { deep: [1, 'two', null] },
    },
    {},
  ]
  const visitor = await RawVisitor.ask(await makeOrganization(server), { prechatEntities })
  await server.restart()
  const { log, sessions } = server.running.parts
  const session = await sessions.find(visitor.session.key)
  if (session?.chat === undefined) throw new Error('The session lost its chat.')
  const [asked] = await log.readAfter(session.chat.name, 0, 1)
  expect(asked?.body).toMatchObject({ request: { entities: prechatEntities } })
})
