import type { Entry, Message } from '../../src/agent-api/entries.js'

/** What was said, of all that a transcript holds. */
export const messagesOf = ({ entries }: { readonly entries: readonly Entry[] }): Message[] =>
  entries.filter((entry) => entry.kind === 'message')
