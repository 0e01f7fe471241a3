/** A stretch of a message: plain text, or an address that may be opened. */
export interface TextPart {
  readonly text: string
  readonly href?: string
  /** The host in plain letters, where it has others, which may look like those of another host. */
  readonly host?: string
}

// Only these two schemes ever become a link; everything else stays text.
const address = /\bhttps?:\/\/[^\s<>"'`\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/giu

const pairs: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

/** Splits a message into text and addresses; the parts joined are the message. */
export function splitLinks(text: string): TextPart[] {
  const parts: TextPart[] = []
  let done = 0
  for (const { 0: found, index } of text.matchAll(address)) {
    const shown = withoutTrailing(found)
    const url = safeAddress(shown)
    if (url === undefined) continue
    if (index > done) parts.push({ text: text.slice(done, index) })
    const { href, hostname } = url
    parts.push({ text: shown, href, ...(isWrittenOtherwise(shown, hostname) && { host: hostname }) })
    done = index + shown.length
  }
  if (done < text.length) parts.push({ text: text.slice(done) })
  return parts
}

/** The address without the punctuation that belongs to the sentence around it. */
function withoutTrailing(found: string): string {
  // Counted once and then kept up to date: a message may be a very long row of brackets.
  const counts = new Map<string, number>()
  for (const character of found)
    if ('()[]{}'.includes(character)) counts.set(character, (counts.get(character) ?? 0) + 1)
  const countOf = (character: string): number => counts.get(character) ?? 0
  let end = found.length
  for (; end > 0; end -= 1) {
    const last = found[end - 1] ?? ''
    const opening = pairs[last]
    if (opening === undefined) {
      if (!/[.,;:!?*_~'"»”’…]/.test(last)) break
    } else {
      // A closing bracket that was opened within the address is part of it.
      if (countOf(opening) >= countOf(last)) break
      counts.set(last, countOf(last) - 1)
    }
  }
  return found.slice(0, end)
}

/** Whether a host is not written in the plain letters that are looked up. */
const isWrittenOtherwise = (shown: string, hostname: string): boolean =>
  /(^|\.)xn--/.test(hostname) && !shown.toLowerCase().includes(hostname)

function safeAddress(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  // A name and password before the host make an address look like another's.
  if (url.username !== '' || url.password !== '') return undefined
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined
}
