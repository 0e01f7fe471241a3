/** Reads `fixtures/`: a body for each request of the wire, and each message that a poll can bring. */
import { readdirSync, readFileSync } from 'node:fs'

const folder = (name: string): URL => new URL(`../../../tests/conformance/fixtures/${name}/`, import.meta.url)

export interface Fixture {
  /** Of the file, without its ending: `ChatEnd.nested`. */
  readonly name: string
  /** What it is an example of: `ChatEnd`. */
  readonly noun: string
  readonly body: Readonly<Record<string, unknown>>
}

const read = (kind: string): readonly Fixture[] =>
  readdirSync(folder(kind))
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const name = file.slice(0, -'.json'.length)
      const body = JSON.parse(readFileSync(new URL(file, folder(kind)), 'utf8')) as Fixture['body']
      return { name, noun: name.split('.')[0] ?? name, body }
    })

/** The bodies of requests. */
export const requestFixtures = (): readonly Fixture[] => read('requests')

/** The messages of polls: an element of `messages` each. */
export const messageFixtures = (): readonly Fixture[] => read('messages')
