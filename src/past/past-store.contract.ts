import { describe, expect, onTestFinished, test } from 'vitest'
import type { EventLog } from '../event-log/event-log.js'
import { at, chat, write } from '../event-log/event-log-fixtures.contract.js'
import { agentMark, buttonMark, nobodysMark } from './marks.js'
import { rankedMax, type PastDocument, type PastEntry, type PastQuery, type PastStore } from './past-store.js'
import { plainWords, termsOf } from './words.js'

export interface OpenedPast {
  readonly log: EventLog
  readonly past: PastStore
  /** Opens the same store once more after `log` was closed. Left out by stores that do not persist. */
  readonly reopen?: () => Promise<PastStore>
  readonly dispose: () => Promise<void>
}

const patienceMs = 10_000
const everything: PastQuery = {
  ...{ organizationId: 'org-1', sight: { of: 'all' }, terms: [], name: [], marks: [], from: 0, before: 1e15 },
}
const words = (text: string): PastQuery => ({ ...everything, terms: termsOf(text) })

const document = (endedAt: number, said: readonly string[], more: Partial<PastDocument> = {}): PastDocument => {
  const agentIds = more.agentIds ?? ['ada']
  const marks = agentIds.length === 0 ? [nobodysMark] : agentIds.map(agentMark)
  const texts = said.map(plainWords)
  return { endedAt, agentIds, marks, name: [], texts, facts: { said: said.join('|') }, ...more }
}

/** Registers the contract's tests under `name`; `open` is called once per test. */
export function pastStoreContract(
  name: string,
  open: () => Promise<OpenedPast>,
  { persists }: { persists: boolean },
): void {
  const opened = async () => {
    const harness = await open()
    onTestFinished(() => harness.dispose())
    return harness
  }
  /** Chats that ended, put under their names. */
  const withChats = async (chats: Readonly<Record<string, PastDocument>>, organizationId = 'org-1') => {
    const { log, past } = await opened()
    const entries: PastEntry[] = []
    for (const [id, one] of Object.entries(chats)) {
      await log.append([{ ...write(chat(id, organizationId), 0, 'x'), open: false }], at)
      entries.push({ chat: chat(id, organizationId), document: one })
    }
    await past.put(entries)
    return past
  }
  const ids = async (past: PastStore, query: PastQuery, limit = 50) =>
    (await past.newest(query, limit, patienceMs)).map(({ chatId }) => chatId).join(' ')

  describe(name, () => {
    test('chats that ended are missing until they are put, the newest first; others never are', async () => {
      const { log, past } = await opened()
      const end = (id: string) => log.append([{ ...write(chat(id), 1, 'bye'), open: false }], at)
      for (const id of ['a', 'b', 'c']) await log.append([write(chat(id), 0, 'hello')], at)
      const agent = { organizationId: 'org-1', kind: 'agent', id: 'ada' }
      await log.append([{ ...write(agent, 0, 'x'), open: false }], at)
      expect(await past.missing(10)).toEqual([])
      await end('a')
      await end('b')
      await log.append([{ ...write(chat('refused', 'org-2'), 0, 'no'), open: false }], at)
      expect(await past.missing(10)).toEqual([chat('refused', 'org-2'), chat('b'), chat('a')])
      expect(await past.missing(1)).toEqual([chat('refused', 'org-2')])
      await past.put([{ chat: chat('refused', 'org-2') }, { chat: chat('a'), document: document(at, ['hello']) }])
      expect(await past.missing(10)).toEqual([chat('b')])
      expect(await ids(past, everything)).toBe('a')
      expect(await ids(past, { ...everything, organizationId: 'org-2' })).toBe('')
    })

    test('a chat that was put before stays as it is, and one that lives is not taken', async () => {
      const past = await withChats({ a: document(at, ['first']) })
      await past.put([
        { chat: chat('a'), document: document(at, ['second']) },
        { chat: chat('unknown'), document: document(at, ['third']) },
      ])
      expect(await past.newest(everything, 10, patienceMs)).toEqual([
        { chatId: 'a', place: at, facts: { said: 'first' } },
      ])
    })

    test('every word must be there, in whatever texts, and words that stand together must do so in one', async () => {
      const past = await withChats({
        a: document(at, ['My parcel did not come', 'Sorry']),
        b: document(at + 1, ['Sorry, where is the parcel', 'come and see: Straße, Çà Û, 注文番号 7, a_b-c@d.e']),
      })
      expect(await ids(past, words('parcel'))).toBe('b a')
      expect(await ids(past, words('SORRY parcel come'))).toBe('b a')
      expect(await ids(past, words('parcel did'))).toBe('a')
      expect(await ids(past, words('"my parcel"'))).toBe('a')
      expect(await ids(past, words('"the parcel come"'))).toBe('')
      expect(await ids(past, words('"come sorry"'))).toBe('')
      expect(await ids(past, words('arcel'))).toBe('')
      for (const found of ['straße', 'ca u', '番号', '文番', 'B-C@D.e']) expect(await ids(past, words(found))).toBe('b')
      expect(await ids(past, words('番注'))).toBe('')
      expect(await ids(past, words('c@b'))).toBe('')
    })

    test('words are found by their beginnings, alone and at the end of a phrase, and exactly in quotation marks', async () => {
      const past = await withChats({
        a: document(at, ['Where is my delivery', 'It is ordered'], { name: ['anastasia', 'lima'] }),
        b: document(at + 1, ['They delivered my order', 'is mine a delay'], { name: ['ana'] }),
        c: document(at + 2, ['Deliberately', '配送はまだですか', 'จัดส่ง']),
      })
      const found = async (text: string) => [text, await ids(past, words(text))]
      for (const beginning of ['del', 'deli', 'deli*']) expect(await found(beginning)).toEqual([beginning, 'c b a'])
      for (const beginning of ['deliv', 'delive', 'deliver', '"deliver*"'])
        expect(await found(beginning)).toEqual([beginning, 'b a'])
      expect(await found('delivery')).toEqual(['delivery', 'a'])
      expect(await found('"deliv"')).toEqual(['"deliv"', ''])
      expect(await found('"my ord*"')).toEqual(['"my ord*"', 'b'])
      expect(await found('"my del*"')).toEqual(['"my del*"', 'a'])
      expect(await found('is-min')).toEqual(['is-min', 'b'])
      expect(await found('"is ordere*"')).toEqual(['"is ordere*"', 'a'])
      for (const short of ['de', 'de*']) expect(await found(short)).toEqual([short, ''])
      for (const piece of ['配送', 'まだ', '送は', 'จดส']) expect(await found(piece)).toEqual([piece, 'c'])
      expect(await ids(past, { ...everything, name: termsOf('ana') })).toBe('b a')
      expect(await ids(past, { ...everything, name: termsOf('"ana"') })).toBe('b')
      expect(await ids(past, { ...everything, name: termsOf('anast lim') })).toBe('a')
      const best = await past.best(words('order'), 0, 10, patienceMs)
      expect(best.map(({ chatId }) => chatId).sort()).toEqual(['a', 'b'])
    })

    test('chats with what has a minus before it are left out', async () => {
      const past = await withChats({
        a: document(at, ['parcel late'], { name: ['ana'] }),
        b: document(at + 1, ['parcel lost, refund me'], { name: ['bo'] }),
        c: document(at + 2, ['late refunds']),
      })
      expect(await ids(past, words('parcel -refund'))).toBe('a')
      expect(await ids(past, words('-refund parcel -late'))).toBe('')
      expect(await ids(past, words('-"refund"'))).toBe('c a')
      expect(await ids(past, words('-refund'))).toBe('a')
      expect(await ids(past, words('-"late parcel" -"refund me"'))).toBe('c a')
      expect(await ids(past, { ...words('parcel'), name: termsOf('-ana') })).toBe('b')
      expect(await ids(past, { ...words('-late'), marks: [[agentMark('ada')]] })).toBe('b')
      expect(await ids(past, { ...words('-late'), organizationId: 'org-2' })).toBe('')
      const best = await past.best(words('parcel -refund'), 0, 10, patienceMs)
      expect(best.map(({ chatId }) => chatId)).toEqual(['a'])
    })

    test('words of the engine’s own language are words like any other', async () => {
      const past = await withChats({ a: document(at, ['to be or not to be and near words star x a']) })
      for (const odd of ['or', 'and not', 'near', 'NEAR(words', 'words:star', '"', "* ^ ' \\ & | ! <-> :A", 'x*'])
        expect([odd, await ids(past, words(odd))]).toEqual([odd, 'a'])
      expect(await ids(past, words("' OR 'zebra"))).toBe('')
      expect(await ids(past, words('star:A zebra'))).toBe('')
    })

    test('a name is looked for in the name, marks say what they mean to the letter', async () => {
      const past = await withChats({
        a: document(at, ['Ana here'], { name: ['ana', 'lima'], marks: [agentMark('ada'), buttonMark('573x')] }),
        b: document(at + 1, ['ana'], { name: ['bo'], marks: [agentMark('ada'), buttonMark('573X')] }),
        c: document(at + 2, ['x'], { marks: [buttonMark(`it's \\ "odd" ⚑`)] }),
      })
      expect(await ids(past, { ...everything, name: termsOf('Ana') })).toBe('a')
      expect(await ids(past, { ...everything, name: termsOf('"ana lima"') })).toBe('a')
      expect(await ids(past, { ...words('here'), name: termsOf('lima') })).toBe('a')
      expect(await ids(past, { ...everything, marks: [[buttonMark('573X')]] })).toBe('b')
      expect(await ids(past, { ...everything, marks: [[buttonMark('573X'), buttonMark('573x')]] })).toBe('b a')
      expect(await ids(past, { ...everything, marks: [[agentMark('ada')], [buttonMark('573x')]] })).toBe('a')
      expect(await ids(past, { ...everything, marks: [[buttonMark(`it's \\ "odd" ⚑`)]] })).toBe('c')
      expect(await ids(past, { ...everything, marks: [[]] })).toBe('')
      expect(await ids(past, words('573x'))).toBe('')
    })

    test('only chats in sight are found, and never those of another organization', async () => {
      const past = await withChats({
        a: document(at, ['x'], { agentIds: ['ada'] }),
        b: document(at + 1, ['x'], { agentIds: ['bob'] }),
        ab: document(at + 2, ['x'], { agentIds: ['ada', 'bob'] }),
        none: document(at + 3, ['x'], { agentIds: [] }),
      })
      const seen = (sight: PastQuery['sight']) => ids(past, { ...words('x'), sight })
      expect(await seen({ of: 'all' })).toBe('none ab b a')
      expect(await seen({ of: 'some', agentIds: ['ada'], nobodys: false })).toBe('ab a')
      expect(await seen({ of: 'some', agentIds: ['bob', 'cy'], nobodys: true })).toBe('none ab b')
      expect(await seen({ of: 'some', agentIds: [], nobodys: false })).toBe('')
      expect(await seen({ of: 'all-but', agentIds: ['ada', 'cy'] })).toBe('none ab b')
      expect(await seen({ of: 'all-but', agentIds: ['bob', 'ada'] })).toBe('none')
      expect(await ids(past, { ...everything, organizationId: 'org-2' })).toBe('')
      expect(await ids(past, { ...words('x'), organizationId: 'org-2' })).toBe('')
    })

    test('pages follow each other by place without a gap, also where chats ended at one instant', async () => {
      const years = 400 * 86_400_000
      const chats = Object.fromEntries(
        [0, 0, 0, 5, 5, years, 2 * years].map((later, index) => [`c${index}`, document(at + later, ['x'])]),
      )
      const past = await withChats(chats)
      const pages: string[] = []
      for (let before = everything.before; ;) {
        const page = await past.newest({ ...words('x'), before }, 2, patienceMs)
        if (page.length === 0) break
        pages.push(page.map(({ chatId }) => chatId).join(' '))
        before = page.at(-1)?.place ?? 0
      }
      expect(pages).toEqual(['c6 c5', 'c4 c3', 'c2 c1', 'c0'])
      expect(await ids(past, { ...everything, from: at + 5, before: at + years })).toBe('c4 c3')
      await past.put([{ chat: chat('nothing') }])
      expect((await past.newest(everything, 50, patienceMs)).map(({ place }) => place)).toEqual([
        ...[at + 2 * years, at + years, at + 6, at + 5, at + 2, at + 1, at],
      ])
    })

    test('by relevance a chat that is about it comes before one that mentions it', async () => {
      const long = `There was a refund once. ${'We talked about many other things of this world. '.repeat(20)}`
      const past = await withChats({
        about: document(at, ['Refund, please', 'A refund of what', 'Of my refund']),
        mentions: document(at + 1, [long]),
        other: document(at + 2, ['Nothing of it']),
      })
      const best = async (offset: number, limit: number, before = everything.before) =>
        (await past.best({ ...words('refund'), before }, offset, limit, patienceMs))
          .map(({ chatId }) => chatId)
          .join(' ')
      expect(await ids(past, words('refund'))).toBe('mentions about')
      expect(await best(0, 10)).toBe('about mentions')
      expect(await best(1, 10)).toBe('mentions')
      expect(await best(0, 1)).toBe('about')
      expect(await best(2, 10)).toBe('')
      expect(await best(0, 10, at + 1)).toBe('about')
      expect(rankedMax).toBeGreaterThan(2)
    })

    test('a chat that is as large as one may be is found by its first word and its last', async () => {
      const text = Array.from({ length: 15_000 }, (_, index) => `w${index}`)
      const past = await withChats({ a: document(at, [], { texts: [text, Array<string>(300).fill('again')] }) })
      for (const one of ['w0', '"w9998 w9999"', 'w14999', 'again', '"again again"'])
        expect([one, await ids(past, words(one))]).toEqual([one, 'a'])
    })

    if (persists) {
      test('what was put is there when the store is opened again, and what was not is still missing', async () => {
        const { log, past, reopen } = await opened()
        for (const id of ['a', 'b']) await log.append([{ ...write(chat(id), 0, 'x'), open: false }], at)
        await past.put([{ chat: chat('a'), document: document(at, ['kept']) }])
        await log.close()
        const again = await reopen?.()
        expect(again && (await ids(again, words('kept')))).toBe('a')
        expect(await again?.missing(10)).toEqual([chat('b')])
      })
    }
  })
}
