/** What a chat's request says of the one who asked: the address, and where that is. */
import { writeFile } from 'node:fs/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openGeoFile } from '../../src/edge/geo-file/geo-file.js'
import { AgentDesk } from '../support/agent-desk.js'
import { startInProcess, type InProcessServer } from '../support/in-process-server.js'
import { mmdbFile, porto } from '../support/mmdb-file.js'
import { askAsScript } from '../support/page-script.js'
import { initBody, RawVisitor } from '../support/raw-visitor.js'
import { TemporaryDirectory } from '../support/temporary-directory.js'
import { makeOrganization } from '../support/test-organization.js'

const germany = { country: { iso_code: 'DE', names: { en: 'Germany' } } }
const database = mmdbFile([
  ['203.0.113.0/24', porto],
  ['198.51.100.7/32', germany],
  ['2001:0db8:0000:0000:0000:0000:0000:0000/32', germany],
])

/** A file with these bytes that is gone after the test. */
const fileWith = async (bytes: Uint8Array): Promise<string> => {
  const directory = await TemporaryDirectory.make()
  onTestFinished(() => directory[Symbol.asyncDispose]())
  const path = `${directory.path}/places.mmdb`
  await writeFile(path, bytes)
  return path
}

/** Asks for a chat from an address. Answers what the log keeps of the caller, and what the visitor is told. */
const askFrom = async (server: InProcessServer, address: string) => {
  const organization = await makeOrganization(server)
  await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.arrive(organization)
  const headers = { 'X-Forwarded-For': address, 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' }
  expect((await visitor.post('ChasitorInit', initBody(organization), { headers })).status).toBe(200)
  const { sessions, chats } = server.running.parts
  const chat = sessions.recall(visitor.session.key)?.chat
  const request = chat && (await chats.request(chat))
  const { messages } = await visitor.read()
  return { address: request?.address, location: request?.location, told: messages[0]?.message.geoLocation }
}

const unknown = { countryCode: 'ZZ', countryName: 'Unknown' }

describe('[L-4] the address', () => {
  test('is kept in one form', async () => {
    const server = await startInProcess({ environment: { PARLEY_TRUSTED_PROXIES: 'loopback' } })
    expect(await askFrom(server, '::ffff:203.0.113.7')).toEqual({ address: '203.0.113.7', told: unknown })
    expect(await askFrom(server, '2001:DB8:0::0:7')).toMatchObject({ address: '2001:db8::7' })
  })

  test('is that of the connection when no proxy is trusted', async () => {
    const server = await startInProcess()
    expect(await askFrom(server, '203.0.113.7')).toMatchObject({ address: '127.0.0.1' })
  })
})

test('[A-50] agents see the pages, the address and the place of a visitor', async () => {
  const environment = { PARLEY_TRUSTED_PROXIES: 'loopback', PARLEY_GEO_DATABASE: await fileWith(database) }
  const organization = await makeOrganization(await startInProcess({ environment }))
  const ada = await AgentDesk.open(organization, 'ada')
  const visitorId = 'a-visitor'
  const look = async (page: string) => {
    const crumb = { sid: visitorId, 'Breadcrumb.location': page }
    expect((await askAsScript(organization, 'Visitor/Breadcrumb.jsonp', crumb)).status).toBe(200)
    organization.server.clock.advance(1000)
  }
  await look('https://shop.example/routers')
  await look('https://shop.example/help')
  const visitor = await RawVisitor.arrive(organization)
  const headers = { 'X-Forwarded-For': '203.0.113.7' }
  await visitor.post('ChasitorInit', initBody(organization, { visitorId }), { headers })
  const chat = await ada.takeNext()
  expect(chat).toMatchObject({
    pages: [{ location: 'https://shop.example/routers' }, { location: 'https://shop.example/help' }],
    pageUrl: 'https://shop.example/help',
    address: '203.0.113.7',
  })
  expect(chat.location).toEqual({ countryCode: 'PT', country: 'Portugal', region: 'Porto District', city: 'Porto' })
  const [first, second] = chat.pages.map(({ at }) => Date.parse(at))
  expect(second! - first!).toBe(1000)
  expect((await ada.request('GET', `/chats/${chat.chatId}`)).json()).toMatchObject({ pages: chat.pages })

  // Of somebody of whom nothing is known nothing is said.
  await RawVisitor.ask(organization)
  const other = await ada.takeNext()
  expect(other.pages).toEqual([])
  for (const member of ['pageUrl', 'location']) expect(other).not.toHaveProperty(member)
})

describe('[P-31] the place of a visitor', () => {
  const start = async (bytes: Uint8Array) =>
    startInProcess({
      environment: { PARLEY_TRUSTED_PROXIES: 'loopback', PARLEY_GEO_DATABASE: await fileWith(bytes) },
    })
  const inPorto = {
    ...{ countryCode: 'PT', countryName: 'Portugal', region: 'Porto District', city: 'Porto' },
    ...{ organization: 'Example Fibra', latitude: 41.15, longitude: -8.61 },
  }

  test('is looked up in a file, kept and told', async () => {
    const server = await start(database)
    expect(await askFrom(server, '203.0.113.7')).toEqual({ address: '203.0.113.7', location: inPorto, told: inPorto })
    const inGermany = { countryCode: 'DE', countryName: 'Germany' }
    expect(await askFrom(server, '198.51.100.7')).toMatchObject({ location: inGermany, told: inGermany })
    expect(await askFrom(server, '2001:db8:1::1')).toMatchObject({ location: inGermany, told: inGermany })
    for (const address of ['198.51.100.8', '2001:db9::1', '127.0.0.1']) {
      expect(await askFrom(server, address)).toEqual({ address, told: unknown })
    }
  })

  test('is unknown where the file is damaged, which is said once', async () => {
    // The entry of Porto begins with a type that there is not.
    const damaged = Buffer.from(database)
    damaged[damaged.indexOf('city') - 2] = 0
    damaged[damaged.indexOf('city') - 1] = 0
    const errors: unknown[] = []
    const geo = await openGeoFile(await fileWith(damaged), (error) => errors.push(error))
    expect(geo.find('203.0.113.7')).toBeUndefined()
    expect(geo.find('203.0.113.8')).toBeUndefined()
    expect(errors).toHaveLength(1)
    expect(geo.find('198.51.100.7')).toEqual({ countryCode: 'DE', countryName: 'Germany' })
    expect(geo.find('')).toBeUndefined()
  })
})
