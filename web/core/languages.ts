/** The languages of the page by their code; their words and their ways to write numbers are in a folder of `web/i18n/` each. */
export const languageFacts = {
  en: { name: 'English', asked: ['en'] },
  // Browsers of old call Indonesian "in".
  id: { name: 'Indonesia', asked: ['id', 'in'] },
} as const satisfies Readonly<Record<string, LanguageFacts>>

type LanguageFacts = {
  /** Its own name. */
  readonly name: string
  /** First parts of the browser languages that ask for it. */
  readonly asked: readonly string[]
}

export type Language = keyof typeof languageFacts

export const languages = Object.keys(languageFacts) as readonly Language[]

export const languageOf = (code: string | null): Language | null => languages.find((known) => known === code) ?? null

/** The language of a reader whose browser names these: one that somebody must have chosen, before English. */
export function languageAsked(tags: readonly string[]): Language {
  const firsts = tags.map((tag) => tag.split('-')[0])
  const others = languages.filter((known) => known !== 'en')
  return others.find((known) => languageFacts[known].asked.some((asked) => firsts.includes(asked))) ?? 'en'
}
