/** The language a visitor's client names, as pages name languages; undefined for what names none. */
export function languageTag(language: string): string | undefined {
  try {
    return new Intl.Locale(language.replaceAll('_', '-')).toString()
  } catch {
    return undefined
  }
}
