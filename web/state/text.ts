import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Format } from '../core/format.ts'
import type { Language } from '../core/languages.ts'
import type { Catalogues, Part, Words } from '../i18n/words.ts'

/** Words, numbers and dates in the language on screen. */
export type Text = {
  /** The language on screen: it changes when its words have arrived, so that words and numbers change together. */
  readonly spoken: ReadonlySignal<Language>
  readonly format: ReadonlySignal<Format>
  /** @throws Error for a part that was not loaded */
  readonly words: <P extends Part>(part: P) => Words[P]
  /** Loads a part now, and with every other language from now on. */
  readonly load: (part: Part) => Promise<void>
}

export function makeText(wanted: ReadonlySignal<Language>, catalogues: Readonly<Record<Language, Catalogues>>): Text {
  const known = new Map<Language, Partial<Words>>()
  const parts = new Set<Part>()
  const spoken = signal(wanted.peek())

  async function fetchPart<P extends Part>(language: Language, part: P): Promise<void> {
    const words: { [Q in Part]?: Words[Q] } = known.get(language) ?? {}
    known.set(language, words)
    words[part] ??= (await catalogues[language][part]()).catalogue
  }

  effect(() => {
    const language = wanted.value
    void Promise.all([...parts].map((part) => fetchPart(language, part))).then(() => {
      if (wanted.peek() === language) spoken.value = language
    })
  })

  const words = <P extends Part>(part: P): Words[P] => {
    const found = known.get(spoken.value)?.[part]
    if (found === undefined) throw new Error(`Cannot write a word of "${part}" before it is loaded`)
    return found
  }

  return {
    spoken,
    words,
    format: computed(() => words('page').format),
    load: async (part) => {
      parts.add(part)
      // The language may be changing while its words are under way.
      await Promise.all([spoken.peek(), wanted.peek()].map((language) => fetchPart(language, part)))
    },
  }
}
