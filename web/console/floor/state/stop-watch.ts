/** A length of time as a stop watch shows it, the same in every language: `0:42`, `12:05`, `1:02:05`. */
export function stopWatch(ms: number): string {
  const all = Math.max(0, Math.floor(ms / 1_000))
  const seconds = String(all % 60).padStart(2, '0')
  const minutes = Math.floor(all / 60) % 60
  const hours = Math.floor(all / 3_600)
  return hours === 0 ? `${minutes}:${seconds}` : `${hours}:${String(minutes).padStart(2, '0')}:${seconds}`
}
