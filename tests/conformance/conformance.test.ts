/** The conformance suite against a server that is started for it. */
import { afterAll, beforeAll, describe, test } from 'vitest'
import { shareInProcess } from '../support/in-process-server.js'
import { makeOrganization, password } from '../support/test-organization.js'
import { usualStore, type StoreKind } from '../support/test-store.js'
import { ApiAgentDriver } from './api-agent-driver.js'
import { titleOf } from './check.js'
import { chapters } from './chapters.js'
import { describeExchange } from './recorded-wire.js'
import { runCheck, type Subject } from './run-check.js'

const moved = { organizationId: '00D8c000004kTqW', url: 'https://chat-b.example.org/chat' }

describe.each([...new Set<StoreKind>([usualStore, 'postgres'])])('on a store in %s', (store) => {
  const environment = { PARLEY_SWITCH_SERVERS: `${moved.organizationId}=${moved.url}` }
  const server = shareInProcess({ clock: 'system', environment, store })
  let subject: Subject
  beforeAll(async () => {
    const target = await makeOrganization(server)
    const driver = await ApiAgentDriver.logIn(server.address, target.agents.ada.username, password)
    subject = { url: server.address, target, driver, moved }
  })
  afterAll(() => subject.driver?.close())

  for (const { title, checks } of chapters) {
    describe(title, () => {
      for (const check of checks) {
        test(titleOf(check), async () => {
          const { failure, exchanges } = await runCheck(check, subject)
          if (failure === undefined) return
          const said = exchanges.slice(-2).map(describeExchange).join('\n\n')
          throw new Error(`${failure.message}\n\n${said}`, { cause: failure })
        })
      }
    })
  }
})
