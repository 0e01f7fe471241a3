import type { Preferences } from '../state/preferences.js'
import { isLanguage, languages } from '../texts/language.js'
import { texts } from '../texts/texts.js'

/** Chooses the language of the page, each by the name that whoever speaks it looks for. */
export function LanguageChoice({ preferences }: { preferences: Preferences }) {
  return (
    <label class="language-choice">
      <span>{texts.language}</span>
      <select
        value={preferences.language.value}
        onChange={({ currentTarget: { value } }) => isLanguage(value) && preferences.setLanguage(value)}
      >
        {Object.entries(languages).map(([language, { name }]) => (
          <option key={language} value={language} lang={language}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}
