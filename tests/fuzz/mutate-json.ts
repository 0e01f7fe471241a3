/** Makes a good JSON body into one that may be wrong, in ways that know what JSON is made of. */
import type { Chance } from '../support/crash/chance.js'

/** Stands in texts that a server must never log. */
export const secretText = 'zq7-what-somebody-wrote'

const texts = [
  '',
  secretText,
  ' \u00a0\u3000 ',
  '\u0000',
  '\ud800',
  '\udc00\ud83d',
  '👩‍👩‍👧‍👦'.repeat(40),
  '\u202e\u2066\ufeff\u2028\u2029',
  '\u{10ffff}\uffff\ufffe',
  '__proto__',
  'constructor',
  'true',
  'null',
  '-1',
  '1e999',
  '../../../etc/passwd',
  '<script>alert(1)</script>',
  "'; drop table events; --",
  '%00%0d%0a',
  '${7*7}{{7*7}}',
  '\r\nSet-Cookie: a=b',
  'x'.repeat(256),
  '€'.repeat(2049),
  'y'.repeat(32_001),
  'z'.repeat(100_000),
] as const

const scalars = [
  0,
  -0,
  -1,
  1,
  0.1,
  1e21,
  2 ** 31,
  2 ** 53,
  1e308,
  5e-324,
  true,
  false,
  null,
  [],
  {},
  [[]],
  [null],
] as const

const deep = (chance: Chance): unknown => {
  let value: unknown = 1
  for (let depth = chance.oneOf([3, 60, 64, 65, 2000]); depth > 0; depth -= 1)
    value = depth % 2 ? [value] : { a: value }
  return value
}

const anything = (chance: Chance): unknown => {
  const kind = chance.whole(0, 9)
  if (kind < 5) return chance.oneOf(texts)
  if (kind < 8) return chance.oneOf(scalars)
  return kind === 8 ? deep(chance) : Array.from({ length: chance.oneOf([1, 20, 21, 101, 5000]) }, () => 'a')
}

/** A copy with one place of it changed, removed, doubled or added. */
export const mutated = (value: unknown, chance: Chance): unknown => {
  if (chance.happens(0.15)) return anything(chance)
  if (Array.isArray(value)) {
    const copy: unknown[] = [...(value as readonly unknown[])]
    const place = chance.whole(0, Math.max(0, copy.length - 1))
    const way = chance.whole(0, 3)
    if (way === 0) copy.splice(place, 1)
    else if (way === 1) copy.push(...copy, ...copy)
    else copy[place] = mutated(copy[place], chance)
    return copy
  }
  if (typeof value !== 'object' || value === null) return anything(chance)
  const members = Object.entries(value)
  const place = chance.whole(0, Math.max(0, members.length - 1))
  const member = members[place]
  const way = chance.whole(0, 4)
  if (way === 0) members.splice(place, 1)
  else if (way === 1 || member === undefined) members.push([chance.oneOf(texts).slice(0, 300), anything(chance)])
  else member[1] = mutated(member[1], chance)
  // Unlike an object literal this makes a member of its own out of `__proto__`, too.
  return Object.fromEntries(members)
}

const breaks: readonly [(text: string, chance: Chance) => string, ...((text: string, chance: Chance) => string)[]] = [
  (text, chance) => text.slice(0, chance.whole(0, text.length)),
  (text) => `${text}${text}`,
  (text) => text.replaceAll('"', "'"),
  (text) => text.replace('}', ',}'),
  (text) => `[${text}]`,
  (text) => `\ufeff${text}`,
  (text) => text.replace('{', '{"__proto__":{"text":"a"},"text":"b",'),
  (text) => text.replace(/:/, ':NaN,"x":'),
  (text, chance) => text.padEnd(chance.oneOf([262_144, 262_145, 300_000]), ' '),
  (text) => '{"a":'.repeat(20_000) + text + '}'.repeat(20_000),
  () => '',
  () => ' \n',
  () => 'null',
]

const spoiltBytes = (bytes: Buffer, chance: Chance): Buffer => {
  const copy = Buffer.from(bytes)
  for (let spoilt = chance.whole(1, 4); spoilt > 0 && copy.length > 0; spoilt -= 1) {
    copy[chance.whole(0, copy.length - 1)] = chance.whole(0, 255)
  }
  return copy
}

/** The bytes of a body made from a good one; about two in five stay good. */
export const fuzzedBody = (good: unknown, chance: Chance): Buffer => {
  let value = good
  for (let changes = chance.oneOf([0, 0, 0, 1, 1, 2, 4]); changes > 0; changes -= 1) value = mutated(value, chance)
  let text = JSON.stringify(value)
  if (chance.happens(0.1)) text = chance.oneOf(breaks)(text, chance)
  const bytes = Buffer.from(text)
  return chance.happens(0.05) ? spoiltBytes(bytes, chance) : bytes
}
