/** Setup over the API: the same calls for every kind, with everything that can be wrong made from the kinds' schemas. */
import { beforeAll, describe, expect, test } from 'vitest'
import { setupKinds, withDefaults } from '../../src/setup/setup-kinds.js'
import { Administrator, type SetupView } from '../support/administrator.js'
import { expectProblem } from '../support/expect-problem.js'
import { shareInProcess } from '../support/in-process-server.js'
import { leastContent, madeKinds, membersOf, wrongValues } from '../support/setup-samples.js'
import { makeOrganization, type TestOrganization } from '../support/test-organization.js'

const server = shareInProcess()
let organization: TestOrganization
let root: Administrator
beforeAll(async () => {
  organization = await makeOrganization(server)
  root = await Administrator.logIn(organization)
})

describe.each(madeKinds)('[A-20] a %s', (kind) => {
  const { plural, idPrefix } = setupKinds[kind]

  test('is made with the least that must be said, read, changed and removed', async () => {
    const content = leastContent(kind)
    const answer = await root.request('POST', `/${plural}`, content)
    expect(answer.status, answer.text).toBe(201)
    const made = answer.json() as SetupView
    const { id, version, password, ...rest } = made
    expect(id).toMatch(new RegExp(`^${idPrefix}P[0-9A-Za-z]{11}$`))
    expect(version).toBe(1)
    expect(rest).toEqual(withDefaults(kind, content))
    expect(password === undefined).toBe(kind !== 'agent')
    expect(answer.headers.location).toBe(`/api/v1/setup/${plural}/${id}`)
    expect(answer.headers.etag).toBe('"1"')

    const read = await root.request('GET', `/${plural}/${id}`)
    expect([read.status, read.headers.etag]).toEqual([200, '"1"'])
    expect(read.json()).toEqual({ id, version: 1, ...rest })

    // What was read can be sent back as it is, with its head.
    const whole = { ...(read.json() as SetupView), name: 'Renamed' }
    const put = await root.request('PUT', `/${plural}/${id}`, whole, { 'If-Match': '"1"' })
    expect([put.status, put.headers.etag], put.text).toEqual([200, '"2"'])
    expect(put.json()).toEqual({ ...rest, id, name: 'Renamed', version: 2 })
    const patch = await root.request('PATCH', `/${plural}/${id}`, { name: 'Again' }, { 'If-Match': '"2"' })
    expect(patch.json()).toEqual({ ...rest, id, name: 'Again', version: 3 })

    const list = await root.request('GET', `/${plural}?name=aGAin`)
    expect(list.json()).toEqual({ objects: [{ ...rest, id, name: 'Again', version: 3 }], total: 1 })

    expect((await root.request('DELETE', `/${plural}/${id}`, undefined, { 'If-Match': '"3"' })).status).toBe(200)
    expectProblem(await root.request('GET', `/${plural}/${id}`), 404, 'no-such-object')
    expect((await root.request('GET', `/${plural}?name=Again`)).json()).toEqual({ objects: [], total: 0 })
  })

  test('[A-21] is refused with each member wrong, by its name, and nothing is changed', async () => {
    const content = leastContent(kind)
    const { id } = await root.create(plural, content)
    for (const [member, schema] of membersOf(kind)) {
      for (const value of wrongValues(schema)) {
        for (const [method, path] of [
          ['POST', ''],
          ['PUT', `/${id}`],
        ] as const) {
          const body = { ...content, username: 'other@example.com', [member]: value }
          if (kind !== 'agent') Reflect.deleteProperty(body, 'username')
          const answer = await root.request(method, `/${plural}${path}`, body, { 'If-Match': '*' })
          const { errors = [], detail } = expectProblem(answer, 400, 'invalid')
          expect(errors.map((error) => error.member.split('.')[0])).toContain(member)
          expect(detail).toBe(`${errors[0]?.member}: ${errors[0]?.message}`)
        }
      }
    }
    for (const member of setupKinds[kind].schema.required) {
      if (!(member in content)) continue
      const rest = Object.fromEntries(Object.entries(content).filter(([name]) => name !== member))
      const { errors } = expectProblem(await root.request('POST', `/${plural}`, rest), 400, 'invalid')
      expect(errors).toEqual([{ member, message: 'Is required.' }])
    }
    const unknown = await root.request('POST', `/${plural}`, { ...leastContent(kind), colour: 'red' })
    expect(expectProblem(unknown, 400, 'invalid').errors?.[0]?.member).toBe('colour')
    expect((await root.read(plural, id)).version).toBe(1)
  })

  test('[A-21] is refused when it is no object, or has an id that is none', async () => {
    for (const body of [[], 'text', 5, null]) {
      expectProblem(await root.request('POST', `/${plural}`, JSON.stringify(body)), 400, 'invalid')
    }
    for (const id of ['', 'x', idPrefix, `XXX${'0'.repeat(12)}`, 5, `${idPrefix}${'/'.repeat(12)}`]) {
      const { errors } = expectProblem(await root.request('POST', `/${plural}`, { ...leastContent(kind), id }), 400)
      expect(errors?.[0]?.member).toBe('id')
    }
  })

  test('[A-20] keeps an id that clients know from elsewhere, once', async () => {
    const id = `${idPrefix}A${kind.replaceAll('-', '').slice(0, 11).padEnd(11, '0')}`
    expect((await root.create(plural, { ...leastContent(kind), id })).id).toBe(id)
    expectProblem(await root.request('POST', `/${plural}`, { ...leastContent(kind), id }), 409, 'exists-already')
    const other = { ...leastContent(kind), id: `${idPrefix}A00000000001` }
    const answer = await root.request('PUT', `/${plural}/${id}`, other, { 'If-Match': '*' })
    expect(expectProblem(answer, 400).errors?.[0]?.member).toBe('id')
  })

  test('[A-22] is never overwritten unseen', async () => {
    const content = leastContent(kind)
    const { id } = await root.create(plural, content)
    const attempt = (method: string, tag: string | undefined, name: string) =>
      root.request(
        method,
        `/${plural}/${id}`,
        method === 'DELETE' ? undefined : { ...content, name },
        tag === undefined ? {} : { 'If-Match': tag },
      )
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      expectProblem(await attempt(method, undefined, 'Lost'), 428, 'if-match-required')
      for (const tag of ['"2"', 'W/"1"', '1', '"x"']) {
        const answer = await attempt(method, tag, 'Lost')
        expectProblem(answer, 412, 'changed-meanwhile')
        expect(answer.headers.etag).toBe('"1"')
      }
    }
    const answers = await Promise.all(['One', 'Two'].map((name) => attempt('PATCH', '"1"', name)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412])
    expect((await attempt('PATCH', '"7", "2"', 'Three')).status).toBe(200)
    expect(await root.read(plural, id)).toMatchObject({ name: 'Three', version: 3 })
  })

  test('[A-20] of another organization cannot be reached', async () => {
    const elsewhere = await Administrator.logIn(await makeOrganization(server))
    const { id, version } = await root.create(plural, leastContent(kind))
    const list = (await elsewhere.request('GET', `/${plural}`)).json() as { objects: SetupView[] }
    expect(list.objects.map((object) => object.id)).not.toContain(id)
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
      const body = method.startsWith('P') ? leastContent(kind) : undefined
      expectProblem(await elsewhere.request(method, `/${plural}/${id}`, body, { 'If-Match': '*' }), 404)
    }
    expect((await root.read(plural, id)).version).toBe(version)
  })
})

describe('[A-20] the organization', () => {
  test('is the administrator’s own, and can be renamed', async () => {
    const { organizationId } = organization
    const list = (await root.request('GET', '/organizations')).json() as { objects: SetupView[] }
    expect(list.objects.map(({ id }) => id)).toEqual([organizationId])
    expect(await root.patch('organizations', organizationId, { name: 'Renamed' })).toMatchObject({ name: 'Renamed' })
    expectProblem(await root.request('POST', '/organizations', { name: 'Another' }), 404, 'no-such-route')
    expectProblem(await root.request('DELETE', `/organizations/${organizationId}`), 404, 'no-such-route')
  })
})

describe('[A-20] a list', () => {
  test('comes in pages by name, and a place in it stays good', async () => {
    const own = await Administrator.logIn(await makeOrganization(server))
    const names = ['beta', 'Alpha', 'delta', 'Gamma', 'epsilon']
    for (const name of names) await own.create('skills', { name })
    const seen: string[] = []
    let after = ''
    for (;;) {
      const answer = await own.request('GET', `/skills?limit=2${after && `&after=${after}`}`)
      const page = answer.json() as { objects: SetupView[]; next?: string }
      seen.push(...page.objects.map(({ name }) => String(name)))
      for (const { id } of page.objects.slice(1)) {
        await own.request('DELETE', `/skills/${id}`, undefined, { 'If-Match': '*' })
      }
      if (page.next === undefined) break
      after = page.next
    }
    expect(seen).toEqual(['Alpha', 'beta', 'delta', 'epsilon', 'Gamma'])
    for (const query of ['limit=0', 'limit=201', 'limit=x', 'after=x', `name=${'a'.repeat(81)}`]) {
      expectProblem(await own.request('GET', `/skills?${query}`), 400)
    }
  })
})

describe('[A-20] a list', () => {
  interface List {
    readonly objects: readonly SetupView[]
    readonly total: number
    readonly next?: string
  }
  const listed = async (own: Administrator, query: string): Promise<List> => {
    const answer = await own.request('GET', query)
    expect(answer.status, answer.text).toBe(200)
    return answer.json() as List
  }
  const namesIn = ({ objects }: List): unknown[] => objects.map(({ name }) => name)

  test('is put in the order of a member, either way, and says how many there are', async () => {
    const own = await Administrator.logIn(await makeOrganization(server))
    for (const [name, order] of [
      ['a', 3],
      ['B', 1],
      ['c', 2],
      ['d', 2],
    ] as const) {
      await own.create('decline-reasons', { name, order })
    }
    expect(namesIn(await listed(own, '/decline-reasons?sort=order'))).toEqual(['B', 'c', 'd', 'a'])
    const first = await listed(own, '/decline-reasons?sort=-order&limit=3')
    expect([namesIn(first), first.total]).toEqual([['a', 'd', 'c'], 4])
    const rest = await listed(own, `/decline-reasons?sort=-order&limit=3&after=${first.next}`)
    expect([namesIn(rest), rest.total, rest.next]).toEqual([['B'], 4, undefined])
  })

  test('holds only what is asked for: by a part of the name, by values, by ids', async () => {
    const own = await Administrator.logIn(await makeOrganization(server))
    const ids: string[] = []
    for (const [name, type, active] of [
      ['One', 'standard', true],
      ['Two', 'invite', true],
      ['Three', 'invite', false],
    ]) {
      ids.push((await own.create('buttons', { name, type, active })).id)
    }
    expect(namesIn(await listed(own, '/buttons?only=type:invite'))).toEqual(['Three', 'Two'])
    expect(namesIn(await listed(own, '/buttons?only=type:invite,active:true'))).toEqual(['Two'])
    expect(namesIn(await listed(own, `/buttons?ids=${ids[0]},${ids[2]},573000000000000`))).toEqual(['One', 'Three'])
    await own.create('agents', { name: 'Mara', username: 'somebody@example.org', role: 'agent' })
    expect(namesIn(await listed(own, '/agents?name=SOMEBODY'))).toEqual(['Mara'])
  })

  test('[A-130] holds only those that list an object among others, or only those that do not', async () => {
    const own = await Administrator.logIn(await makeOrganization(server))
    const [refunds, returns] = [
      (await own.create('skills', { name: 'Refunds' })).id,
      (await own.create('skills', { name: 'Returns' })).id,
    ]
    const agent = (name: string, skillIds: readonly string[]): Promise<SetupView> =>
      own.create('agents', { name, username: `${name}@${refunds}.example`, role: 'agent', skillIds })
    await agent('Both', [returns, refunds])
    await agent('One', [returns])
    await agent('None', [])
    expect(namesIn(await listed(own, `/agents?only=skillIds:${returns}`))).toEqual(['Both', 'One'])
    expect(namesIn(await listed(own, `/agents?only=skillIds:${returns},skillIds:${refunds}`))).toEqual(['Both'])
    const first = await listed(own, `/agents?name=${refunds}&without=skillIds:${refunds}&limit=1`)
    expect([namesIn(first), first.total]).toEqual([['None'], 2])
    const rest = await listed(own, `/agents?name=${refunds}&without=skillIds:${refunds}&after=${first.next}`)
    expect([namesIn(rest), rest.next]).toEqual([['One'], undefined])
    expect(namesIn(await listed(own, `/agents?name=${refunds}&without=active:true`))).toEqual([])
  })

  test('refuses members that are no one value, and more than it can bear', async () => {
    for (const query of [
      ...['sort=skillIds', 'sort=idleTimeout', 'sort=nothing', 'sort=toString', 'only=active', 'only=nothing:1'],
      ...['only=idleTimeout:1', 'without=active', 'without=toString:1', `without=${'a'.repeat(256)}`],
      `only=${Array.from({ length: 6 }, () => 'active:true').join(',')}`,
      `ids=${Array.from({ length: 101 }, () => 'a').join(',')}`,
    ]) {
      expectProblem(await root.request('GET', `/buttons?${query}`), 400, 'invalid')
    }
  })

  test('of every kind is counted in one call', async () => {
    const own = await Administrator.logIn(await makeOrganization(server))
    const counts = async () =>
      ((await own.request('GET', '/counts')).json() as { counts: Record<string, number> }).counts
    const before = await counts()
    await own.create('skills', { name: 'Refunds' })
    expect(await counts()).toEqual({ ...before, skills: 1 })
  })
})

test('[A-20] a patch merges what lies inside, and null gives a member its default', async () => {
  const idleTimeout = { warningS: 10, timeoutS: 20 }
  const { id } = await root.create('buttons', { name: 'Idle', idleTimeout, priority: 5 })
  expect(await root.patch('buttons', id, { idleTimeout: { timeoutS: 30 } })).toMatchObject({
    idleTimeout: { warningS: 10, timeoutS: 30 },
  })
  expect(await root.patch('buttons', id, { idleTimeout: null, priority: null })).toMatchObject({
    ...{ idleTimeout: null, priority: 100 },
  })
  const answer = await root.request('PATCH', `/buttons/${id}`, { name: null }, { 'If-Match': '*' })
  expect(expectProblem(answer, 400).errors).toEqual([{ member: 'name', message: 'Is required.' }])
})

test('[A-21] names that mean something to JavaScript are members like others', async () => {
  for (const name of ['__proto__', 'constructor', 'toString']) {
    const body = `{"name":"a","${name}":{"name":"b"}}`
    const { errors } = expectProblem(await root.request('POST', '/skills', body), 400)
    expect(errors?.map(({ member }) => member)).toEqual([name])
  }
})
