/** Chats that ended: who finds which, how they are read, and how they are taken away as a file. */
import { describe, expect, test, vi } from 'vitest'
import { exportsInAllMax, exportsMax } from '../../src/agent-api/routes/past-chats.js'
import type { EarlierChats, PastChat, PastPage } from '../../src/agent-api/past-chats.js'
import { followMs } from '../../src/past/past-index.js'
import { sameReadingMs } from '../../src/setup/readings.js'
import { AgentDesk } from '../support/agent-desk.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess, startInProcess, until } from '../support/in-process-server.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { configure, SupervisorDesk } from '../support/supervisor-desk.js'
import { lastingStore } from '../support/test-store.js'
import { makeOrganization, type AgentName, type TestOrganization } from '../support/test-organization.js'

const server = shareInProcess()

interface Had {
  readonly says?: readonly string[]
  readonly name?: string
  readonly email?: string
  readonly by?: AgentName
}

const emailDetail = (email: string) => ({
  ...{ label: 'Your e-mail', value: email, entityMaps: [], transcriptFields: [], displayToAgent: true },
})

const asked = ({ name = 'Ana Moreira', email }: Had) => ({
  visitorName: name,
  ...(email !== undefined && { prechatDetails: [emailDetail(email)] }),
})

/** An organization whose agents have these chats, one after the other, until they end. */
const withPast = async (chats: readonly Had[], own = server, given?: TestOrganization) => {
  const organization = given ?? (await makeOrganization(own))
  const ids: string[] = []
  for (const had of chats) {
    const agent = await AgentDesk.open(organization, had.by ?? 'ada')
    const visitor = await RawVisitor.ask(organization, asked(had))
    const { chatId } = await agent.takeNext()
    for (const text of had.says ?? ['Hello']) {
      await visitor.write(text)
      await agent.events.next('message')
    }
    await agent.say(chatId, 'Bye')
    await agent.end(chatId)
    await agent.events.next('chat-ended')
    await agent.setPresence('offline')
    agent.events.close()
    ids.push(chatId)
    await own.pass(1)
  }
  await own.pass(followMs)
  return { organization, ids }
}

type Asker = Pick<SupervisorDesk, 'request'>
const find = async (asker: Asker, query = ''): Promise<PastPage> => {
  const answer = await asker.request('GET', `/past-chats?${query}`)
  expect(`${answer.status} ${answer.text}`).toMatch(/^200 /)
  return answer.json() as PastPage
}
const idsOf = ({ chats }: Pick<PastPage, 'chats'>) => chats.map(({ chatId }) => chatId)

describe('[A-97] searching', () => {
  test('finds a chat by what was said soon after its end, and shows where', async () => {
    const { organization, ids } = await withPast([{ says: ['My parcel is <b>lost</b>'] }, { says: ['Other things'] }])
    const supervisor = await SupervisorDesk.logIn(organization)
    const page = await find(supervisor, 'q=LOST%20parcel')
    expect(idsOf(page)).toEqual([ids[0]])
    expect(page.chats[0]).toMatchObject({
      ...{ visitorName: 'Ana Moreira', buttonName: 'Chat with us', reason: 'agent', messages: 2, visitorNameMarks: [] },
      agents: [{ name: 'Ada' }],
      excerpts: [
        {
          in: 'message',
          from: 'visitor',
          text: 'My parcel is <b>lost</b>',
          marks: [
            [3, 9],
            [16, 20],
          ],
        },
      ],
    })
    expect(page.cursor).toBeUndefined()
    expect(idsOf(await find(supervisor))).toEqual([...ids].reverse())
    expect(idsOf(await find(supervisor, 'q=%22parcel%20lost%22'))).toEqual([])
  })

  test('filters by visitor, agent, button, end and time, and pages with a cursor', async () => {
    const { organization, ids } = await withPast([{ name: 'Bo' }, { by: 'ben' }, {}])
    const supervisor = await SupervisorDesk.logIn(organization)
    expect(idsOf(await find(supervisor, 'visitor=bo'))).toEqual([ids[0]])
    expect(idsOf(await find(supervisor, `agentId=${organization.agents.ben.id}`))).toEqual([ids[1]])
    expect(idsOf(await find(supervisor, `buttonId=${organization.buttonId}&reason=agent`))).toHaveLength(3)
    expect(idsOf(await find(supervisor, 'reason=visitor'))).toEqual([])
    const now = new Date(server.clock.now() + 1000).toISOString()
    expect(idsOf(await find(supervisor, `since=${now}`))).toEqual([])
    expect(idsOf(await find(supervisor, `until=${now}&since=2020-01-01`))).toHaveLength(3)
    const first = await find(supervisor, 'limit=2&order=relevance')
    expect(idsOf(first)).toEqual([ids[2], ids[1]])
    expect(idsOf(await find(supervisor, `limit=2&cursor=${first.cursor}`))).toEqual([ids[0]])
  })

  test('is refused in words when it makes no sense', async () => {
    const supervisor = await SupervisorDesk.logIn(await makeOrganization(server))
    const refused = async (query: string, code: string) =>
      expectProblem(await supervisor.request('GET', `/past-chats?${query}`), 400, code)
    await refused('q=%3F', 'no-words')
    await refused(`q=${'a%20'.repeat(21)}`, 'too-many-words')
    await refused(`q=${'a'.repeat(201)}`, 'invalid')
    await refused('cursor=z', 'no-such-cursor')
    for (const time of ['soon', '2026-02-30', '2026-01-31T08:00:00']) await refused(`since=${time}`, 'invalid')
    await refused('limit=51', 'invalid')
    await refused('reason=magic', 'invalid')
  })
})

test('[A-109] words are found by their beginnings, phrases as they are, and what has a minus is left out', async () => {
  const { organization, ids } = await withPast([{ says: ['The deliveries are late'] }, { says: ['A late delivery'] }])
  const supervisor = await SupervisorDesk.logIn(organization)
  const found = async (text: string) => idsOf(await find(supervisor, `q=${encodeURIComponent(text)}`))
  expect(await found('deliv')).toEqual([ids[1], ids[0]])
  expect(await found('"deliv"')).toEqual([])
  expect(await found('“late deliv*”')).toEqual([ids[1]])
  expect(await found('late -deliveries')).toEqual([ids[1]])
  const { chats } = await find(supervisor, 'q=deliveri')
  expect(chats[0]?.excerpts).toMatchObject([{ text: 'The deliveries are late', marks: [[4, 14]] }])
})

describe('[A-98] who finds and reads what', () => {
  test('agents find their own; supervisors those of whom they look after; nobody those of another organization', async () => {
    const { organization, ids } = await withPast([{ by: 'ada' }, { by: 'ben' }])
    const ada = await AgentDesk.logIn(organization, 'ada')
    const supervisor = await SupervisorDesk.logIn(organization)
    const other = await SupervisorDesk.logIn(await makeOrganization(server), 'administrator')
    expect(idsOf(await find(ada))).toEqual([ids[0]])
    expectProblem(await ada.request('GET', `/past-chats/${ids[1]}`), 403, 'not-your-chat')
    expect(idsOf(await find(supervisor))).toEqual([ids[1], ids[0]])
    expect(idsOf(await find(other))).toEqual([])
    expectProblem(await other.request('GET', `/past-chats/${ids[0]}`), 404, 'no-such-chat')
  })

  test('chats of agents who are not to be watched are neither found nor read', async () => {
    const { organization, ids } = await withPast([{ by: 'ada' }, { by: 'ben' }])
    await configure(organization, organization.agents.ben.id, { monitoring: false })
    for (const role of ['supervisor', 'administrator'] as const) {
      const supervisor = await SupervisorDesk.logIn(organization, role)
      expect(idsOf(await find(supervisor))).toEqual([ids[0]])
      expectProblem(await supervisor.request('GET', `/past-chats/${ids[1]}`), 403, 'monitoring-off')
    }
  })

  test('a supervisor of some skills finds chats of whoever has them, and those that nobody had', async () => {
    const { organization, ids } = await withPast([{ by: 'ada' }, { by: 'ben' }])
    const supervisor = await SupervisorDesk.logIn(organization)
    await configure(organization, supervisor.id, { supervisedSkillIds: ['0C5P00000000001'] })
    expect(idsOf(await find(supervisor))).toEqual([])
    expectProblem(await supervisor.request('GET', `/past-chats/${ids[0]}`), 403, 'not-supervised')
    const alone = await RawVisitor.ask(organization, { visitorName: 'Nobody came' })
    await alone.post('ChatEnd', { reason: 'client' })
    await server.pass(followMs)
    expect((await find(supervisor)).chats).toMatchObject([{ visitorName: 'Nobody came', agents: [] }])
  })

  test('a chat is read whole, page by page, and not while it lasts', async () => {
    const { organization, ids } = await withPast([{ says: ['One', 'Two', 'Three'], email: 'ana@example.com' }])
    const supervisor = await SupervisorDesk.logIn(organization)
    const read = async (query: string) =>
      (await supervisor.request('GET', `/past-chats/${ids[0]}?${query}`)).json() as PastChat
    const newest = await read('limit=2')
    expect(newest).toMatchObject({
      ...{
        hasEarlier: true,
        details: [{ label: 'Your e-mail', value: 'ana@example.com' }],
        files: [],
        reason: 'agent',
      },
      entries: [{ text: 'Three' }, { text: 'Bye' }],
    })
    expect(await read(`before=${newest.entries[0]?.number}`)).toMatchObject({
      ...{ hasEarlier: false, entries: [{ text: 'One' }, { text: 'Two' }] },
    })
    const ada = await AgentDesk.open(organization, 'ada')
    await RawVisitor.ask(organization)
    const { chatId } = await ada.takeNext()
    expectProblem(await ada.request('GET', `/past-chats/${chatId}`), 409, 'chat-open')
    expectProblem(await ada.request('GET', '/past-chats/x'), 404, 'no-such-chat')
  })
})

test('[A-99] whoever talks to a visitor finds the chats of the same e-mail address, and may read them meanwhile', async () => {
  const { organization, ids } = await withPast([
    { email: 'Ana@example.com', by: 'ben' },
    { email: 'bo@example.com', by: 'ben' },
  ])
  const ada = await AgentDesk.open(organization, 'ada')
  const earlierOf = async (chatId: string) =>
    (await ada.request('GET', `/chats/${chatId}/earlier`)).json() as EarlierChats
  await RawVisitor.ask(organization)
  const nameless = await ada.takeNext()
  expect(await earlierOf(nameless.chatId)).toEqual({ emails: [], chats: [] })
  expectProblem(await ada.request('GET', `/past-chats/${ids[0]}`), 403, 'not-your-chat')
  await RawVisitor.ask(organization, asked({ email: ' ana@EXAMPLE.com ' }))
  const { chatId } = await ada.takeNext()
  const earlier = await earlierOf(chatId)
  expect([earlier.emails, idsOf(earlier)]).toEqual([['ana@example.com'], [ids[0]]])
  for (const path of [`/past-chats/${ids[0]}`, `/chats/${ids[0]}/entries`, `/chats/${ids[0]}/files`])
    expect((await ada.request('GET', path)).status).toBe(200)
  expectProblem(await ada.request('GET', `/past-chats/${ids[1]}`), 403, 'not-your-chat')
  expect(idsOf(await find(ada))).toEqual([])
  // Whoever only looks on is shown no more than they find.
  await configure(organization, organization.agents.ben.id, { monitoring: false })
  const supervisor = await SupervisorDesk.logIn(organization)
  expect((await supervisor.request('GET', `/chats/${chatId}/earlier`)).json()).toEqual({
    ...{ emails: ['ana@example.com'], chats: [] },
  })
  expect(idsOf(await earlierOf(chatId))).toEqual([ids[0]])
  await ada.end(chatId)
  expectProblem(await ada.request('GET', `/past-chats/${ids[0]}`), 403, 'not-your-chat')
  expect((await earlierOf(chatId)).chats).toEqual([])
})

describe('[A-100] an export', () => {
  test('holds all that a search finds with what was said, as JSON and as CSV in which nothing is a formula', async () => {
    const { organization, ids } = await withPast([{ says: ['=1+1', 'parcel "x"'] }, { says: ['no'] }])
    const supervisor = await SupervisorDesk.logIn(organization)
    const json = await supervisor.request('GET', '/past-chats/export?q=parcel')
    expect(json.headers).toMatchObject({
      'content-disposition': `attachment; filename="chats.json"; filename*=UTF-8''chats.json`,
      'content-type': 'application/json',
      'cache-control': 'private, no-store',
    })
    expect(json.json()).toMatchObject({
      isComplete: true,
      chats: [
        {
          chatId: ids[0],
          visitorName: 'Ana Moreira',
          entries: [{ text: '=1+1' }, { text: 'parcel "x"' }, { text: 'Bye' }],
        },
      ],
    })
    const csv = await supervisor.request('GET', '/past-chats/export?format=csv&q=parcel')
    const lines = csv.text.split('\r\n')
    expect(lines).toHaveLength(5)
    expect(lines[0]).toBe(
      '\uFEFF"chat","requested at","ended at","end","button","visitor","agents","message at","from","name","text"',
    )
    expect(lines[1]).toContain(`"${ids[0]}",`)
    expect(lines[1]).toMatch(/,"visitor","Ana Moreira","'=1\+1"$/)
    expect(lines[2]).toMatch(/,"parcel ""x"""$/)
    expectProblem(await supervisor.request('GET', '/past-chats/export?q=%3F'), 400, 'no-words')
  })

  test('is of what the asker may find, and empty when that is nothing', async () => {
    const { organization } = await withPast([{ by: 'ben' }])
    const ada = await AgentDesk.logIn(organization, 'ada')
    expect((await ada.request('GET', '/past-chats/export')).json()).toEqual({ chats: [], isComplete: true })
  })

  /** A server at which no export ends before it is told to. */
  const held = async () => {
    const own = await startInProcess()
    let finish = (): void => undefined
    const finished = new Promise<void>((resolve) => (finish = resolve))
    let begun = 0
    vi.spyOn(own.running.parts.past, 'all').mockImplementation(async function* () {
      begun += 1
      await finished
      yield* []
    })
    return { own, begun: () => begun, finish: () => finish() }
  }

  test(`[A-122] is one of ${exportsMax} of an organization at a time, whatever others export`, async () => {
    const { own, begun, finish } = await held()
    const supervisor = await SupervisorDesk.logIn(await makeOrganization(own))
    const stranger = await SupervisorDesk.logIn(await makeOrganization(own))
    const take = (desk = supervisor) => desk.request('GET', '/past-chats/export')
    const taken = Array.from({ length: exportsMax }, () => take())
    await until(() => begun() === exportsMax, 'the exports to begin')
    expectProblem(await take(), 429, 'exports-busy')
    taken.push(take(stranger))
    await until(() => begun() === exportsMax + 1, 'the export of the other organization to begin')
    finish()
    for (const answer of await Promise.all(taken)) expect(answer.json()).toEqual({ chats: [], isComplete: true })
    expect((await take()).status).toBe(200)
  })

  test(`[A-100] is one of ${exportsInAllMax} in all at a time`, async () => {
    const { own, begun, finish } = await held()
    const desks: SupervisorDesk[] = []
    for (let n = 0; n <= exportsInAllMax; n += 1) desks.push(await SupervisorDesk.logIn(await makeOrganization(own)))
    const [last, ...first] = desks.map((desk) => () => desk.request('GET', '/past-chats/export'))
    const taken = first.map((take) => take())
    await until(() => begun() === exportsInAllMax, 'the exports to begin')
    expectProblem(await last!(), 429, 'exports-busy')
    finish()
    for (const answer of await Promise.all(taken)) expect(answer.status).toBe(200)
    expect((await last!()).status).toBe(200)
  })
})

describe('[A-111] the record of who read past chats', () => {
  interface Reading {
    readonly number: number
    readonly by: { readonly id: string; readonly name: string }
    readonly chatId?: string
    readonly search?: object
  }
  const readingsOf = async (administrator: Asker, query = ''): Promise<Reading[]> => {
    const answer = await administrator.request('GET', `/setup/readings?${query}`)
    expect(`${answer.status} ${answer.text}`).toMatch(/^200 /)
    return (answer.json() as { readings: Reading[] }).readings
  }

  test('names who looks after agents and whoever else was not in the chat, by whatever call, once within ten minutes', async () => {
    const { organization, ids } = await withPast([{ by: 'ada' }])
    const administrator = await SupervisorDesk.logIn(organization, 'administrator')
    const supervisor = await SupervisorDesk.logIn(organization)
    const ada = await AgentDesk.logIn(organization, 'ada')
    const ben = await AgentDesk.logIn(organization, 'ben')
    for (const asker of [ada, ben]) await asker.request('GET', `/past-chats/${ids[0]}`)
    await find(supervisor, 'q=hello')
    expect(await readingsOf(administrator)).toEqual([])
    for (const path of [`/past-chats/${ids[0]}`, `/chats/${ids[0]}/entries`])
      expect((await supervisor.request('GET', path)).status).toBe(200)
    expect(await readingsOf(administrator)).toMatchObject([{ number: 1, by: { id: supervisor.id }, chatId: ids[0] }])
    await server.pass(sameReadingMs)
    await supervisor.request('GET', `/past-chats/${ids[0]}`)
    expect((await readingsOf(administrator, `chatId=${ids[0]}`)).map(({ number }) => number)).toEqual([2, 1])
    expect(await readingsOf(administrator, `by=${organization.agents.ada.id}`)).toEqual([])
    const now = new Date(server.clock.now() + 1).toISOString()
    expect(await readingsOf(administrator, `since=${now}`)).toEqual([])
    expect(await readingsOf(administrator, `until=${now}`)).toHaveLength(2)
    for (const asker of [supervisor, ada]) expectProblem(await asker.request('GET', '/setup/readings'), 403)
  })

  test('names whoever exports, and the filters but never the words', async () => {
    const { organization } = await withPast([{}])
    const administrator = await SupervisorDesk.logIn(organization, 'administrator')
    const ada = await AgentDesk.logIn(organization, 'ada')
    await ada.request('GET', '/past-chats/export?q=zebra&format=csv&reason=agent&since=2026-01-31T00:00:00Z')
    const answer = await administrator.request('GET', '/setup/readings')
    expect(answer.json()).toMatchObject({
      readings: [
        {
          by: { id: organization.agents.ada.id },
          search: {
            ...{ format: 'csv', hasWords: true, hasVisitor: false, reason: 'agent' },
            since: '2026-01-31T00:00:00.000Z',
          },
        },
      ],
    })
    expect(answer.text).not.toContain('zebra')
  })
})

test('[A-97] what was not indexed when the server stopped is after its next start', async () => {
  const own = await startInProcess({ store: lastingStore })
  const organization = await makeOrganization(own)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.ask(organization)
  const { chatId } = await ada.takeNext()
  await visitor.write('My parcel')
  await ada.end(chatId)
  const supervisor = await SupervisorDesk.logIn(organization)
  expect(idsOf(await find(supervisor, 'q=parcel'))).toEqual([])
  await own.restart()
  await own.pass(1)
  expect(idsOf(await find(supervisor, 'q=parcel'))).toEqual([chatId])
})
