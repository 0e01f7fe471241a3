/** The data of a custom event as people read it: JSON with a line for each member, everything else as it is. */
export function eventDataText(data: string): string {
  if (!/^\s*[[{]/.test(data)) return data
  try {
    return JSON.stringify(JSON.parse(data), undefined, 2)
  } catch {
    // It only looked like JSON.
    return data
  }
}
