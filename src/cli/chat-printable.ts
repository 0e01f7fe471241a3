// A whole escape sequence, so that its parameters do not remain as rubbish: control strings (OSC, DCS, SOS, PM, APC) up
// to their end, control sequences (CSI), and the short ones. What is cut off or malformed falls to the second pattern.
const SEQUENCES =
  // eslint-disable-next-line no-control-regex
  /(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u001b\u0080-\u009f]*(?:\u0007|\u001b\\|\u009c)|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b[ -/]*[0-~]/g
// All control characters but the line feed, and the marks that turn the direction of what follows.
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/g

/**
 * Text from elsewhere as it may be printed on a terminal: without escape sequences, control characters and marks that
 * reorder what follows. Line ends become `\n`, tabs become spaces, broken surrogates become U+FFFD. Nothing that is
 * printed afterwards can be changed by it.
 */
export const printable = (text: string): string =>
  text
    .toWellFormed()
    .replace(SEQUENCES, '')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/\t/g, '    ')
    .replace(CONTROLS, '')

/** The same on one line and cut to a length, for names and the like. */
export const printableName = (text: string, lengthMax = 80): string => {
  const name = printable(text).replace(/\s+/g, ' ').trim()
  const characters = Array.from(name)
  return characters.length <= lengthMax ? name : `${characters.slice(0, lengthMax - 1).join('')}…`
}
