import type { Season } from '../calendarPlaces.ts'
import {
  dateClass,
  digitsClass,
  firstOf,
  nameClass,
  noDateClass,
  numbered,
  roman,
  units,
  wordClass,
  yearClass,
} from '../classes.ts'
import type { Meaning, Yearish } from '../meaning.ts'
import { rule } from '../pattern.ts'
import type { Part, Unit } from '../span.ts'
import type { Token } from '../token.ts'

export const months = numbered(
  'januari februari|pebruari maret april mei juni juli agustus september oktober november|nopember desember',
  1,
)

export const shortMonths = numbered('jan feb|peb mar apr mei jun jul agu|agt|ags|agus sep|sept okt nov|nop des', 1)

export const weekdays = numbered('senin selasa rabu kamis jumat|jum’at|jumaat sabtu minggu|ahad', 0)

export const shortWeekdays = numbered('sen sel rab kam jum sab min', 0)

export const ones = numbered('satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas', 1)

export const unitWords = units({
  day: 'hari',
  week: 'minggu pekan',
  month: 'bulan',
  quarter: 'kuartal triwulan',
  half: 'semester',
  year: 'tahun',
})

/** "Sehari", one day in one word. */
export const oneUnit = units({
  day: 'sehari',
  week: 'seminggu sepekan',
  month: 'sebulan',
  quarter: '-',
  half: '-',
  year: 'setahun',
})

export const shifts: Readonly<Record<string, number>> = {
  lalu: -1,
  kemarin: -1,
  silam: -1,
  sebelumnya: -1,
  ini: 0,
  depan: 1,
  mendatang: 1,
}

export const classes = {
  month: nameClass(months, shortMonths),
  fullmonth: nameClass(months, new Map()),
  wd: nameClass(weekdays, new Map()),
  shortwd: nameClass(new Map(), shortWeekdays),
  anywd: wordClass(weekdays),
  date: dateClass,
  nodate: noDateClass,
  year: yearClass,
  /** "2023", "tahun 2023", "tahun lalu". */
  yearish: firstOf(yearClass, (tokens, at) => {
    if (tokens[at]?.lower !== 'tahun') return null
    const written = yearClass(tokens, at + 1)
    if (written !== null) return written
    const years = shifts[tokens[at + 1]?.lower ?? '']
    return years === undefined ? null : { to: at + 2, value: { years } }
  }),
  num: firstOf(digitsClass, (tokens, at) => {
    const value = ones.get(tokens[at]?.lower ?? '')
    if (value === undefined) return null
    const next = tokens[at + 1]?.lower
    if (next === 'belas' && value < 10) return { to: at + 2, value: value + 10 }
    if (next !== 'puluh' || value > 9) return { to: at + 1, value }
    const one = ones.get(tokens[at + 2]?.lower ?? '')
    return one === undefined || one > 9 ? { to: at + 2, value: value * 10 } : { to: at + 3, value: value * 10 + one }
  }),
  unit: wordClass(unitWords),
  season: wordClass(
    new Map<string, Season>([
      ['semi', 'spring'],
      ['panas', 'summer'],
      ['gugur', 'autumn'],
      ['dingin', 'winter'],
    ]),
  ),
  oneunit: wordClass(oneUnit),
  q: firstOf(
    wordClass(roman),
    wordClass(numbered('pertama|kesatu kedua ketiga keempat', 1)),
    (tokens, at) => (/^[1-4]$/.test(tokens[at]?.text ?? '') ? { to: at + 1, value: Number(tokens[at]?.text) } : null),
    (tokens, at) =>
      tokens[at]?.lower === 'ke' && tokens[at + 1]?.text === '-' && /^[1-4]$/.test(tokens[at + 2]?.text ?? '')
        ? { to: at + 3, value: Number(tokens[at + 2]?.text) }
        : null,
  ),
  part: wordClass(
    new Map<string, Part>([
      ['awal', 'early'],
      ['permulaan', 'early'],
      ['pertengahan', 'mid'],
      ['medio', 'mid'],
      ['akhir', 'late'],
      ['penghujung', 'late'],
      ['ujung', 'late'],
    ]),
  ),
}

export const n = (value: unknown) => value as number

export const y = (value: unknown) => (value ?? null) as Yearish | null

export const u = (value: unknown) => value as Unit

export const of = (pattern: string, make: Parameters<typeof rule<Meaning>>[2]) => rule<Meaning>(classes, pattern, make)

export const word = (tokens: readonly Token[], at: number) => tokens[at]?.lower ?? ''

/** A count in two words or one: "tiga hari", "sehari". */
export function counted(
  rest: string,
  make: (count: number, name: Unit, tokens: readonly Token[], from: number) => Meaning | null,
) {
  return [
    of(`<num> <unit> ${rest}`, ({ num, unit: name }, tokens, from) => make(n(num), u(name), tokens, from)),
    of(`<oneunit> ${rest}`, ({ oneunit }, tokens, from) => make(1, u(oneunit), tokens, from)),
  ]
}
