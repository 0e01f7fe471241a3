/** The messages that are sent: 150 bytes each, with a number between two `#` that tells which one it is. */

/** How many bytes a message has. */
export const messageBytes = 150

const padding = 'a message of ordinary length, as people write them to each other '.repeat(3)

export const messageText = (number: number): string => `#${number}# ${padding}`.slice(0, messageBytes)

/** Calls `found` with the number of each message in a text. */
export const eachMessage = (text: string, found: (number: number) => void): void => {
  for (let start = text.indexOf('#'); start !== -1;) {
    const end = text.indexOf('#', start + 1)
    found(Number(text.slice(start + 1, end)))
    start = text.indexOf('#', end + 1)
  }
}
