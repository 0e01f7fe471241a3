/** Where the arrow keys are in a list of options. Pure. */

/** What the cursor needs to know of an option. */
export interface Stop {
  readonly key: string
  readonly disabled?: boolean
}

/** The option the keys are at: the one moved to while it is there, else the first that can be chosen. */
export function stopAt<Item extends Stop>(options: readonly Item[], key: string | undefined): Item | undefined {
  const open = options.filter(({ disabled }) => disabled !== true)
  return open.find((option) => option.key === key) ?? open[0]
}

/** The option that a key leads to from another, around the list's ends; undefined for a key that leads nowhere. */
export function stopAfter<Item extends Stop>(
  options: readonly Item[],
  key: string | undefined,
  pressed: string,
): Item | undefined {
  const open = options.filter(({ disabled }) => disabled !== true)
  const place = open.findIndex((option) => option.key === key)
  switch (pressed) {
    case 'ArrowDown':
      return open[(place + 1) % open.length]
    case 'ArrowUp':
      return open.at(place <= 0 ? -1 : place - 1)
    case 'PageDown':
      return open.at(-1)
    case 'PageUp':
      return open[0]
  }
  return undefined
}
