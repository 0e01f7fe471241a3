/** How lines of the terminal chat are coloured; without colour every function returns its text as it is. */
export interface Paint {
  readonly dim: (text: string) => string
  readonly bold: (text: string) => string
  readonly agent: (text: string) => string
  readonly trouble: (text: string) => string
}

const between =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`
const plain = (text: string): string => text

/** Colours, or none. */
export const paintFor = (colour: boolean): Paint =>
  colour
    ? { dim: between(2, 22), bold: between(1, 22), agent: between(36, 39), trouble: between(33, 39) }
    : { dim: plain, bold: plain, agent: plain, trouble: plain }
