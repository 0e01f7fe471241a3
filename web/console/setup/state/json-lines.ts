/** Where something stands in a text that is JSON: the server tells of mistakes by their place, people look for lines. Pure. */

/** What is looked for below a value, by the next part of the path. */
interface Wanted {
  readonly below: Map<string, Wanted>
  at: number | undefined
}

const fresh = (): Wanted => ({ below: new Map(), at: undefined })

const wantedOf = (paths: readonly string[]): Wanted => {
  const root = fresh()
  for (const path of paths) {
    let one = root
    for (const part of path.split('.')) {
      const next = one.below.get(part) ?? fresh()
      one.below.set(part, next)
      one = next
    }
  }
  return root
}

/** Walks a text that is known to be JSON, once, and goes into nothing where nothing is looked for. */
class Walk {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  value(wanted: Wanted): void {
    this.#blanks()
    wanted.at ??= this.#at
    const sign = this.#text[this.#at]
    if (wanted.below.size === 0) this.#skip()
    else if (sign === '{') this.#members(wanted)
    else if (sign === '[') this.#items(wanted)
    else this.#skip()
  }

  #members(wanted: Wanted): void {
    this.#at += 1
    for (this.#blanks(); this.#text[this.#at] !== '}'; this.#blanks()) {
      const from = this.#at
      this.#string()
      const name = JSON.parse(this.#text.slice(from, this.#at)) as string
      this.#blanks()
      // The colon.
      this.#at += 1
      const inner = wanted.below.get(name)
      if (inner) {
        // A member is where its name stands.
        inner.at ??= from
        this.value(inner)
      } else {
        this.#blanks()
        this.#skip()
      }
      this.#comma()
    }
    this.#at += 1
  }

  #items(wanted: Wanted): void {
    this.#at += 1
    this.#blanks()
    for (let place = 0; this.#text[this.#at] !== ']'; place += 1) {
      const inner = wanted.below.get(`${place}`)
      if (inner) this.value(inner)
      else this.#skip()
      this.#comma()
      this.#blanks()
    }
    this.#at += 1
  }

  #comma(): void {
    this.#blanks()
    if (this.#text[this.#at] === ',') this.#at += 1
  }

  #blanks(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1
  }

  /** Goes past a whole value. */
  #skip(): void {
    let depth = 0
    do {
      const sign = this.#text[this.#at]
      if (sign === '"') this.#string()
      else {
        if (sign === '{' || sign === '[') depth += 1
        if (sign === '}' || sign === ']') depth -= 1
        this.#at += 1
        if (depth === 0 && sign !== '}' && sign !== ']') this.#plain()
      }
    } while (depth > 0)
  }

  /** Goes past what is left of a number, true, false or null. */
  #plain(): void {
    while (/[^\s,\]}]/.test(this.#text[this.#at] ?? ',')) this.#at += 1
  }

  #string(): void {
    this.#at += 1
    while (this.#text[this.#at] !== '"') this.#at += this.#text[this.#at] === '\\' ? 2 : 1
    this.#at += 1
  }
}

/**
 * The lines, from 1 on, on which these places of a text stand that is JSON: `agents.17.username`. Of what is not there it is
 * the line of what it would be in.
 */
export function linesOf(text: string, paths: readonly string[]): readonly number[] {
  const root = wantedOf(paths)
  new Walk(text).value(root)
  const offsets = paths.map((path) => {
    let one: Wanted | undefined = root
    let at = root.at ?? 0
    for (const part of path.split('.')) {
      one = one?.below.get(part)
      at = one?.at ?? at
    }
    return at
  })
  return lineNumbers(text, offsets)
}

/** Counts line feeds once, however many offsets there are. */
function lineNumbers(text: string, offsets: readonly number[]): readonly number[] {
  const inOrder = [...new Set(offsets)].sort((a, b) => a - b)
  const lines = new Map<number, number>()
  let line = 1
  let at = 0
  for (const offset of inOrder) {
    for (let feed = text.indexOf('\n', at); feed !== -1 && feed < offset; feed = text.indexOf('\n', at)) {
      line += 1
      at = feed + 1
    }
    lines.set(offset, line)
  }
  return offsets.map((offset) => lines.get(offset) ?? 1)
}
