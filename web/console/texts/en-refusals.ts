/**
 * Why the server did not do something, by the code of its answer; `detail` is its own sentence, which is English. Empty
 * where it gave none.
 */
export const refusal = (code: string, detail: string): string =>
  code === 'busy' ? 'The server is busy. Wait a moment, then try again.' : detail
