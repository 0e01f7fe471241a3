/** Milliseconds on a clock that all threads share and nobody sets. */
export const monotonicMs = (): number => Number(process.hrtime.bigint()) / 1e6
