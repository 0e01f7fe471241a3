import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf } from './json-lines.js'

const text = `{
  "parleySetup": 1,
  "skills": [], "agents": [
    { "id": "a", "name": "one }] \\" {" },
    {
      "id": "b",
      "skillIds": ["x",
        "y"]
    }
  ]
}
`

test('places are told by their line, and what is not there by the line of what it would be in', () => {
  const lines: Record<string, number> = {
    ...{ parleySetup: 2, skills: 3, 'agents.0': 4, 'agents.0.name': 4, 'agents.1': 5, 'agents.1.id': 6 },
    ...{ 'agents.1.skillIds.0': 7, 'agents.1.skillIds.1': 8, 'agents.1.username': 5, 'agents.9.id': 3, queues: 1 },
    ...{ 'agents.1.id.x': 6, '': 1 },
  }
  expect(linesOf(text, Object.keys(lines))).toEqual(Object.values(lines))
  expect(linesOf(' \n\n7', ['a'])).toEqual([3])
})

test('every value of any document is found where it is written', () => {
  const names = fc.string({ minLength: 1, maxLength: 4 }).filter((name) => !name.includes('.'))
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.integer(),
      fc.string(),
      fc.constantFrom(null, true),
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(names, tie('any'), { maxKeys: 4, noNullPrototype: true }),
    ),
  })).any
  const pathsIn = (inner: unknown, path: string): string[] => {
    if (typeof inner !== 'object' || inner === null) return []
    return Object.entries(inner).flatMap(([name, below]) => {
      const own = path === '' ? name : `${path}.${name}`
      return [own, ...pathsIn(below, own)]
    })
  }
  // Line by line: each line that JSON.stringify writes begins at most one value.
  const written = (inner: unknown, line: number, found: Map<string, number>, path: string): number => {
    if (typeof inner !== 'object' || inner === null || Object.keys(inner).length === 0) return line
    let at = line
    for (const [name, below] of Object.entries(inner)) {
      const own = path === '' ? name : `${path}.${name}`
      at += 1
      if (!found.has(own)) found.set(own, at)
      at = written(below, at, found, own)
    }
    return at + 1
  }
  fc.assert(
    fc.property(value, (document) => {
      const found = new Map<string, number>()
      written(document, 1, found, '')
      const paths = [...new Set(pathsIn(document, ''))].filter((path) => path !== '')
      const lines = linesOf(JSON.stringify(document, null, 2), paths)
      expect(new Map(paths.map((path, place) => [path, lines[place]]))).toEqual(
        new Map(paths.map((path) => [path, found.get(path)])),
      )
    }),
  )
})
