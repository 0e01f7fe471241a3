/** `npm start` builds the console again when something changed that it is made from. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = new URL('../../../', import.meta.url)

/** What a file imports from files of this tree when it runs; imports of types are gone by then. */
const importsOf = (file: URL): URL[] =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /^(?:import|export|\}) (?!type )[^;]*?from '(\.[^']+)'|import\('(\.[^']+)'\)/gm,
    ),
  ]
    .map(([, fixed, late]) => new URL((fixed ?? late)!.replace(/\.js$/, ''), file))
    .flatMap(
      (base) => ['.ts', '.tsx', ''].map((ending) => new URL(base.href + ending)).find((url) => existsSync(url)) ?? [],
    )

test('the console is built again when anything changes that ends up in it', async () => {
  const { recipes } = (await import(new URL('scripts/ensure.mjs', root).href)) as {
    recipes: { console: { inputs: readonly string[] } }
  }
  const found = new Set<string>()
  const follow = (file: URL): void => {
    if (found.has(file.href)) return
    found.add(file.href)
    for (const imported of importsOf(file)) follow(imported)
  }
  const own = readdirSync(new URL('web/console', root), { recursive: true, encoding: 'utf8' })
  for (const name of own) {
    if (/\.tsx?$/.test(name) && !name.includes('.test.')) follow(new URL(`web/console/${name}`, root))
  }
  const files = [...found].map((href) => fileURLToPath(href).slice(fileURLToPath(root).length))
  expect(files.filter((file) => file.startsWith('src/')).length).toBeGreaterThan(20)
  expect(files.filter((file) => !recipes.console.inputs.some((input) => file.startsWith(`${input}/`)))).toEqual([])
})
