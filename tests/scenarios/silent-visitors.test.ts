/** Visitors who do not answer: warned, then over, as their button says, whatever their client does about it. */
import { expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess, startInProcess, type InProcessServer } from '../support/in-process-server.js'
import { lastingStore } from '../support/test-store.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { changeSetup, makeOrganization } from '../support/test-organization.js'

const server = shareInProcess()
const ok = { status: 200, text: 'OK' }

/** A chat in which the agent has just written, and the visitor may be silent for a while. */
const begin = async (on: InProcessServer = server) => {
  const organization = await makeOrganization(on)
  await changeSetup(organization, 'button', organization.buttonId, { idleTimeout: { warningS: 60, timeoutS: 120 } })
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization)
  const { chatId } = await ada.takeNext()
  await visitor.reads(['ChatRequestSuccess'], -1)
  const [established] = (await visitor.reads(['ChatEstablished'], 0)).messages
  await ada.say(chatId, 'Are you there?')
  await visitor.reads(['ChatMessage', 'AgentNotTyping'], 1)
  return { organization, ada, visitor, chatId, established }
}
const warning = 'ChasitorIdleTimeoutWarningEvent'

test('[M-4] a silent visitor is told the limits, warned, and given up, with a poll open', async () => {
  const { ada, visitor, established } = await begin()
  expect(established?.message.chasitorIdleTimeout).toEqual({ isEnabled: true, warningTime: 60, timeout: 120 })
  await server.pass(59_500)
  expect(await ada.events.untaken()).toMatchObject([{ name: 'visitor-away' }])
  await server.pass(1000)
  const [told] = (await visitor.reads([warning], 2)).messages
  expect(told?.message).toEqual({ idleTimeoutWarningEvent: 'triggered' })
  await ada.events.next('visitor-away')
  expect((await ada.events.next('idle-warning')).data).toMatchObject({ state: 'triggered', by: 'server' })
  await ada.events.next('visitor-back')
  await server.pass(45_000)
  const poll = await visitor.held(3)
  await server.pass(15_000)
  expect((await poll.answer).json()).toMatchObject({
    messages: [{ type: 'ChatEnded', message: { reason: 'clientIdleTimeout' } }],
  })
})

test('[M-4] the end frees the agent’s place', async () => {
  const { organization, ada, chatId } = await begin()
  await server.pass(121_000)
  const ended = (await ada.events.untaken()).find(({ name }) => name === 'chat-ended')
  expect(ended?.data).toEqual({ chatId, reason: 'visitor-idle' })
  const agent = [...server.running.parts.floors.of(organization.organizationId).agents].find(
    ({ id }) => id === ada.agent.id,
  )
  expect(agent?.places).toEqual([])
})

test('[M-4] an answer ends the silence, and takes the warning back that the server gave', async () => {
  const { visitor } = await begin()
  await server.pass(60_500)
  await visitor.reads([warning], 2)
  expect(await visitor.write('Sorry, yes')).toMatchObject(ok)
  const [told] = (await visitor.reads([warning], 3)).messages
  expect(told?.message).toEqual({ idleTimeoutWarningEvent: 'cleared' })
  await server.pass(130_000)
  expect(await visitor.write('Still here')).toMatchObject(ok)
})

test('[M-4] what a client keeps itself is not told it again', async () => {
  const { ada, visitor } = await begin()
  await server.pass(59_000)
  await visitor.post(warning, { idleTimeoutWarningEvent: 'triggered' })
  await server.pass(10_000)
  await visitor.post(warning, { idleTimeoutWarningEvent: 'cleared' })
  await server.pass(130_000)
  expect(await visitor.write('Still here')).toMatchObject(ok)
  const warnings = (await ada.events.untaken()).filter(({ name }) => name === 'idle-warning')
  expect(warnings.map(({ data }) => data)).toMatchObject([
    { state: 'triggered', by: 'visitor' },
    { state: 'cleared', by: 'visitor' },
  ])
})

test('[M-4] after a restart the whole time runs again', async () => {
  const own = await startInProcess({ store: lastingStore })
  const { visitor, ada } = await begin(own)
  await own.pass(50_000)
  await own.restart()
  await ada.follow()
  await own.pass(59_500)
  expect(await visitor.post('ChasitorTyping')).toMatchObject(ok)
  await own.pass(1000)
  await visitor.reads([warning], 2)
  await own.pass(60_000)
  await visitor.reads(['ChatEnded'], 3)
})
