/** Every catalogue of the console, a place's own included, in all languages. */
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { languages } from './language.js'

type Catalogue = Readonly<Record<string, unknown>>

/** By the file that holds them: `texts/en.ts`, `floor/texts/de.ts`, … */
const catalogues = import.meta.glob<Catalogue>('../**/texts/??.ts', { eager: true })
/** All that is written in a language, by file. */
const sources = import.meta.glob<string>('../**/texts/??{,-*}.ts', { eager: true, query: '?raw', import: 'default' })

const codes = Object.keys(languages)
const folders = [...new Set(Object.keys(catalogues).map((file) => file.slice(0, -'/en.ts'.length)))]

/** Names and words that are the same in English and in another language. */
const names = [
  ...['Parley', 'JavaScript', 'Online', 'Offline', 'System', 'Chat', 'Chats', 'Browser', ' online', ' online, '],
  ...['Alt', 'Esc', 'Enter', 'Name', 'Status'],
]

const catalogueOf = (folder: string, code: string): unknown => catalogues[`${folder}/${code}.ts`]?.[code]

/** Every text of a catalogue, and every function that makes one, with the way there. */
const leavesOf = (value: unknown, path: string): [path: string, value: unknown][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, `${path}.${name}`))
    : [[path, value]]

/** Every stretch of text written in a file; names of modules and of what is told apart are none. */
const writtenIn = (source: string): string[] => {
  const written: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return
    if (ts.isPropertyAssignment(node)) return visit(node.initializer)
    if (ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node)) written.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('texts.ts', source, ts.ScriptTarget.ESNext))
  return written.filter((text) => /\p{L}{2}/u.test(text) && !/^[a-z-]+(\/[a-z-]+)?$/.test(text))
}

const textsIn = (folder: string, code: string): string[] =>
  Object.entries(sources).flatMap(([file, source]) =>
    [`${folder}/${code}.`, `${folder}/${code}-`].some((start) => file.startsWith(start)) ? writtenIn(source) : [],
  )

describe.each(folders)('the catalogues in %s', (folder) => {
  test.each(codes)('are there in %s, and of one shape', (code) => {
    const shape = (of: unknown) => leavesOf(of, 'texts').map(([path, value]) => `${path}: ${typeof value}`)
    const english = shape(catalogueOf(folder, 'en')).sort()
    expect(english.length).toBeGreaterThan(1)
    expect(shape(catalogueOf(folder, code)).sort()).toEqual(english)
  })

  test.each(codes)('say something everywhere in %s', (code) => {
    const empty = leavesOf(catalogueOf(folder, code), 'texts').filter(([, value]) => value === '')
    expect(empty).toEqual([])
  })

  test.each(codes.filter((code) => code !== 'en'))('leave nothing English in %s', (code) => {
    const english = new Set(textsIn(folder, 'en'))
    const left = textsIn(folder, code).filter((text) => english.has(text) && !names.includes(text))
    expect(left).toEqual([])
  })

  test('have German quotation marks, and a blank before the dots, in German', () => {
    const wrong = textsIn(folder, 'de').filter((text) => /[“”"]\p{L}|["”]|\p{L}…|'/u.test(text))
    expect(wrong).toEqual([])
  })
})
