import { computed, signal } from '@preact/signals'
import type { Language } from '../core/address.ts'
import type { Catalogue } from './en/page.ts'

const catalogues: Readonly<Record<Language, () => Promise<Catalogue>>> = {
  en: async () => (await import('./en/page.ts')).en,
  id: async () => (await import('./id/page.ts')).id,
}

const loaded = signal<{ readonly language: Language; readonly words: Catalogue } | null>(null)

/** The words of the language on screen. @throws Error before `speak` has been awaited once */
export const words = computed((): Catalogue => {
  if (loaded.value === null) throw new Error('Cannot write a word before a language is loaded')
  return loaded.value.words
})

/** The language on screen: it changes when its words have arrived, so that words and numbers change together. */
export const spoken = computed((): Language => loaded.value?.language ?? 'en')

export async function speak(language: Language): Promise<void> {
  const catalogue = await catalogues[language]()
  loaded.value = { language, words: catalogue }
  document.documentElement.lang = language
}
