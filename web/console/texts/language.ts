/** The languages of the console, and which of them the page speaks. */
import { signal, type ReadonlySignal } from '@preact/signals'

/** Each by the name its own speakers give it. */
export const languages = {
  en: { name: 'English', direction: 'ltr' },
  de: { name: 'Deutsch', direction: 'ltr' },
} as const satisfies Record<string, { name: string; direction: 'ltr' | 'rtl' }>

export type Language = keyof typeof languages

export const isLanguage = (tag: string): tag is Language => Object.hasOwn(languages, tag)

/** The first of the reader's languages, given as language tags, that the console speaks; English where there is none. */
export const firstSpoken = (tags: readonly string[]): Language =>
  tags.map((tag) => tag.split('-')[0]?.toLowerCase() ?? '').find(isLanguage) ?? 'en'

/** The shape of an English catalogue, which the others are of: the same texts, whatever they say. */
export type InAnyLanguage<Catalogue> = Catalogue extends string
  ? string
  : Catalogue extends (...given: infer Given) => infer Said
    ? (...given: Given) => InAnyLanguage<Said>
    : { readonly [Name in keyof Catalogue]: InAnyLanguage<Catalogue[Name]> }

const current = signal<Language>('en')

/** What the page speaks now. */
export const language: ReadonlySignal<Language> = current

export const speak = (next: Language): void => {
  current.value = next
}

/**
 * One catalogue in all languages, as the texts of the language that is spoken now. What reads from it while it draws is
 * drawn anew when the language changes; so texts are read where they are used, not kept.
 */
export const chosen = <Texts extends object>(catalogues: Readonly<Record<Language, Texts>>): Texts =>
  new Proxy(catalogues.en, { get: (_, name) => Reflect.get(catalogues[current.value], name) as unknown })
