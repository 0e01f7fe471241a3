/** Sizes of files in the way of a locale: “12 bytes”, “3.4 kB”, “1.2 MB”. */
export const fileSize = (locale: string): ((bytes: number) => string) => {
  const inUnit = (unit: string, unitDisplay: 'long' | 'short'): Intl.NumberFormat =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 })
  const [small, middle, large] = [inUnit('byte', 'long'), inUnit('kilobyte', 'short'), inUnit('megabyte', 'short')]
  return (bytes) => {
    if (bytes < 1_000) return small.format(bytes)
    return bytes < 1_000_000 ? middle.format(bytes / 1_000) : large.format(bytes / 1_000_000)
  }
}
