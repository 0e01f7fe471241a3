// The server's limits that the console has to know. It shares only types with the server, so that no schema library
// ends up in the page; a test compares these with the originals.

/** How many characters (Unicode code points) one message may have. */
export const messageTextMax = 32_000

/** How many colleagues one answer lists at most. */
export const colleaguesListedMax = 200

/** How many characters a note to a colleague may have. */
export const noteTextMax = 1_000

/** How many characters an agent may say about why help is needed. */
export const flagTextMax = 1_000

/** How many characters an agent may say about why a visitor is blocked. */
export const blockReasonMax = 1_000

/** How many characters the type of a custom event may have. */
export const eventTypeMax = 255

/** How many of its newest entries a chat has in a snapshot. */
export const snapshotEntriesMax = 100

/** The largest page of earlier entries. */
export const entryPageMax = 200

/** How many characters (UTF-16 code units) past chats can be searched for. */
export const pastSearchMax = 200

/** How many characters more a message may have; negative when it is too long. */
export function charactersLeft(text: string): number {
  return messageTextMax - Array.from(text).length
}
