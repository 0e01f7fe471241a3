/** Counts the chats of an export while it comes. */
import type { ExportFormat } from './past-api.js'

export interface ExportProgress {
  readonly chats: number
  readonly bytes: number
}

/** How a chat begins, and how long that is. A line that begins like one of CSV names its chat, of which it may be one of many. */
const beginnings: Readonly<Record<ExportFormat, { readonly form: RegExp; readonly length: number }>> = {
  json: { form: /\n\{/g, length: 2 },
  csv: { form: /\n"([0-9a-f-]{36})",/g, length: 40 },
}

/** Takes the pieces of an export one after the other, and says how much of it there is so far. */
export function exportCounter(format: ExportFormat): (piece: Uint8Array) => ExportProgress {
  const { form, length } = beginnings[format]
  const decoder = new TextDecoder()
  let [chats, bytes, rest] = [0, 0, '']
  let last: string | undefined
  return (piece) => {
    const text = rest + decoder.decode(piece, { stream: true })
    for (const [, chatId] of text.matchAll(form)) {
      if (chatId === undefined || chatId !== last) chats += 1
      last = chatId
    }
    // Too short to hold a whole beginning, which would be counted again.
    rest = text.slice(1 - length)
    bytes += piece.length
    return { chats, bytes }
  }
}
