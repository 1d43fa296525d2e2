import { weekdaysAgo } from '../around.ts'
import {
  edgeOfMonth,
  type Feast,
  feast,
  type Season,
  season,
  seasonIn,
  weekdayOfMonth,
  weekdayOfMonths,
} from '../calendarPlaces.ts'
import { type Meaning, nothing } from '../meaning.ts'
import { isMovingFeast, type MovingFeast, movingFeast } from '../movingFeasts.ts'
import type { Token } from '../token.ts'
import { n, of, shiftOf, word, y } from './words.ts'

/** A place by a feast: only where it tells when, and names no dinner or sale. */
function feastAt(name: Feast | MovingFeast): Parameters<typeof of>[1] {
  return ({ year }, tokens: readonly Token[], from: number, to: number): Meaning | null => {
    const after = tokens[to]
    const own = y(year)
    // With its year it names its day wherever it stands.
    const isLed = own !== null || /^(on|before|after|until|since|by|from|following)$/.test(word(tokens, from - 1))
    const isEnded =
      after === undefined ||
      after.kind === 'mark' ||
      /^(and|or|when|in|at|to|the|was|were|is|are|it|he|she|as|with|for|but|that|this|a|last|next)$/.test(after.lower)
    if (!isLed || !isEnded || tokens[from]?.capital !== true) return null
    return isMovingFeast(name) ? movingFeast(name, own) : feast(name, own)
  }
}

/** Days by their place among others: the nth of a month, of a season, feasts. */
export const places = [
  of('[the] <qord> <weekday> of|in <month> [,] [<yearish>]', ({ qord, weekday, month, yearish }, tokens, from) =>
    weekdayOfMonth(y(yearish), n(month), n(weekday), ordinal(tokens, from, n(qord))),
  ),
  of('[the] last <weekday> of|in <month> [,] [<yearish>]', ({ weekday, month, yearish }) =>
    weekdayOfMonth(y(yearish), n(month), n(weekday), -1),
  ),
  of('[the] <qord> <weekday> of|in the|this|last|next month', ({ qord, weekday }, tokens, from, to) =>
    weekdayOfMonths(shiftOf[word(tokens, to - 2)] ?? 0, n(weekday), ordinal(tokens, from, n(qord))),
  ),
  of('[the] last <weekday> of|in the|this|last|next month', ({ weekday }, tokens, _, to) =>
    weekdayOfMonths(shiftOf[word(tokens, to - 2)] ?? 0, n(weekday), -1),
  ),
  of('the first|last|final day of <month> [,] [<yearish>]', ({ month, yearish }, tokens, from) =>
    edgeOfMonth(y(yearish), n(month), word(tokens, from + 1) === 'first' ? 'first' : 'last'),
  ),
  of('<num> <weekdays> ago', ({ num, weekdays }) => weekdaysAgo(n(weekdays), n(num))),
  of('the <weekday> before last', ({ weekday }) => weekdaysAgo(n(weekday), 2)),
  of('[the] <season> of <year>', ({ season: name, year }) => seasonIn(y(year) ?? { years: 0 }, name as Season)),
  of('<season> <year>', ({ season: name, year }) => seasonIn(y(year) ?? { years: 0 }, name as Season)),
  of('last|this|next <season>', ({ season: name }, tokens, from) =>
    season(word(tokens, from) as 'last' | 'this' | 'next', name as Season),
  ),
  of('thanksgiving [day] [,] [of] [<year>]', feastAt('thanksgiving')),
  of('christmas [day] [,] [of] [<year>]', feastAt('christmas')),
  of('christmas eve [,] [of] [<year>]', feastAt('christmasEve')),
  of("new year '|’ s day [,] [of] [<year>]", feastAt('newYear')),
  of("new year '|’ s eve [,] [of] [<year>]", feastAt('newYearsEve')),
  of('labor day [,] [of] [<year>]', feastAt('laborDay')),
  of('memorial day [,] [of] [<year>]', feastAt('memorialDay')),
  of('independence day [,] [of] [<year>]', feastAt('independenceDay')),
  of('juneteenth [,] [of] [<year>]', feastAt('juneteenth')),
  of('black friday [,] [of] [<year>]', feastAt('blackFriday')),
  of('cyber monday [,] [of] [<year>]', feastAt('cyberMonday')),
  of('good friday [,] [of] [<year>]', feastAt('goodFriday')),
  of('easter [sunday] [,] [of] [<year>]', feastAt('easter')),
  of('easter monday [,] [of] [<year>]', feastAt('easterMonday')),
  // names of bygone days
  of('black|blue|bloody monday|tuesday|wednesday|thursday', () => nothing),
]

/** "Final" is the last, wherever it stands. */
const ordinal = (tokens: readonly Token[], from: number, number: number): number =>
  /^final$/.test(word(tokens, from)) || /^final$/.test(word(tokens, from + 1)) ? -1 : number
