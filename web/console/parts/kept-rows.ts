import type { DrawnRow } from './hold-place.js'

/** So many rows of a selection stay drawn; a longer one loses its middle when it is scrolled out of sight. */
export const selectedRowsMax = 500

/**
 * The places of rows that must stay though they are out of sight: the one with the focus, which would be lost, and those
 * that are selected, which could not be copied any more. `rows` are those in the list as it is drawn, `keys` all there
 * are now.
 */
export function keptRows(list: HTMLElement | null, rows: readonly DrawnRow[], keys: readonly string[]): number[] {
  if (!list) return []
  const placeOf = (node: Node | null): number | undefined => {
    const child = [...list.children].findIndex((element) => element.contains(node))
    const row = rows[child]
    if (node === null || row === undefined) return undefined
    const place = keys[row.index] === row.key ? row.index : keys.indexOf(row.key)
    return place === -1 ? undefined : place
  }
  const focused = placeOf(document.activeElement)
  return [...(focused === undefined ? [] : [focused]), ...selectedPlaces(placeOf)]
}

function selectedPlaces(placeOf: (node: Node | null) => number | undefined): number[] {
  const selection = getSelection()
  if (!selection || selection.isCollapsed) return []
  const places = [placeOf(selection.anchorNode), placeOf(selection.focusNode)].filter((place) => place !== undefined)
  const first = Math.min(...places)
  const count = Math.max(...places) - first + 1
  if (places.length === 0 || count > selectedRowsMax) return places
  return Array.from({ length: count }, (_, place) => first + place)
}
