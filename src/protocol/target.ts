/** What a request can be aimed at: `573…`, `005…`, or both as `005…_573…` (rule P-21 of docs/protocol.md). */
import { parseRecordId } from './record-id.js'

/** Ids in their 15-character form; at least one of the two is there. */
export type WireTarget =
  { readonly agentId: string; readonly buttonId?: string } | { readonly agentId?: undefined; readonly buttonId: string }

/** How many characters the longest target has. */
export const targetLengthMax = 37

/** Reads a target; `undefined` when it is none. */
export const parseTarget = (text: string): WireTarget | undefined => {
  const buttonId = parseRecordId(text, '573')
  if (buttonId !== undefined) return { buttonId }
  const [first = '', second, ...more] = text.split('_')
  const agentId = parseRecordId(first, '005')
  if (agentId === undefined || more.length > 0) return undefined
  if (second === undefined) return { agentId }
  const fallback = parseRecordId(second, '573')
  return fallback === undefined ? undefined : { agentId, buttonId: fallback }
}
