import { dateOfMonth, unit } from '../around.ts'
import { type Meaning, nothing, type Yearish } from '../meaning.ts'
import { sameUnit } from '../previous.ts'
import { monthOf, type Part, type Unit } from '../span.ts'
import type { Token } from '../token.ts'
import { dayIn, exact, month, strictly, weekOfMonth, wholeYear, written, writtenDays } from '../yearly.ts'
import { n, of, part, shiftOf, word, y } from './words.ts'

/** Months that are names or words as often. */
const doubtful = new Set([3, 4, 5, 6, 8])

const strong = new Set(['in', 'during', 'until', 'till', 'throughout', 'through'])

const weak = new Set(['since', 'by', 'from', 'for', 'of', 'before', 'after', 'to', 'and', 'between', 'late', 'early'])

/** A month without day or year: "in May", not "may" nor "April Jones". */
function bareMonth(number: number, tokens: readonly Token[], from: number, to: number): Meaning | null {
  const [before, after] = [word(tokens, from - 1), tokens[to]]
  if (strong.has(before)) return month(null, number)
  const named = after?.kind === 'word' && after.capital && !after.first
  if (named || (tokens[from - 1]?.capital === true && !tokens[from]?.first && !tokens[from - 1]?.first)) return null
  const subject = before === 'the' && after?.kind === 'word' && after.lower !== 'of'
  return !doubtful.has(number) || weak.has(before) || subject ? month(null, number) : null
}

function isPair(tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (tokens[at]?.lower === 'and') return tokens[from - 1]?.lower !== 'between'
  return false
}

/** A month's date told by its place: "the third of last month". */
function unitDate(date: number, shift: number): Meaning {
  return {
    kind: 'date',
    counted: 'reference',
    resolve: (context) => {
      const span = unit('month', shift).resolve(context)
      return span === null || date > span.to - span.from + 1
        ? null
        : {
            ...span,
            from: (span.from + date - 1) as typeof span.from,
            to: (span.from + date - 1) as typeof span.to,
            precision: 'day',
          }
    },
  }
}

function weekWith(meaning: ReturnType<typeof exact>): Meaning | null {
  if (meaning === null) return null
  return {
    kind: 'date',
    counted: 'absolute',
    resolve: (context) => {
      const previous = meaning.resolve(context)
      return previous === null ? null : sameUnit('week').resolve({ ...context, previous })
    },
  }
}

/** Days, months and weeks by their place in the calendar. */
export const calendarDates = [
  // 17 November 2023, November 17th, the 17th of November
  of('<month> [the] <date> [,] [<yearish>]', ({ month: m, date, yearish }) => written(y(yearish), n(m), n(date))),
  of('<month> - <date> - <year>', ({ month: m, date, year }) => written(y(year), n(m), n(date))),
  of('[the] <date> [of] <month> [,] [of] [<yearish>]', ({ month: m, date, yearish }) =>
    written(y(yearish), n(m), n(date)),
  ),
  of('<date> - <month> - <year>', ({ month: m, date, year }) => written(y(year), n(m), n(date))),
  of('the <ordinal> of <month> [,] [<yearish>]', ({ month: m, ordinal, yearish }) =>
    written(y(yearish), n(m), n(ordinal)),
  ),
  of('the <ordinal> [day] of last month', ({ ordinal }) => unitDate(n(ordinal), -1)),
  of('the <ordinal> [day] of this month', ({ ordinal }) => unitDate(n(ordinal), 0)),
  of('<weekday> [,] the <ordinaldate>', ({ weekday, ordinaldate }) => dateOfMonth(n(ordinaldate), n(weekday))),
  of('the <ordinaldate>', ({ ordinaldate }, tokens, from, to) => {
    const next = tokens[to]
    const ended =
      next === undefined ||
      next.kind === 'mark' ||
      /^(and|but|when|after|before|at|in|to|with|as|that|it|he|she|they|we|take|takes|was|were|will|would|could|had|has|have)$/.test(
        next.lower,
      )
    return /^(on|by|until|since|from)$/.test(word(tokens, from - 1)) && ended ? dateOfMonth(n(ordinaldate)) : null
  }),
  of('<month> <nodate> [,] <year>', () => nothing),
  of('<nodate> <month> [,] <year>', () => nothing),
  // November 14 to 17; 14-17 November
  of(
    '<month> <date> -|–|—|to|through|and|thru <date2> [,] [<year>]',
    ({ month: m, date, date2, year }, tokens, from, to) =>
      isPair(tokens, from, to) ? null : writtenDays(y(year), n(m), n(date), n(date2)),
  ),
  of(
    '<date> -|–|—|to|through|and <date2> [of] <month> [,] [<year>]',
    ({ month: m, date, date2, year }, tokens, from, to) =>
      isPair(tokens, from, to) ? null : writtenDays(y(year), n(m), n(date), n(date2)),
  ),
  // November 2023, last November, mid-December
  of('<month> [,] [of] <yearish>', ({ month: m, yearish }) => month(y(yearish), n(m))),
  of('<month> of <yearish>', ({ month: m, yearish }) => month(y(yearish), n(m))),
  of('<month>', ({ month: m }, tokens, from, to) => bareMonth(n(m), tokens, from, to)),
  of('last|next|this <month>', ({ month: m }, tokens, from) => {
    const which = word(tokens, from)
    if (which === 'this') return month({ years: 0 }, n(m))
    return strictly(which === 'last' ? 'last' : 'next', (year) => monthOf(year, n(m)), 'month')
  }),
  of('last|next <month> <date>', ({ month: m, date }, tokens, from) =>
    strictly(word(tokens, from) === 'last' ? 'last' : 'next', dayIn(n(m), n(date)), 'day'),
  ),
  of('[the] <part> [-] [of] [in] <month> [,] [of] [<yearish>]', ({ part: p, month: m, yearish }) =>
    month(y(yearish), n(m), part(p)),
  ),
  of('[the] <part> [-] [of] [in] <year>', ({ part: p, year }, tokens, from, to) =>
    /^(of|in)$/.test(word(tokens, to - 2)) || !/^(beginning|start|middle|end)$/.test(word(tokens, from))
      ? wholeYear(y(year) as Yearish, part(p))
      : null,
  ),
  of('early|late|mid [-] last|this|next year|month|week|quarter', (_, tokens, from, to) =>
    unit(word(tokens, to - 1) as Unit, shiftOf[word(tokens, to - 2)] ?? 0, word(tokens, from) as Part),
  ),
  of('the start|beginning|middle|end of last|this|next year|month|week|quarter', (_, tokens, from, to) =>
    unit(
      word(tokens, to - 1) as Unit,
      shiftOf[word(tokens, to - 2)] ?? 0,
      ({ start: 'early', beginning: 'early', middle: 'mid', end: 'late' } as const)[word(tokens, from + 1)] ?? null,
    ),
  ),
  of('[the] <qord> week of|in <month> [<year>]', ({ qord, month: m, year }, tokens, from) =>
    weekOfMonth(y(year), n(m), /final/.test(word(tokens, from) + word(tokens, from + 1)) ? -1 : n(qord)),
  ),
  of('[the] last week of|in <month> [<year>]', ({ month: m, year }) => weekOfMonth(y(year), n(m), -1)),
  of('[the] week of|beginning|starting|ending|ended <month> <date> [,] [<year>]', ({ month: m, date, year }) =>
    weekWith(exact(y(year), n(m), n(date))),
  ),
  of('[the] week of|beginning|starting|ending|ended <date> <month> [<year>]', ({ month: m, date, year }) =>
    weekWith(exact(y(year), n(m), n(date))),
  ),
]
