/** The value below which a share (0 to 1) of the samples lies; `NaN` without samples. Sorts the samples. */
export const percentile = (samples: Float64Array, share: number): number => {
  samples.sort()
  return samples[Math.min(samples.length - 1, Math.floor(share * samples.length))] ?? NaN
}

/** The middle of a few numbers; `NaN` for none. */
export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN
  return (lower + upper) / 2
}
