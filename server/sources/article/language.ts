import type { DateLanguage } from '../dates/languages.ts'

/** The commonest words that the other language does not have. */
const words: Readonly<Record<DateLanguage, ReadonlySet<string>>> = {
  en: new Set(
    `the of and to in that is was for on with as by it at from be are this have has had will would said an or not but its
     their they he she his her which who were been after before about than more into over when if while also could may
     you we i your our what where how there these those`.split(/\s+/),
  ),
  id: new Set(
    `yang dan dari untuk dengan pada adalah ini itu tidak akan telah sudah oleh dalam sebagai juga karena atau bahwa ke
     mereka dia ia kami kita ada bisa dapat lebih saat para tersebut seperti setelah hingga sejak namun tetapi jika bagi
     tahun hari menjadi serta lagi belum masih antara hanya sangat kepada harga saham perusahaan persen`.split(/\s+/),
  ),
}

export interface LanguageGuess {
  readonly language: DateLanguage
  /** Share of the common words found that are of this language. */
  readonly confidence: number
  readonly words: number
}

/** Which of the two a text is written in, by its commonest words; null where it holds too few of either to tell. */
export function languageOf(text: string): LanguageGuess | null {
  const count = { en: 0, id: 0 }
  let all = 0
  for (const [word] of text.toLowerCase().matchAll(/\p{L}+/gu)) {
    all++
    for (const language of ['en', 'id'] as const) if (words[language].has(word)) count[language]++
  }
  const common = count.en + count.id
  if (common === 0 || common < all / 25) return null
  const language = count.id > count.en ? 'id' : 'en'
  return count.en === count.id ? null : { language, confidence: count[language] / common, words: all }
}
