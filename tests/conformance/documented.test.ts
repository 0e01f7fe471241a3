/** docs/protocol.md, the code and the tests know of the same resources, messages and rules. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { visitorResources } from '../../src/visitor-api/visitor-api.js'
import { chapters } from './chapters.js'
import { messageFixtures, requestFixtures } from './fixtures.js'
import { scriptResources, wireResources } from './resources.js'

const root = new URL('../../../', import.meta.url)
const text = (path: string): string => readFileSync(new URL(path, root), 'utf8')
const protocol = text('docs/protocol.md')

/** The sources of all tests, by their paths. */
const sources: ReadonlyMap<string, string> = new Map(
  ['src', 'tests'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && (folder === 'tests' || /\.(test|contract)\.ts$/.test(file)))
      .map((file) => [`${folder}/${file}`, text(`${folder}/${file}`)] as const),
  ),
)

/** The rules in full, by their ids. */
const rules = new Map(
  protocol
    .split(/^(?=\*\*[A-Z]-\d+\*\*)/m)
    .slice(1)
    .map((rule) => [/[A-Z]-\d+/.exec(rule)?.[0] ?? '', rule.split(/^#/m)[0] ?? ''] as const),
)
const names = (source: string, rule: string): boolean => new RegExp(`(?<![\\w-])${rule}(?!\\d)`).test(source)

interface Row {
  readonly subject: string
  readonly ids: readonly string[]
  readonly test: string
  readonly differs: string
}

const rows: readonly Row[] = (protocol.split('## Which rule is about what')[1] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, subject = '', ids = '', test = '', differs = '']) => ({
    ...{ subject: subject.replaceAll('`', ''), ids: ids.split(', '), test, differs },
  }))
const isResource = ({ subject }: Row): boolean => subject.includes(' ')

test('no two rules and no two decisions have one number', () => {
  const ids = [...protocol.matchAll(/^\*\*([A-Z]-\d+)\*\*/gm)].map(([, id]) => id)
  expect(ids.filter((id, place) => ids.indexOf(id) !== place)).toEqual([])
  const numbers = readdirSync(new URL('docs/decisions', root)).flatMap((name) => /^\d{4}/.exec(name) ?? [])
  expect(numbers.filter((number, place) => numbers.indexOf(number) !== place)).toEqual([])
})

describe('every resource', () => {
  const inCode: readonly string[] = visitorResources.map(({ method, path }) => `${method} ${path}`).sort()

  test('has a row in the table, and every row is one', () => {
    const inTable = rows.filter(isResource).map(({ subject }) => subject)
    expect(inTable.sort()).toEqual(inCode)
  })

  test('is known to the conformance suite', () => {
    const known: string[] = [...wireResources, ...scriptResources].map(({ method, path }) => `${method} ${path}`)
    expect([...known, 'DELETE System/SessionId/'].sort()).toEqual(inCode)
  })

  test('that takes a body has a fixture, and every fixture is of one', () => {
    const withBody = visitorResources.filter(({ method }) => method === 'POST')
    const nouns = new Set(withBody.map(({ path }) => path.replace(/^.*\//, '')))
    expect(new Set(requestFixtures().map(({ noun }) => noun))).toEqual(nouns)
  })
})

test('every message has a row in the table, and every row is one', () => {
  const inTable = rows.filter((row) => !isResource(row)).map(({ subject }) => subject)
  const inFixtures = [...new Set(messageFixtures().map(({ noun }) => noun))]
  expect(inTable.sort()).toEqual(inFixtures.sort())
})

describe('a row of the table', () => {
  test.each(rows.map((row) => [row.subject, row] as const))(
    '%s names rules that are there and tested',
    (_name, row) => {
      for (const id of row.ids) expect([id, rules.has(id)]).toEqual([id, true])
      expect([...sources.keys()]).toContain(row.test)
      const source = sources.get(row.test) ?? ''
      expect(row.ids.some((id) => names(source, id))).toBe(true)
    },
  )

  test.each(rows.map((row) => [row.subject, row] as const))('%s says where its rules differ, and why', (_name, row) => {
    const different = row.ids.filter((id) => rules.get(id)?.includes('_Differs_'))
    const told = [...row.differs.matchAll(/([A-Z]-\d+): \w/g)].map(([, id]) => id)
    expect(told).toEqual(different)
  })
})

/** The ids with which titles of tests in a source begin; a title that is made of a table has them from there. */
const idsInTitles = (source: string): readonly string[] =>
  source.match(source.includes("'[%s] ") ? /'\[?[A-Z]-\d+[\]' ]/g : /['"`]\[[A-Z]+-\d+(?: [A-Z]+-\d+)*\]/g) ?? []

test('every rule begins the title of a test, or of a check of the conformance suite', () => {
  const checked = chapters.flatMap((chapter) => chapter.checks).flatMap((check) => check.rules)
  const titles = [...[...sources.values()].flatMap(idsInTitles), ...checked].join(' ')
  expect([...rules.keys()].filter((id) => !names(titles, id))).toEqual([])
})

test('every check names rules that are there, and no two checks have the same name', () => {
  const checks = chapters.flatMap((chapter) => chapter.checks)
  expect(checks.flatMap((check) => check.rules).filter((id) => !rules.has(id))).toEqual([])
  const titles = checks.map(({ rules: ids, sentence }) => `${ids.join()} ${sentence}`)
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([])
})

/** The documents, by their paths from the root. */
const documents: ReadonlyMap<string, string> = new Map(
  ['.', 'docs', 'docs/decisions', 'deploy'].flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, root))
      .filter((name) => name.endsWith('.md'))
      .map((name) => [new URL(`${folder}/${name}`, root).href, text(`${folder}/${name}`)] as const),
  ),
)
/** What a link to a heading has behind its `#`. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')

test('every link from document to document leads to something that is there', () => {
  const links = [...documents].flatMap(([from, source]) =>
    [...source.replaceAll(/```[^]*?```/g, '').matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, to = '']) => ({
      from,
      to,
    })),
  )
  expect(links.length).toBeGreaterThan(100)
  const leadsNowhere = links.filter(({ from, to }) => {
    const { hash, href } = new URL(to, from)
    const file = href.replace(/#.*$/, '')
    if (!existsSync(new URL(file))) return true
    const headings = documents.get(file)?.match(/^#+ .*$/gm) ?? []
    return hash !== '' && !headings.some((heading) => anchorOf(heading.replace(/^#+/, '')) === hash.slice(1))
  })
  expect(leadsNowhere).toEqual([])
})

test('every decision has a number of its own, in its name and in its title', () => {
  const files = readdirSync(new URL('docs/decisions', root)).filter((file) => /^\d{4}-/.test(file))
  const numbers = files.map((file) => file.slice(0, 4))
  expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([])
  const titles = files.map((file) => /^# (\d+)\. /.exec(text(`docs/decisions/${file}`))?.[1]?.padStart(4, '0'))
  expect(titles).toEqual(numbers)
})
