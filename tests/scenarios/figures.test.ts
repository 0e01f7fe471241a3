/** What a floor is run by, as supervisors read it over HTTP. */
import { describe, expect, test } from 'vitest'
import type { FiguresAnswer } from '../../src/agent-api/figure-messages.js'
import { AgentDesk } from '../support/agent-desk.js'
import { addPerson } from '../support/administrator.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess } from '../support/in-process-server.js'
import { readMetrics } from '../support/prometheus-text.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { changeSetup, makeOrganization, password, type TestOrganization } from '../support/test-organization.js'

const server = shareInProcess()

const tokenOf = async (username: string): Promise<string> => {
  const body = JSON.stringify({ username, password })
  return ((await server.request({ method: 'POST', path: '/api/v1/login', body })).json() as { token: string }).token
}

/** Somebody who may read figures, and how they do it. */
const supervise = async (organization: TestOrganization) => {
  const token = await tokenOf((await addPerson(organization, 'supervisor')).username)
  const ask = (query = '') =>
    server.request({ path: `/api/v1/figures${query}`, headers: { Authorization: `Bearer ${token}` } })
  return { ask, read: async (query = '') => (await ask(query)).json() as FiguresAnswer }
}

const lineOf = ({ lines }: FiguresAnswer, id: string) => lines.find((line) => line.id === id)

describe('[A-70] the figures', () => {
  test('tell of a chat from its request to its end, each thing once', async () => {
    const organization = await makeOrganization(server)
    const { buttonId, agents } = organization
    const { read } = await supervise(organization)
    const ada = await AgentDesk.open(organization, 'ada')
    await server.pass(10_000)
    const visitor = await RawVisitor.ask(organization)
    const { data: offer } = await ada.events.next('offer')
    const offered = await read()
    expect(offered.live).toMatchObject({
      queue: { waiting: 0, offered: 1 },
      agents: { online: 1, load: 1, capacity: 3 },
    })
    await server.pass(4000)
    expect((await read()).live.queue.longestWaitS).toBe(4)
    await ada.accept(offer.chatId)
    await ada.events.next('chat-established')
    await server.pass(2000)
    await ada.say(offer.chatId, 'Hello')
    await ada.say(offer.chatId, 'How can I help?')
    await server.pass(20_000)
    expect((await read()).live).toMatchObject({ established: 1, queue: { offered: 0, longestWaitS: 0 } })
    await visitor.post('ChatEnd')
    await ada.events.next('chat-ended')

    for (const period of ['hour', 'day', '30-days']) {
      const figures = await read(`?period=${period}&by=button`)
      const happened = { requested: 1, offered: 1, accepted: 1, acceptedAgain: 0, declined: 0, ended: { visitor: 1 } }
      expect(figures.chats).toMatchObject(happened)
      expect(figures.chats.timeToAnswer).toMatchObject({ count: 1, meanS: 4 })
      expect(figures.chats.firstResponse).toMatchObject({ count: 1, meanS: 2 })
      expect(figures.chats.handleTime).toMatchObject({ count: 1, meanS: 22 })
      expect(Math.abs(figures.chats.handleTime.p50S! - 22) / 22).toBeLessThan(0.048)
      expect(lineOf(figures, buttonId)?.chats).toEqual(figures.chats)
      const slots = { hour: 60, day: 24, '30-days': 30 }[period]
      expect(figures.series).toHaveLength(slots!)
      expect(figures.series.reduce((sum, { chats }) => sum + chats.requested, 0)).toBe(1)
      expect(figures.series.at(-1)!.from <= figures.until).toBe(true)
    }
    const byAgent = await read('?period=hour&by=agent')
    const line = lineOf(byAgent, agents.ada.id)
    expect(line).toMatchObject({ name: 'Ada', chats: { offered: 1, accepted: 1, ended: { visitor: 1 } } })
    expect(line?.time).toMatchObject({ onlineS: 36, awayS: 0, busyS: 26, occupancy: 26 / 36 })
    expect(lineOf(byAgent, agents.ben.id)?.time).toEqual({ onlineS: 0, awayS: 0, busyS: 0 })
  })

  test('[A-115] tell how many were answered within the time that is asked for, and 60 s by themselves', async () => {
    const organization = await makeOrganization(server)
    const { ask, read } = await supervise(organization)
    const ada = await AgentDesk.open(organization, 'ada')
    const answerAfter = async (ms: number): Promise<void> => {
      const visitor = await RawVisitor.ask(organization)
      const { data: offer } = await ada.events.next('offer')
      await server.pass(ms)
      await ada.accept(offer.chatId)
      await ada.events.next('chat-established')
      await visitor.post('ChatEnd')
      await ada.events.next('chat-ended')
    }
    await answerAfter(10_000)
    await answerAfter(12_000)
    const impatient = await RawVisitor.ask(organization)
    await ada.events.next('offer')
    await server.pass(12_000)
    await impatient.post('ChatEnd')
    expect((await read()).chats.serviceLevel).toEqual({ withinS: 60, inTime: 2, answered: 2, lost: 0, share: 1 })
    const strict = await read('?within=10&period=hour')
    expect(strict.chats.serviceLevel).toEqual({ withinS: 10, inTime: 1, answered: 2, lost: 1, share: 1 / 3 })
    expect(lineOf(strict, organization.buttonId)?.chats.serviceLevel).toEqual(strict.chats.serviceLevel)
    expect(strict.series.reduce((sum, { chats }) => sum + chats.serviceLevel.inTime, 0)).toBe(1)
    expect((await read('?by=agent')).lines[0]?.chats.serviceLevel).toMatchObject({ answered: 0, lost: 0 })
    expectProblem(await ask('?within=61'), 400, 'invalid')
  })

  test('tell of requests that came to nothing, and of names that are no button under none', async () => {
    const organization = await makeOrganization(server)
    const { read } = await supervise(organization)
    const refused = await RawVisitor.ask(organization)
    await refused.reads(['ChatRequestFail'])
    const stranger = await RawVisitor.ask({ ...organization, buttonId: '573P0zzzzzzzzzz' })
    await stranger.reads(['ChatRequestFail'])
    await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.ask(organization)
    await visitor.post('ChatEnd')
    const figures = await read()
    expect(figures.chats).toMatchObject({ requested: 1, refused: { unavailable: 2 }, abandoned: 1, withdrawn: 1 })
    expect(figures.lines.map(({ id, chats }) => [id, chats.refused])).toEqual([
      [organization.buttonId, { unavailable: 1 }],
      ['', { unavailable: 1 }],
    ])
  })

  test('are told by skill and by queue from the buttons that are theirs', async () => {
    const organization = await makeOrganization(server)
    const { read } = await supervise(organization)
    await changeSetup(organization, 'skill', '0C5P00000000001', { name: 'French' })
    await changeSetup(organization, 'queue', '00GP00000000001', { name: 'Sales' })
    const ada = await AgentDesk.open(organization, 'ada')
    await RawVisitor.ask(organization)
    await ada.events.next('offer')
    await changeSetup(organization, 'agent', organization.agents.ada.id, { skillIds: ['0C5P00000000001'] })
    expect((await read('?by=skill')).lines[0]?.chats.requested).toBe(0)
    await changeSetup(organization, 'button', organization.buttonId, {
      ...{ skillIds: ['0C5P00000000001'], queueId: '00GP00000000001' },
    })
    const bySkill = await read('?by=skill')
    expect(bySkill.lines).toMatchObject([
      { name: 'French', chats: { requested: 1 }, queue: { offered: 1 }, agents: { online: 1, load: 1 } },
    ])
    expect((await read('?by=queue')).lines).toMatchObject([{ name: 'Sales', chats: { requested: 1 } }])
  })

  test('are of the asker’s organization alone', async () => {
    const [one, other] = [await makeOrganization(server), await makeOrganization(server)]
    await AgentDesk.open(one, 'ada')
    await RawVisitor.ask(one)
    const { read } = await supervise(other)
    expect(await read()).toMatchObject({
      chats: { requested: 0 },
      live: { agents: { online: 0 }, queue: { offered: 0 } },
    })
  })

  test('have no other periods and groupings than they say', async () => {
    const { ask } = await supervise(await makeOrganization(server))
    for (const query of ['?period=year', '?by=chat', '?period=hour&period=day', '?by='])
      expectProblem(await ask(query), 400, 'invalid')
  })

  test('are metrics by button as well, with histograms, and never by agent', async () => {
    const organization = await makeOrganization(server)
    const { buttonId, agents } = organization
    const ada = await AgentDesk.open(organization, 'ada')
    const visitor = await RawVisitor.ask(organization)
    const { data: offer } = await ada.events.next('offer')
    await server.pass(3000)
    const waiting = await readMetrics(server.address)
    expect(waiting.get(`parley_button_chats_waiting{button="${buttonId}"}`)).toBe(1)
    expect(waiting.get(`parley_button_longest_wait_seconds{button="${buttonId}"}`)).toBe(3)
    await ada.accept(offer.chatId)
    await visitor.post('ChatEnd')
    const metrics = await readMetrics(server.address)
    const events = (event: string) => metrics.get(`parley_chat_events_total{button="${buttonId}",event="${event}"}`)
    expect(['requested', 'offered', 'accepted', 'declined'].map(events)).toEqual([1, 1, 1, 0])
    expect(metrics.get(`parley_chats_ended_total{button="${buttonId}",reason="visitor"}`)).toBe(1)
    const answers = (of: string) => metrics.get(`parley_time_to_answer_seconds_${of}`)
    expect(answers(`bucket{le="2",button="${buttonId}"}`)).toBe(0)
    expect(answers(`bucket{le="5",button="${buttonId}"}`)).toBe(1)
    expect(answers(`sum{button="${buttonId}"}`)).toBe(3)
    expect(metrics.get(`parley_handle_time_seconds_count{button="${buttonId}"}`)).toBe(1)
    expect(metrics.get(`parley_button_chats_waiting{button="${buttonId}"}`)).toBe(0)
    expect([...metrics.keys()].filter((name) => name.includes(agents.ada.id) || name.includes(offer.chatId))).toEqual(
      [],
    )
  })
})
