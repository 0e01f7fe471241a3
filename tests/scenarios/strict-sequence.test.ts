/** A server that holds clients to the numbers of their commands, because its operator asked for it. */
import { describe, expect, test } from 'vitest'
import { AgentDesk } from '../support/agent-desk.js'
import { shareInProcess, startInProcess } from '../support/in-process-server.js'
import { lastingStore } from '../support/test-store.js'
import { RawVisitor } from '../support/raw-visitor.js'
import { makeOrganization } from '../support/test-organization.js'
import { expectRefusal } from '../support/wire-refusal.js'

const environment = { PARLEY_STRICT_SEQUENCE: 'on' }
const server = shareInProcess({ environment })
const ok = { status: 200, text: 'OK' }
const outOfSync = (expected: number, actual: number) => `Out of sync Ack. Expected ${expected}. Actual ${actual}`

/** A chat whose newest command has the number 2. */
const begin = async (at = server) => {
  const organization = await makeOrganization(at)
  const ada = await AgentDesk.open(organization, 'ada')
  const visitor = await RawVisitor.arrive(organization)
  expect(await visitor.init({}, 1)).toMatchObject(ok)
  const { chatId } = await ada.takeNext()
  expect(await visitor.write('Two', 2)).toMatchObject(ok)
  const texts = async () => (await ada.messages(chatId)).map(({ text }) => text)
  return { organization, ada, visitor, chatId, texts }
}

describe('[C-13 E20] numbers of commands', () => {
  test.each([0, 1, 2, 4, 5, 999_999_999])('%d instead of 3 is refused with nothing changed', async (number) => {
    const { visitor, texts } = await begin()
    expectRefusal(await visitor.write('Out of order', number), 409, outOfSync(number, 2))
    expect(await texts()).toEqual(['Two'])
    expect(await visitor.write('Three', 3)).toMatchObject(ok)
    expect(await visitor.write('Three', 3)).toMatchObject(ok)
    expect(await texts()).toEqual(['Two', 'Three'])
  })

  test.each([2, 3, 4])('after a 409 that ends in 2, %d is taken and counted on from', async (number) => {
    const { visitor, texts } = await begin()
    expectRefusal(await visitor.write('Nine', 9), 409, outOfSync(9, 2))
    expect(await visitor.write('On', number)).toMatchObject(ok)
    expect(await visitor.write('On', number)).toMatchObject(ok)
    expectRefusal(await visitor.write('Far', number + 2), 409, outOfSync(number + 2, number))
    expect(await visitor.write('Further', number + 1)).toMatchObject(ok)
    expect(await visitor.write('Further', number + 1)).toMatchObject(ok)
    expect(await texts()).toEqual(['Two', 'On', 'Further'])
  })

  test.each([1, 5])('after a 409 that ends in 2, %d is not taken', async (number) => {
    const { visitor } = await begin()
    expectRefusal(await visitor.write('Nine', 9), 409, outOfSync(9, 2))
    expectRefusal(await visitor.write('Still lost', number), 409, outOfSync(number, 2))
  })

  test('commands without a number are always taken, and those that leave no event count', async () => {
    const { visitor, texts } = await begin()
    expect(await visitor.write('Unnumbered')).toMatchObject(ok)
    expect(await visitor.post('ChasitorTyping', {}, { sequence: 3 })).toMatchObject(ok)
    expect(await visitor.post('ChasitorTyping', {}, { sequence: 3 })).toMatchObject(ok)
    expectRefusal(await visitor.write('Three', 3), 409, outOfSync(3, 3))
    expect(await visitor.write('Four', 4)).toMatchObject(ok)
    expect(await texts()).toEqual(['Two', 'Unnumbered', 'Four'])
  })

  test('a command that was refused for another reason leaves its number free', async () => {
    const { visitor, texts } = await begin()
    expectRefusal(await visitor.post('ChatMessage', {}, { sequence: 3 }), 400)
    expect(await visitor.write('Three', 3)).toMatchObject(ok)
    expect(await texts()).toEqual(['Two', 'Three'])
  })

  test('the first number is 1', async () => {
    const visitor = await RawVisitor.arrive(await makeOrganization(server))
    expectRefusal(await visitor.init({}, 5), 409, outOfSync(5, 0))
    expect(await visitor.init({}, 1)).toMatchObject(ok)
    expect(await visitor.init({}, 1)).toMatchObject(ok)
  })

  test('commands sent at once are decided one by one', async () => {
    const { visitor, texts } = await begin()
    const numbers = Array.from({ length: 10 }, (_, index) => index + 3)
    const answers = await Promise.all(numbers.map((number) => visitor.write(`Number ${number}`, number)))
    const taken = answers.filter(({ status }) => status === 200)
    expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([])
    expect(await texts()).toHaveLength(1 + taken.length)
  })

  test('[C-11] several commands as one have one number', async () => {
    const { visitor, texts } = await begin()
    const says = (text: string) => ({ prefix: 'Chasitor', noun: 'ChatMessage', object: { text } })
    expectRefusal(await visitor.multiNoun([says('a'), says('b')], { sequence: 4 }), 409, outOfSync(4, 2))
    for (let times = 0; times < 2; times += 1) {
      expect(await visitor.multiNoun([says('a'), says('b')], { sequence: 3 })).toMatchObject(ok)
    }
    expect(await visitor.write('c', 4)).toMatchObject(ok)
    expect(await texts()).toEqual(['Two', 'a', 'b', 'c'])
  })

  test.each([1, 3])('[C-12] after a reconnect %d is taken', async (number) => {
    const { visitor, texts } = await begin()
    await visitor.reconnect()
    expectRefusal(await visitor.write('Seven', 7), 409, outOfSync(7, 2))
    expect(await visitor.write('Back', number)).toMatchObject(ok)
    expect(await visitor.write('On', number + 1)).toMatchObject(ok)
    expect(await texts()).toEqual(['Two', 'Back', 'On'])
  })

  test('a restart changes nothing about the last number', async () => {
    const own = await startInProcess({ store: lastingStore, environment })
    const { visitor, texts } = await begin(own)
    await own.restart()
    expect(await visitor.write('Two', 2)).toMatchObject(ok)
    expectRefusal(await visitor.write('Five', 5), 409, outOfSync(5, 2))
    expect(await visitor.write('Three', 3)).toMatchObject(ok)
    await own.restart()
    const says = { prefix: 'Chasitor', noun: 'ChatMessage', object: { text: 'Four' } }
    expect(await visitor.multiNoun([says], { sequence: 4 })).toMatchObject(ok)
    await own.restart()
    expect(await visitor.multiNoun([says], { sequence: 4 })).toMatchObject(ok)
    expect(await texts()).toEqual(['Two', 'Three', 'Four'])
  })
})
