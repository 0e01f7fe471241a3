/** A person by their initials, in a colour that stays theirs. */
export function Avatar({ name }: { name: string }) {
  return (
    <span class={`avatar hue-${hueOf(name)}`} aria-hidden="true">
      {initialsOf(name)}
    </span>
  )
}

const hues = 6

function hueOf(name: string): number {
  let sum = 0
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9_973
  return sum % hues
}

function initialsOf(name: string): string {
  const words = name
    .split(/[\s,.@_-]+/u)
    .map((word) => /[\p{L}\p{N}]/u.exec(word)?.[0] ?? '')
    .filter((letter) => letter !== '')
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0] ?? '?']
  return letters.join('').toLocaleUpperCase()
}
