/** Names languages in the language of `locale`; what is no language tag stays as it is. */
export const languageName = (locale: string): ((tag: string) => string) => {
  const names = new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' })
  return (tag) => {
    try {
      return names.of(tag.replaceAll('_', '-')) ?? tag
    } catch {
      // Not a language tag: what the visitor's client sent is all there is to show.
      return tag
    }
  }
}
