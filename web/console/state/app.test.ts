import { beforeEach, describe, expect, test } from 'vitest'
import { ManualClock } from '../../../src/lib/manual-clock.js'
import { silenceMaxMs } from './connection.js'
import { ConsoleUnderTest } from './testing/console-under-test.js'
import { agent, chat, message, offer, settle, snapshot } from './testing/fake-api.js'

let clock: ManualClock
let page: ConsoleUnderTest

beforeEach(() => {
  clock = new ManualClock()
  page = new ConsoleUnderTest(clock)
})

describe('who is here', () => {
  test('an agent with a session gets a desk', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    expect(page.listed).toEqual(['a'])
    expect(page.app.connection.value.state).toBe('live')
  })

  test('nobody gets the log-in, and then a desk', async () => {
    page.fake.streamStatus = 401
    await page.open()
    expect(page.app.session.value).toMatchObject({ state: 'signed-out', why: 'new' })
    page.fake.streamStatus = 200
    await page.logIn()
    expect(page.app.session.value.state).toBe('opening')
    await settle()
    await page.fake.tell('snapshot', snapshot())
    expect(page.desk.snapshot.value.agent).toEqual(agent)
  })

  test('a session that ended leads to the log-in, and drafts and unsent messages wait there', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    page.fake.refusals = { sendMessage: { kind: 'signed-out' } }
    page.desk.write('a', 'Hello')
    page.desk.send('a')
    page.desk.write('a', 'half a sen')
    await settle()
    expect(page.app.session.value).toMatchObject({ state: 'signed-out', why: 'expired' })
    clock.advance(600_000)
    expect(page.fake.streamOpens).toBe(1)
    page.fake.refusals = {}
    await page.start(snapshot({ chats: [chat('a')] }))
    expect(page.desk.drafts.texts.value).toEqual({ a: 'half a sen' })
    expect(page.fake.called('sendMessage')).toEqual(['a Hello', 'a Hello'])
  })

  test('logging out leaves nothing behind', async () => {
    await page.start(snapshot({ chats: [chat('a', [message('a', 1)])] }))
    page.desk.select('a')
    page.desk.write('a', 'half a sen')
    page.tab.write(`${agent.id}.whisper.a`, 'Psst')
    await page.app.logOut()
    expect(page.app.session.value).toMatchObject({ state: 'signed-out', why: 'left' })
    expect([...page.local.names(), ...page.tab.names()]).toEqual([])
    clock.advance(600_000)
    expect(page.fake.streamOpens).toBe(1)
  })

  test('logging out is nothing else when the stream hears of it first', async () => {
    await page.start()
    const provider = { label: 'Example Inc.', address: 'https://login.example.com/end' }
    page.fake.loggedOut = { provider }
    const leaving = page.app.logOut()
    page.fake.onSignedOut()
    await leaving
    const session = page.app.session.value
    expect(session).toMatchObject({ state: 'signed-out', why: 'left' })
    // Whoever came from a provider may be logged in there still.
    expect(session.state === 'signed-out' && session.logIn.farewell.value).toEqual(provider)
  })

  test('a log-out that is answered late leaves whoever logged in meanwhile alone', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    page.desk.write('a', 'half a sen')
    const answer = page.fake.holdLogout()
    const leaving = page.app.logOut()
    page.fake.onSignedOut()
    await page.logIn()
    expect(page.app.session.value.state).toBe('opening')
    await settle()
    await page.fake.tell('snapshot', snapshot({ chats: [chat('a')] }))
    // What was written before went with the log-out; what is written since stays.
    expect(page.desk.drafts.texts.value).toEqual({})
    page.desk.write('a', 'anoth')
    answer()
    await leaving
    expect(page.desk.drafts.texts.value).toEqual({ a: 'anoth' })
    expect(page.local.read(`${agent.id}.draft.a`)).toBe('anoth')
    page.fake.onSignedOut()
    expect(page.app.session.value).toMatchObject({ state: 'signed-out', why: 'expired' })
  })

  test('a log-out that is answered late leaves whoever is logging in alone', async () => {
    await page.start()
    const answer = page.fake.holdLogout()
    const leaving = page.app.logOut()
    page.fake.onSignedOut()
    await page.logIn()
    answer()
    await leaving
    expect(page.app.session.value.state).toBe('opening')
  })

  test('a log-out takes what it leaves away, though another agent is here when it is answered', async () => {
    await page.start(snapshot({ chats: [chat('a')] }))
    page.desk.write('a', 'half a sen')
    const answer = page.fake.holdLogout()
    const leaving = page.app.logOut()
    await page.fake.tell('snapshot', snapshot({ agent: { ...agent, id: 'other' } }))
    answer()
    await leaving
    expect(page.local.names()).toEqual([])
    expect(page.desk.snapshot.value.agent.id).toBe('other')
  })

  test('a log-out that fails is not one', async () => {
    await page.start()
    page.fake.refusals = { logout: { kind: 'unreachable' } }
    await page.app.logOut()
    expect(page.app.session.value.state).toBe('signed-in')
    expect(page.shown).toEqual(['not-done'])
    page.fake.onSignedOut()
    expect(page.app.session.value).toMatchObject({ state: 'signed-out', why: 'expired' })
  })
})

describe('status', () => {
  test('shows at once what was chosen, and keeps the last choice', async () => {
    await page.start()
    const first = page.desk.status.choose({ status: 'away' })
    expect(page.desk.status.current.value.status).toBe('away')
    const second = page.desk.status.choose({ status: 'offline' })
    await Promise.all([first, second])
    expect(page.desk.status.current.value.status).toBe('offline')
  })

  test('falls back when the server refuses', async () => {
    await page.start()
    page.fake.refusals = { setPresence: { kind: 'unreachable' } }
    await page.desk.status.choose({ status: 'away' })
    expect(page.desk.status.current.value.status).toBe('online')
    expect(page.shown).toEqual(['not-done'])
  })

  test('tells who was put offline, but not who chose it', async () => {
    await page.start()
    await page.desk.status.choose({ status: 'offline' })
    await page.fake.tell('presence', { status: 'offline' })
    expect(page.shown).toEqual([])
    await page.fake.tell('presence', { status: 'online' })
    await page.fake.tell('presence', { status: 'offline' })
    expect(page.shown).toEqual(['now-offline'])
  })

  test('follows what another window chose', async () => {
    await page.start()
    await page.fake.tell('presence', { status: 'away' })
    expect(page.desk.status.current.value.status).toBe('away')
  })
})

describe('the connection', () => {
  test('lost and found again is spoken, and resumes without losing the desk', async () => {
    await page.start(snapshot({ chats: [chat('a', [message('a', 1)])] }))
    page.desk.select('a')
    clock.advance(silenceMaxMs)
    await settle()
    expect([page.app.connection.value.state, page.spoken]).toEqual(['lost', 'connection-lost'])
    clock.advance(500)
    await settle()
    expect([page.app.connection.value.state, page.spoken]).toEqual(['live', 'connection-back'])
    expect(page.fake.lastEventId).toBe('1')
    await page.fake.tell('message', message('a', 2))
    expect(page.desk.transcripts.all.value.get('a')?.entries).toHaveLength(2)
    expect(page.desk.reading.selected.value).toBe('a')
  })
})

describe('earlier messages', () => {
  test('come before what is known, and stay when a snapshot comes', async () => {
    const part = { ...chat('a', [message('a', 5), message('a', 7)]), hasEarlier: true }
    await page.start(snapshot({ chats: [part] }))
    void page.desk.transcripts.loadEarlier('a')
    await page.desk.transcripts.loadEarlier('a')
    await settle()
    expect(page.fake.called('entriesBefore')).toEqual(['a 5'])
    const numbers = (): number[] | undefined =>
      page.desk.transcripts.all.value.get('a')?.entries.map(({ number }) => number)
    expect(numbers()).toEqual([1, 5, 7])
    await page.fake.tell('snapshot', snapshot({ chats: [part] }))
    expect(numbers()).toEqual([1, 5, 7])
    await page.desk.transcripts.loadEarlier('a')
    expect(page.fake.called('entriesBefore')).toEqual(['a 5'])
  })

  test('that cannot be had are told', async () => {
    await page.start(snapshot({ chats: [{ ...chat('a', [message('a', 5)]), hasEarlier: true }] }))
    page.fake.refusals = { entriesBefore: { kind: 'unreachable' } }
    await page.desk.transcripts.loadEarlier('a')
    expect(page.shown).toEqual(['not-done'])
    expect(page.desk.transcripts.loading.value.size).toBe(0)
  })
})

test('notices go away by themselves', async () => {
  await page.start(snapshot({ offers: [offer('a')] }))
  await page.fake.tell('offer-withdrawn', { chatId: 'a', reason: 'timed-out' })
  expect(page.shown).toHaveLength(1)
  clock.advance(8_000)
  expect(page.shown).toEqual([])
})
