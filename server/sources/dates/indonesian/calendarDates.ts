import { dateOfMonth, unit, weekend } from '../around.ts'
import { type Meaning, nothing, type Yearish } from '../meaning.ts'
import { monthOf, type Part } from '../span.ts'
import type { Token } from '../token.ts'
import { dayIn, month, strictly, weekOfMonth, wholeYear, written, writtenDays } from '../yearly.ts'
import { n, of, shifts, unitWords, word, y } from './words.ts'

/** Months that are names of people and schools too. */
const doubtful = new Set([3, 4, 5, 6, 7])

const before = new Set([
  'pada',
  'sejak',
  'hingga',
  'sampai',
  'selama',
  'bulan',
  'di',
  'per',
  'dari',
  'sepanjang',
  'untuk',
  'mulai',
  'dan',
  'antara',
  'ke',
  'dengan',
  'sebelum',
  'sesudah',
  'setelah',
  'dalam',
  'tiap',
  'bahwa',
  'inflasi',
])

function bareMonth(number: number, tokens: readonly Token[], from: number, to: number): Meaning | null {
  const [previous, next] = [tokens[from - 1], tokens[to]]
  const led = before.has(previous?.lower ?? '')
  const beside = (token: Token | undefined) => token?.kind === 'word' && token.capital && !token.first
  if (!led && (beside(next) || (beside(previous) && !tokens[from]?.first))) return null
  if (
    led &&
    beside(next) &&
    doubtful.has(number) &&
    !/^(pada|sejak|bulan|selama|sepanjang)$/.test(previous?.lower ?? '')
  )
    return null
  return led || !doubtful.has(number) ? month(null, number) : null
}

const institutions = new Set([
  'universitas',
  'jalan',
  'jl',
  'stadion',
  'gerakan',
  'institut',
  'tugu',
  'bandara',
  'rumah',
])

function isPair(tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (tokens[at]?.lower === 'dan') return tokens[from - 1]?.lower !== 'antara'
  return false
}

function dateOfUnit(date: number, shift: number): Meaning {
  return {
    kind: 'date',
    counted: 'reference',
    resolve: (context) => {
      const span = unit('month', shift).resolve(context)
      if (span === null || date > span.to - span.from + 1) return null
      const day = (span.from + date - 1) as typeof span.from
      return { from: day, to: day, precision: 'day' }
    },
  }
}

/** Days, months and weeks by their place in the calendar. */
export const calendarDates = [
  // 17 November 2023, tanggal 17
  of('[tanggal] <date> <month> [,] [<yearish>]', ({ date, month: m, yearish }, tokens, from) =>
    institutions.has(word(tokens, from - 1)) ? nothing : written(y(yearish), n(m), n(date)),
  ),
  of('<date> - <month> - <year>', ({ date, month: m, year }) => written(y(year), n(m), n(date))),
  of('<date> <month> lalu|silam|kemarin', ({ date, month: m }) => strictly('last', dayIn(n(m), n(date)), 'day')),
  of('<date> <month> mendatang|nanti|depan', ({ date, month: m }) => strictly('next', dayIn(n(m), n(date)), 'day')),
  of('<month> <date> , <year>', ({ month: m, date, year }) => written(y(year), n(m), n(date))),
  of('tanggal <date>', ({ date }) => dateOfMonth(n(date))),
  of('tanggal <date> bulan ini|lalu|depan', ({ date }, tokens, _, to) =>
    dateOfUnit(n(date), shifts[word(tokens, to - 1)] ?? 0),
  ),
  of('<month> <nodate> [,] <year>', () => nothing),
  of('<nodate> <month> [,] <year>', () => nothing),
  // 14-17 November
  of(
    '[tanggal] <date> -|–|—|hingga|sampai|sd|dan <date2> <month> [,] [<yearish>]',
    ({ date, date2, month: m, yearish }, tokens, from, to) =>
      isPair(tokens, from, to) ? null : writtenDays(y(yearish), n(m), n(date), n(date2)),
  ),
  of('[tanggal] <date> sampai dengan <date2> <month> [,] [<yearish>]', ({ date, date2, month: m, yearish }) =>
    writtenDays(y(yearish), n(m), n(date), n(date2)),
  ),
  of('[tanggal] <date> s . d . <date2> <month> [,] [<yearish>]', ({ date, date2, month: m, yearish }) =>
    writtenDays(y(yearish), n(m), n(date), n(date2)),
  ),
  of('[tanggal] <date> s / d <date2> <month> [,] [<yearish>]', ({ date, date2, month: m, yearish }) =>
    writtenDays(y(yearish), n(m), n(date), n(date2)),
  ),
  // November 2023, Mei lalu, pertengahan Desember
  of('[bulan] <month> [,] <yearish>', ({ month: m, yearish }) => month(y(yearish), n(m))),
  of('[bulan] <month>', ({ month: m }, tokens, from, to) =>
    word(tokens, from) === 'bulan' ? month(null, n(m)) : bareMonth(n(m), tokens, from, to),
  ),
  of('[bulan] <month> lalu|silam|kemarin', ({ month: m }) => strictly('last', (year) => monthOf(year, n(m)), 'month')),
  of('[bulan] <month> mendatang|nanti|depan', ({ month: m }) =>
    strictly('next', (year) => monthOf(year, n(m)), 'month'),
  ),
  of('[bulan] <month> ini', ({ month: m }) => month({ years: 0 }, n(m))),
  of('<part> [bulan] <month> [<yearish>]', ({ part, month: m, yearish }) => month(y(yearish), n(m), part as Part)),
  of('<part> <yearish>', ({ part, yearish }) => wholeYear(y(yearish) as Yearish, part as Part)),
  of('<part> minggu|pekan|bulan|kuartal|semester ini|lalu|depan|kemarin|mendatang', ({ part }, tokens, _, to) => {
    const [name, shift] = [unitWords.get(word(tokens, to - 2)) ?? 'month', shifts[word(tokens, to - 1)] ?? 0]
    return name === 'week' && part === 'late'
      ? weekend(shift < 0 ? 'last' : shift > 0 ? 'next' : 'this')
      : unit(name, shift, part as Part)
  }),
  of('akhir pekan|minggu', () => weekend('bare')),
  of('minggu|pekan <q> [bulan] <month> [<yearish>]', ({ q, month: m, yearish }) => weekOfMonth(y(yearish), n(m), n(q))),
  of('minggu|pekan terakhir [bulan] <month> [<yearish>]', ({ month: m, yearish }) => weekOfMonth(y(yearish), n(m), -1)),
]
