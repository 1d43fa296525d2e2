import type { Found, WordClass } from './pattern.ts'
import type { Unit } from './span.ts'
import type { Token } from './token.ts'

/** Words of a language with what they stand for. */
export type Words<T> = ReadonlyMap<string, T>

/** `a b|c` numbered from `first`: `monday|mon tuesday` with 0 gives monday 0, mon 0, tuesday 1. */
export const numbered = (text: string, first: number): Words<number> =>
  new Map(text.split(/\s+/).flatMap((row, index) => row.split('|').map((word) => [word, first + index] as const)))

const isNumber = (token: Token | undefined): token is Token => token?.kind === 'number'
const afterUnits = new Set(['%', '°', '$', '€', '£'])
const afterWords = new Set(
  `percent persen per pct million billion trillion thousand hundred juta miliar milyar triliun ribu poin points point
   basis shares saham people orang stores countries companies employees karyawan dollars dolar rupiah kali times pages`.split(
    /\s+/,
  ),
)

/** Digits that belong to no longer number, share or amount. */
export function stands(tokens: readonly Token[], at: number): boolean {
  const [next, further] = [tokens[at + 1], tokens[at + 2]]
  if (next === undefined) return true
  if (next.glued && /^[.,:]$/.test(next.text) && further?.glued === true && isNumber(further)) return false
  return !afterUnits.has(next.text) && !(afterWords.has(next.lower) && !next.glued)
}

/** A day of a month in digits, with or without `st`, `nd`, `rd`, `th`. */
export const dateClass: WordClass = (tokens, at) => {
  const token = tokens[at]
  if (!isNumber(token) || token.text.length > 2 || !stands(tokens, at)) return null
  const value = Number(token.text)
  if (value < 1 || value > 31) return null
  const next = tokens[at + 1]
  if (next?.glued === true && next.kind === 'word')
    return /^(st|nd|rd|th)$/.test(next.lower) ? { to: at + 2, value } : null
  return { to: at + 1, value }
}

/** The same with its ending, which alone makes a number the day of a month. */
export const ordinalDateClass: WordClass = (tokens, at) => {
  const found = dateClass(tokens, at)
  return found !== null && found.to === at + 2 ? found : null
}

/** Words that names of feasts end with. */
const feastWords = new Set(
  'fitri idulfitri lebaran nyepi natal paskah agung friday monday christmas easter thanksgiving juneteenth eve'.split(
    ' ',
  ),
)

/** "17 November 2023 saham …", "Feb. 7, 2023 shares …": the year of a date, though a word for an amount follows. */
function closesDate(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1]
  if (next === undefined || next.kind !== 'word' || next.glued) return false
  // "Sehari setelah Idul Fitri 2023 saham naik".
  if (feastWords.has(tokens[at - 1]?.lower ?? '') && tokens[at - 1]?.capital === true) return true
  const isDay = (index: number) => isNumber(tokens[index]) && (tokens[index]?.text.length ?? 0) <= 2
  return tokens[at - 1]?.text === ','
    ? isDay(at - 2) && tokens[at - 3]?.capital === true
    : tokens[at - 1]?.capital === true && isDay(at - 2)
}

/** 1900 to 2099, or two digits after an apostrophe, which are of this century up to 69. */
export const yearClass: WordClass = (tokens, at) => {
  const token = tokens[at]
  const short = token?.text === "'" || token?.text === '’' || token?.text === '‘'
  const digits = short ? tokens[at + 1] : token
  const place = short ? at + 1 : at
  if (!isNumber(digits) || !(stands(tokens, place) || closesDate(tokens, place))) return null
  const next = tokens[place + 1]
  if (
    next?.glued === true &&
    (next.kind === 'word' || next.text === '/' || (/^[-–]$/.test(next.text) && tokens[place + 2]?.text.length === 2))
  )
    return null
  if (short) {
    if (digits.text.length !== 2 || !digits.glued) return null
    const value = Number(digits.text)
    return { to: place + 1, value: { year: value < 70 ? 2000 + value : 1900 + value } }
  }
  return /^(19|20)\d\d$/.test(digits.text) ? { to: at + 1, value: { year: Number(digits.text) } } : null
}

/** Names with a capital letter, and their short forms with or without a full stop. */
export const nameClass =
  (full: Words<number>, short: Words<number>): WordClass =>
  (tokens, at) => {
    const token = tokens[at]
    if (token === undefined || !token.capital) return null
    const value = full.get(token.lower)
    if (value !== undefined) return { to: at + 1, value }
    const abbreviated = short.get(token.lower)
    if (abbreviated === undefined) return null
    const stop = tokens[at + 1]
    return { to: stop?.glued === true && stop.text === '.' ? at + 2 : at + 1, value: abbreviated }
  }

export const wordClass =
  <T>(words: Words<T>): WordClass =>
  (tokens, at) => {
    const value = words.get(tokens[at]?.lower ?? '')
    return value === undefined ? null : { to: at + 1, value }
  }

export const firstOf =
  (...classes: readonly WordClass[]): WordClass =>
  (tokens, at) => {
    for (const read of classes) {
      const found = read(tokens, at)
      if (found !== null) return found
    }
    return null
  }

/** Whole numbers up to 999 in digits. */
export const digitsClass: WordClass = (tokens, at): Found | null => {
  const token = tokens[at]
  if (!isNumber(token) || token.text.length > 3 || !stands(tokens, at)) return null
  const before = tokens[at - 1]
  // 1.5 years ago and 2,000 days ago end in digits too.
  if (token.glued && before !== undefined && /^[.,/:-]$/.test(before.text)) return null
  return { to: at + 1, value: Number(token.text) }
}

export const roman = numbered('i ii iii iv', 1)

export const units = (text: Readonly<Record<Unit, string>>): Words<Unit> =>
  new Map(
    (Object.entries(text) as [Unit, string][]).flatMap(([unit, words]) =>
      words.split(' ').map((word) => [word, unit] as const),
    ),
  )

/** One or two digits that are the date of no month: 0, and 32 to 99. */
export const noDateClass: WordClass = (tokens, at) => {
  const token = tokens[at]
  if (token?.kind !== 'number' || !/^\d{1,2}$/.test(token.text)) return null
  const value = Number(token.text)
  return value === 0 || value > 31 ? { to: at + 1, value } : null
}
