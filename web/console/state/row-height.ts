import type { TimelineRow } from './timeline.js'

/** The width of a transcript that is wide enough for the widest messages. */
const usualWidthPx = 860
/** How much of it a message may take, and what its letters take of that, on average. */
const messageShare = 0.74
const letterPx = 7.2
const linePx = 22.5

/**
 * About how high a row of a transcript is, in pixels, in a box of this width. It is corrected once the row is drawn;
 * the nearer it is, the steadier the page scrolls over what was never seen.
 */
export function rowPx(row: TimelineRow, widthPx = usualWidthPx): number {
  switch (row.kind) {
    case 'message':
      return lines(row.message.text, widthPx) * linePx + (row.begins ? 52 : 19)
    case 'file':
      return 110
    case 'note':
      return row.continues ? 21 : 29
    case 'day':
      return 41
    case 'new':
      return 21
  }
}

function lines(text: string, widthPx: number): number {
  const perLine = (Math.min(widthPx, usualWidthPx) * messageShare) / letterPx
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / perLine)), 0)
}
