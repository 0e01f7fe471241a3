/** A store with something of everything in it, and what its ports tell of that. */
import { at, chat, said, texts, write } from '../event-log/event-log-fixtures.contract.js'
import type { StreamName } from '../event-log/event-log.js'
import { balanceSlot, type Tally } from '../event-log/tally.js'
import type { Store } from './store.js'

/** Names that PostgreSQL could not hold as they are, and one that looks as if it were escaped already. */
const oddNames = ['back\\slash', 'back\\\\slash', '\\u0000', 'émoji 🙂']
const chatsMax = 40
const fileBytes = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 7) % 251)

const chats: readonly StreamName[] = [
  ...Array.from({ length: chatsMax }, (_, index) => chat(`c-${index}`)),
  ...oddNames.map((name) => chat(name)),
]
const tally = (measure: string, slot: number): Tally => ({
  ...{ organizationId: 'org-1', kind: 'button', subject: 'b-1', measure, slot, amount: 3 },
})
const token = {
  ...{ hash: 'hash-1', organizationId: 'org-1', agentId: 'a-1', expiresAt: at + 1000, seenAt: at + 5 },
  origin: { program: 'Firefox' },
}
const fileNames = [1, 2, 3].map((n) => ({ organizationId: 'org-1', chatId: `c-${n}`, uploadId: `u-${n}` }))

/** Fills an empty store: chats of `rounds` times three events, of which some have a snapshot and some have ended. */
export const fillStore = async ({ log, setup, tokens, files, figures }: Store, rounds: number): Promise<void> => {
  for (let round = 0; round < rounds; round += 1) {
    const appends = chats.map((stream, index) => {
      const one = write(stream, 3 * round, `${index}/${round}`, 'a "quoted" \u0000 text \ud800', '🙂')
      const isLast = round === rounds - 1
      const snapshot = isLast && index % 5 === 0 ? { said: '\u0000' } : undefined
      return log.append([{ ...one, open: index % 3 !== 0, ...(snapshot && { snapshot }) }], at + round, [
        tally(index % 2 === 0 ? 'chats' : 'odd', index % 4 === 0 ? balanceSlot : at - (at % 60_000)),
      ])
    })
    await Promise.all(appends)
  }
  log.setBookmark('place/\\1', 'there')
  const object = { organizationId: 'org-1', kind: 'agent', id: 'a-1' }
  await setup.change(
    [{ ...object, expectedVersion: 0, data: { name: 'Ada \u0000' } }],
    [{ ...object, by: 'somebody', data: { why: '\ud800' } }],
  )
  await setup.change(
    [{ ...object, expectedVersion: 1, data: { name: 'Ada' } }],
    [{ ...object, by: 'a\\u0000', data: 1 }],
  )
  await tokens.add(token)
  await figures.begin([])
  for (const name of fileNames) await files.put(name, fileBytes)
  for (const name of fileNames.slice(1)) await files.confirm(name)
}

const bytesOf = async (pieces: AsyncIterable<Uint8Array> | undefined): Promise<string | undefined> => {
  if (pieces === undefined) return undefined
  const read: Uint8Array[] = []
  for await (const piece of pieces) read.push(piece)
  return Buffer.concat(read).toString('base64')
}

/** What a store that was filled says of all of it. */
export const contentOf = async ({ log, setup, tokens, files, figures }: Store) => {
  const all = { organizationId: 'org-1', limit: 100 }
  const { sums, balances, series } = await figures.read({ organizationId: 'org-1', from: 1, slotMs: 60_000 })
  const content = {
    loaded: await Promise.all(chats.map((stream) => log.load(stream))),
    read: await Promise.all(chats.map((stream) => log.readAfter(stream, 1, 1000))),
    open: (await log.openStreams('chat')).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    bookmark: await log.bookmark('place/\\1'),
    objects: await setup.all(),
    audit: await setup.audit(all),
    token: await tokens.find('hash-1'),
    files: await Promise.all(fileNames.map(async (name) => bytesOf(await files.read(name)))),
    unconfirmed: await files.unconfirmed(),
    figures: [sums, balances, series].map((rows) => rows.map((row) => JSON.stringify(row)).toSorted()),
  }
  // Plain objects, whatever a driver makes.
  return JSON.parse(JSON.stringify(content)) as unknown
}

/** Says one thing more in every chat, and something in a new one; what is read back. */
export const goOn = async ({ log, files }: Store, rounds: number): Promise<readonly (readonly string[])[]> => {
  const streams = [...chats, chat('new')]
  await Promise.all(
    streams.map((stream, index) => {
      const expectedVersion = index < chats.length ? 3 * rounds : 0
      const events = [{ id: `later-${index}`, body: said('later') }]
      return log.append([{ stream, expectedVersion, events, open: true }], at + 99)
    }),
  )
  await files.put({ organizationId: 'org-1', chatId: 'c-9', uploadId: 'u-9' }, fileBytes)
  return Promise.all(streams.map(async (stream) => texts(await log.readBefore(stream, Number.MAX_SAFE_INTEGER, 1))))
}
