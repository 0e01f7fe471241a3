/**
 * Patterns as administrators write them, in the flavour of JavaScript, put into the one of RE2, which knows no
 * look-around and no back-references and therefore takes linear time. What cannot be put so is refused. Groups capture
 * nothing, since nothing asks for what they held.
 */

/** A pattern that cannot be used; the message says why, for whoever wrote it. */
export class PatternError extends Error {
  override name = 'PatternError'
}

// RE2's own classes know ASCII only, or leave out a line end. These are what JavaScript means.
const space = '\\t-\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}'
const noSpace =
  '\\x00-\\x08\\x0e-\\x1f!-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}\\x{202a}-\\x{202e}' +
  '\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}'
const notLineEnd = '[^\\n\\r\\x{2028}\\x{2029}]'

const codePoint = (value: number): string => {
  if (value > 0x10ffff) throw new PatternError('There is no such character as the pattern names.')
  if (value >= 0xd800 && value <= 0xdfff) {
    throw new PatternError('Half a surrogate pair cannot be matched; write the character itself.')
  }
  return `\\x{${value.toString(16)}}`
}

const controls: Readonly<Record<string, string>> = { t: '\\t', n: '\\n', v: '\\v', f: '\\f', r: '\\r' }
const quoted = (character: string): string =>
  /[\w\s]/.test(character) ? character : codePoint(character.codePointAt(0) ?? 0)

/** An escape, which begins at `rest`: what it is in RE2, and how long it was. */
const escapeAt = (rest: string, inClass: boolean): { readonly text: string; readonly length: number } => {
  const pair = /^\\u([dD][89abAB][\da-fA-F]{2})\\u([dD][c-fC-F][\da-fA-F]{2})/.exec(rest)
  if (pair?.[1] !== undefined && pair[2] !== undefined) {
    const character = String.fromCharCode(parseInt(pair[1], 16), parseInt(pair[2], 16))
    return { text: codePoint(character.codePointAt(0) ?? 0), length: pair[0].length }
  }
  const hex = /^\\(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|x([\da-fA-F]{2}))/.exec(rest)
  if (hex) return { text: codePoint(parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '', 16)), length: hex[0].length }
  const control = /^\\c([A-Za-z])/.exec(rest)
  if (control?.[1] !== undefined) return { text: codePoint(control[1].charCodeAt(0) % 32), length: 3 }
  const property = /^\\[pP](?:\{\^?[A-Za-z_]+\}|[A-Z])/.exec(rest)
  if (property) return { text: property[0], length: property[0].length }
  const [character = ''] = rest.slice(1)
  const length = 1 + character.length
  if (character === '') throw new PatternError('The pattern ends in the middle of an escape.')
  if (/[1-9]/.test(character) || (character === 'k' && rest[2] === '<')) {
    throw new PatternError('Back-references such as \\1 are not possible here.')
  }
  if (character === '0') return { text: '\\x00', length }
  if (character === 's') return { text: inClass ? space : `[${space}]`, length }
  if (character === 'S') return { text: inClass ? noSpace : `[${noSpace}]`, length }
  if (character === 'b') return { text: inClass ? '\\x08' : '\\b', length }
  if (/[dDwW]/.test(character) || (character === 'B' && !inClass)) return { text: `\\${character}`, length }
  return { text: controls[character] ?? quoted(character), length }
}

const groupAt = (rest: string): { readonly text: string; readonly length: number } => {
  if (/^\(\?<?[=!]/.test(rest)) throw new PatternError('Look-ahead and look-behind are not possible here.')
  const named = /^\(\?<[^>=!]+>/.exec(rest)
  if (named) return { text: '(?:', length: named[0].length }
  return { text: '(?:', length: rest.startsWith('(?:') ? 3 : 1 }
}

const classAt = (pattern: string, start: number): { readonly text: string; readonly length: number } => {
  const negated = pattern[start + 1] === '^'
  let at = start + (negated ? 2 : 1)
  if (pattern[at] === ']') {
    if (negated) return { text: '[\\x00-\\x{10ffff}]', length: 3 }
    throw new PatternError('An empty set [] matches nothing.')
  }
  let text = negated ? '[^' : '['
  while (pattern[at] !== ']') {
    const rest = pattern.slice(at)
    const [character = ''] = rest
    const { text: member, length } =
      character === '\\'
        ? escapeAt(rest, true)
        : { text: character === '-' ? '-' : quoted(character), length: character.length }
    text += member
    at += length
  }
  return { text: `${text}]`, length: at + 1 - start }
}

/** The pattern in RE2's flavour. Throws {@link PatternError}. */
export const translatePattern = (pattern: string): string => {
  try {
    new RegExp(pattern)
  } catch {
    throw new PatternError('This is not a JavaScript regular expression.')
  }
  let translated = ''
  for (let at = 0; at < pattern.length;) {
    const rest = pattern.slice(at)
    const [character = ''] = rest
    let part: { readonly text: string; readonly length: number }
    if (character === '\\') part = escapeAt(rest, false)
    else if (character === '(') part = groupAt(rest)
    else if (character === '[') part = classAt(pattern, at)
    else part = { text: character === '.' ? notLineEnd : character, length: character.length }
    translated += part.text
    at += part.length
  }
  return translated
}
