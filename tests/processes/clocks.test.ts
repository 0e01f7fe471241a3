/** Servers on one database whose machines' clocks show different times. */
import { expect, test } from 'vitest'
import { temporaryDatabase } from '../../src/storage/postgres/opened-store.contract.js'
import { WireClient } from '../../src/visitor-client/wire-client.js'
import { AgentClient, bodyOf } from '../support/agent-client.js'
import { withShiftedClock } from '../support/faults/with-shifted-clock.js'
import { readMetrics } from '../support/prometheus-text.js'
import { ServerProcess } from '../support/server-process.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { WireVisitor } from '../support/wire-visitor.js'

const hourMs = 3_600_000

test('[N-17] what their machines’ clocks show ends nothing, and is told', async () => {
  const url = await temporaryDatabase()
  await using directory = await TemporaryDirectory.make()
  const environment = { PARLEY_DATABASE_URL: url }
  await using ahead = await ServerProcess.start(directory.path, { ...environment, ...withShiftedClock(hourMs) })
  await using behind = await ServerProcess.start(directory.path, { ...environment, ...withShiftedClock(-hourMs) })
  expect(ahead.output).toContain('"aheadSeconds":3600,')
  expect((await readMetrics(ahead.address)).get('parley_clock_offset_seconds')).toBeCloseTo(3600, 0)
  expect((await readMetrics(behind.address)).get('parley_clock_offset_seconds')).toBeCloseTo(-3600, 0)

  const [client, elsewhere] = [new WireClient(ahead.endpoint), new WireClient(behind.endpoint)]
  using ada = await AgentClient.logIn(behind.address, 'ada@example.com', 'parley-demo')
  await ada.setPresence('online')
  const stream = await ada.events()
  let visitor = await WireVisitor.arrive(client, 'Vera')
  const { chatId } = (await stream.next('snapshot')).offers[0] ?? (await stream.next('offer'))
  bodyOf(await ada.accept(chatId))
  await visitor.until('ChatEstablished')
  for (const server of [ahead, behind]) server.process.signal('SIGUSR2')
  const began = Date.now()
  // Several times as long as it takes until time is looked at, on both.
  for (let n = 0; Date.now() < began + 2000; n += 1) {
    visitor = visitor.at(n % 2 === 0 ? elsewhere : client)
    await visitor.say(`message ${n}`)
    const { text, at } = await stream.next('message')
    expect(text).toBe(`message ${n}`)
    expect(Math.abs(new Date(at).getTime() - Date.now())).toBeLessThan(60_000)
    bodyOf(await ada.write(chatId, `answer ${n}`))
    expect((await stream.next('message')).text).toBe(`answer ${n}`)
    expect(await visitor.hear()).toBe(`answer ${n}`)
  }
  expect((await readMetrics(ahead.address)).get('parley_clock_offset_seconds')).toBeCloseTo(7200, 0)
  client.close()
  elsewhere.close()
})
