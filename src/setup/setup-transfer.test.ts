/** Imports in slices: what others do between two of them, and what they see. */
import { expect, test } from 'vitest'
import type { GiveWay } from '../lib/slices.js'
import { openMemoryStore } from '../storage/memory/memory-store.js'
import { documentOf } from './setup-document.js'
import { SetupEditor } from './setup-editor.js'
import { takeIn } from './setup-transfer.js'
import { Setup } from './setup.js'

const organizationId = '00DP00000000001'
const french = '0C5P00000000001'
const author = { by: 'command-line', name: 'Command line', at: 1 }
const id = (prefix: string, n: number): string => `${prefix}P${String(n).padStart(11, '0')}`

/** An organization with a skill, and a document that gives it to a few agents. `onTurn` runs between any two slices. */
const begin = async (onTurn: (setup: Setup, turn: number) => Promise<void> | void) => {
  const store = openMemoryStore()
  const setup = await Setup.open(store.setup)
  let turns = 0
  let isSliced = false
  const giveWay: GiveWay = () => {
    if (!isSliced) return undefined
    turns += 1
    return Promise.resolve(onTurn(setup, turns))
  }
  const editor = new SetupEditor(setup, () => undefined, giveWay)
  const first = { parleySetup: 1, organizations: [{ id: organizationId, name: 'Shop' }] }
  const options = { author, organizationIds: [organizationId], dryRun: false }
  const skills = [{ id: french, name: 'French' }]
  await takeIn({ setup, editor }, { ...first, skills }, { ...options, organizationIds: [] })
  isSliced = true
  const agents = [1, 2, 3].map((n) => ({
    ...{ id: id('005', n), name: `Agent ${n}`, username: `a${n}`, role: 'agent', capacity: 1, skillIds: [french] },
  }))
  return {
    ...{ store, setup, editor },
    import: () => takeIn({ setup, editor }, { ...first, agents }, options),
    turns: () => turns,
  }
}

test('[A-117] nobody sees anything of an import before all of it is in force', async () => {
  const seen = new Set<number>()
  const one = await begin((setup) => void seen.add(setup.agents(organizationId).length))
  one.setup.onChange(() => seen.add(one.setup.agents(organizationId).length))
  await one.import()
  expect(one.turns()).toBeGreaterThan(20)
  expect([...seen]).toEqual([0, 3])
})

test('[A-117] an import is judged by what holds at its end, whatever another server changes between two slices', async () => {
  const whole = await begin(() => undefined)
  await whole.import()
  for (let at = 1; at <= whole.turns(); at += 1) {
    const one = await begin(async (setup, turn) => {
      if (turn !== at) return
      const elsewhere = new SetupEditor(await Setup.open(one.store.setup), () => undefined)
      await elsewhere.edit(organizationId, [{ kind: 'skill', id: french, data: undefined }], author)
      await setup.refresh()
    })
    await expect(one.import(), `at slice ${at}`).rejects.toMatchObject({
      code: 'invalid',
      errors: [0, 1, 2].map((n) => ({
        member: `agents.${n}.skillIds`,
        message: `There is no skill ${french}.`,
      })),
    })
    expect((documentOf(one.setup, organizationId)['agents'] as unknown[]).length).toBe(0)
  }
})

test('[A-117] what an administrator changes here while it is judged comes after it', async () => {
  let edited: Promise<void> | undefined
  const one = await begin((_, turn) => {
    // By then everything was compared, which keeps nobody waiting.
    if (turn < 6) return
    edited ??= one.editor.edit(organizationId, [{ kind: 'skill', id: french, data: { name: 'Français' } }], author)
  })
  const order: string[] = []
  one.setup.onChange((changed) => order.push(changed.map(({ kind }) => kind).join()))
  await one.import()
  await edited
  expect(order).toEqual(['agent,agent,agent', 'skill'])
})
