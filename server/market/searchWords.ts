/** Letters that have no accent to take off, and what they are looked for as. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
}

/**
 * The words of a text as they are looked for: runs of letters and digits, without accents, in lower case. `Grüße, 100 %`
 * is `grusse` and `100`.
 */
export const searchWords = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæœøđðłþı]/g, (letter) => letters[letter] ?? letter)
    .match(/[\p{L}\p{N}]+/gu) ?? []

/** Does every word that is looked for begin a word of the text? Where no word is looked for, nothing is found. */
export function findsWords(wanted: readonly string[], text: string): boolean {
  if (wanted.length === 0) return false
  const words = ` ${searchWords(text).join(' ')}`
  return wanted.every((word) => words.includes(` ${word}`))
}
