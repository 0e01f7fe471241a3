/** What a key can ask for. */
export type Command =
  | { readonly do: 'select'; readonly place: number }
  | { readonly do: 'select-neighbour'; readonly steps: 1 | -1 }
  | { readonly do: 'accept-oldest' }
  | { readonly do: 'decline-oldest' }
  /** In the chat on the screen. */
  | { readonly do: 'in-chat'; readonly action: 'end' | 'transfer' | 'invite' | 'raise-flag' }
  | { readonly do: 'status' }
  | { readonly do: 'palette' }
  | { readonly do: 'help' }

/** The parts of a keyboard event that matter. */
export interface KeyPress {
  /** The key by its place on the keyboard. */
  code: string
  /** What the key writes. */
  key: string
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  /** Whether AltGr is held, which writes letters on many keyboards. */
  altGraph: boolean
  /** Whether the key would be written into a text field. */
  inTextField: boolean
}

/** The command of a key, or undefined. Keys are taken by place, as Alt changes what they write on some systems. */
export function commandOf(press: KeyPress): Command | undefined {
  if (press.altGraph) return undefined
  // Whatever writes a k is this key: it is on every keyboard where its name says.
  if (press.ctrlKey !== press.metaKey && !press.altKey && press.key.toLowerCase() === 'k') return { do: 'palette' }
  if (press.ctrlKey || press.metaKey) return undefined
  if (!press.altKey) return press.key === '?' && !press.inTextField ? { do: 'help' } : undefined
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(press.code)?.[1]
  if (digit !== undefined) return { do: 'select', place: Number(digit) - 1 }
  switch (press.code) {
    case 'ArrowUp':
      return { do: 'select-neighbour', steps: -1 }
    case 'ArrowDown':
      return { do: 'select-neighbour', steps: 1 }
    case 'KeyA':
      return { do: 'accept-oldest' }
    case 'KeyE':
      return { do: 'in-chat', action: 'end' }
    case 'KeyD':
      return { do: 'decline-oldest' }
    case 'KeyT':
      return { do: 'in-chat', action: 'transfer' }
    case 'KeyI':
      return { do: 'in-chat', action: 'invite' }
    case 'KeyH':
      return { do: 'in-chat', action: 'raise-flag' }
    case 'KeyS':
      return { do: 'status' }
  }
  return undefined
}
