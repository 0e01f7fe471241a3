/** The keys of the floor: single letters, as long as nobody writes. */
import type { KeyPress } from '../../state/shortcuts.js'

export type FloorCommand = 'next' | 'previous' | 'open' | 'whisper' | 'search' | 'wall' | 'back'

const commands: Readonly<Record<string, FloorCommand>> = {
  ...{ j: 'next', ArrowDown: 'next', k: 'previous', ArrowUp: 'previous', Enter: 'open' },
  ...{ w: 'whisper', '/': 'search', f: 'wall', Escape: 'back' },
}

/**
 * The command of a key; undefined for all others. Where something is written only Escape is one, and Enter is left to
 * `isOnControl`: what has the focus and does something by itself.
 */
export function floorCommandOf(press: KeyPress, isOnControl: boolean): FloorCommand | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey || press.altGraph) return undefined
  // Caps Lock makes capitals of letters; the other keys have names.
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  const command = Object.hasOwn(commands, key) ? commands[key] : undefined
  if (press.inTextField && command !== 'back') return undefined
  return isOnControl && command === 'open' ? undefined : command
}

/** The key of what stands `steps` further in a list, stopping at its ends; the first where nothing is chosen. */
export function keyAfter(keys: readonly string[], current: string | undefined, steps: 1 | -1): string | undefined {
  const place = current === undefined ? -1 : keys.indexOf(current)
  if (place === -1) return keys[0]
  return keys[Math.min(keys.length - 1, Math.max(0, place + steps))]
}
