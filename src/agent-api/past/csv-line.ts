/** What a spreadsheet takes for the beginning of a formula. */
const formulaStart = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u

const cell = (text: string): string => {
  // Whoever writes `=…` into a chat must not have it carried out on the machine of whoever opens the file.
  const harmless = formulaStart.test(text) ? `'${text}` : text
  return `"${harmless.replaceAll('"', '""')}"`
}

/** A line of CSV (RFC 4180). A text that would be taken for a formula gets an apostrophe before it. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`
