/** SQLite's primary result codes that we tell apart. */
export const resultCodes = {
  internal: 2,
  permission: 3,
  busy: 5,
  noMemory: 7,
  readOnly: 8,
  inputOutput: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  protocol: 15,
  notADatabase: 26,
} as const

/**
 * After these nothing the database says can be trusted any more. Above all after a failed flush: the operating system
 * may have dropped what it could not write, and a second flush would succeed without it. Only opening anew, which
 * reads the file and the write-ahead log back, tells what is there. A full disk is not among them: the transaction is
 * rolled back, its appends are refused, and the next one may find room.
 */
const fatal: ReadonlySet<number> = new Set([
  resultCodes.internal,
  resultCodes.permission,
  resultCodes.noMemory,
  resultCodes.readOnly,
  resultCodes.inputOutput,
  resultCodes.corrupt,
  resultCodes.cannotOpen,
  resultCodes.protocol,
  resultCodes.notADatabase,
])

/** The extended result code of an error from SQLite; `undefined` for any other error. */
export const extendedCodeOf = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : undefined

/** The primary result code of an error from SQLite; `undefined` for any other error. */
export function codeOf(error: unknown): number | undefined {
  const code = extendedCodeOf(error)
  return code === undefined ? undefined : code & 0xff
}

/** What the worker remembers could not be brought back in line with the database. */
export class DatabaseLostError extends Error {
  override name = 'DatabaseLostError'
}

export function isFatal(error: unknown): boolean {
  if (error instanceof DatabaseLostError) return true
  const code = codeOf(error)
  return code !== undefined && fatal.has(code)
}
