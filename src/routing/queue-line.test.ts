import fc from 'fast-check'
import { expect, test } from 'vitest'
import { QueueLine } from './queue-line.js'
import { inServingOrder, type Waiting } from './waiting.js'

const change = fc.record({
  chatId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  waitingSince: fc.nat(3),
  resumed: fc.boolean(),
  isOffered: fc.boolean(),
  isDirect: fc.boolean(),
  isTried: fc.boolean(),
  isListed: fc.boolean(),
  isGone: fc.boolean(),
})

test('[P-40] a line keeps its order and its places, whoever comes, goes and changes', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const line = new QueueLine()
      const known = new Map<string, { waiting: Waiting; isOffered: boolean }>()
      const places = (): [string, number | undefined][] => [...known.keys()].map((id) => [id, line.position(id)])
      for (const { chatId, waitingSince, resumed, isOffered, isDirect, isTried, isListed, isGone } of changes) {
        const before = new Map(places())
        let moved: boolean
        if (isGone) {
          moved = line.delete(chatId)
          known.delete(chatId)
        } else {
          const direct = isDirect ? { agentId: 'x', fallback: true } : undefined
          const tried = isTried ? [{ agentId: 'y', at: 0 }] : []
          const waiting = { chatId, waitingSince, resumed, tried, listed: new Set(isListed ? ['x'] : []), direct }
          moved = line.set({ waiting, isOffered })
          known.set(chatId, { waiting, isOffered })
        }
        const isElsewhere = ([id, place]: [string, number | undefined]) => id !== chatId && before.get(id) !== place
        // A chat that changes places with itself alone has left and joined others on its way.
        if (places().some(isElsewhere)) expect(moved).toBe(true)
        else if (before.get(chatId) === undefined || isGone) expect(moved).toBe(false)
        const order = [...known.values()].sort((a, b) => inServingOrder(a.waiting, b.waiting))
        expect(order.map(({ waiting }) => line.position(waiting.chatId))).toEqual(order.map((_, index) => index + 1))
        expect([...line.waiting()]).toEqual(order.filter((one) => !one.isOffered).map(({ waiting }) => waiting))
        expect(line.chatIds).toEqual(order.map(({ waiting }) => waiting.chatId))
        const waits = [...line.waiting()]
        const inOrder = (some: Iterable<Waiting>) => [...some].sort(inServingOrder)
        expect(inOrder(line.particular)).toEqual(waits.filter(({ tried, direct }) => tried.length > 0 || direct))
        expect(inOrder(line.listed)).toEqual(waits.filter(({ listed }) => listed.size > 0))
        expect(line.size).toBe(order.length)
        expect(line.direct).toBe(order.filter(({ waiting }) => waiting.direct).length)
      }
    }),
  )
})
