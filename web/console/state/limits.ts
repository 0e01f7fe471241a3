// The server's limits that the console has to know. It shares only types with the server, so that no schema library
// ends up in the page; a test compares these with the originals.

/** How many characters (Unicode code points) one message may have. */
export const messageTextMax = 32_000

/** How many of its newest entries a chat has in a snapshot. */
export const snapshotEntriesMax = 100

/** The largest page of earlier entries. */
export const entryPageMax = 200

/** How many characters more a message may have; negative when it is too long. */
export function charactersLeft(text: string): number {
  return messageTextMax - Array.from(text).length
}
