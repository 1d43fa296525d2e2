import {
  dateClass,
  digitsClass,
  firstOf,
  nameClass,
  numbered,
  ordinalDateClass,
  units,
  wordClass,
  yearClass,
} from './classes.ts'
import { clockAt, english as clockWords } from './clock.ts'
import type { Language } from './language.ts'
import {
  ago,
  dateOfMonth,
  dayIn,
  daysIn,
  earlierThis,
  exact,
  following,
  fromToday,
  half,
  hoursAgo,
  later,
  laterThis,
  type Meaning,
  month,
  monthsOfYear,
  nothing,
  quarter,
  sameDay,
  sameUnit,
  strictly,
  unit,
  weekday,
  weekdayFrom,
  weekdayOfWeek,
  weekend,
  weekOfMonth,
  wholeYear,
  type Yearish,
  years,
} from './meaning.ts'
import { grammar, rule } from './pattern.ts'
import { monthOf, type Part, type Unit } from './span.ts'
import type { Token } from './token.ts'

const months = numbered('january february march april may june july august september october november december', 1)
const shortMonths = numbered('jan feb mar apr may jun jul aug sep|sept oct nov dec', 1)
const weekdays = numbered('monday tuesday wednesday thursday friday saturday sunday', 0)
const shortWeekdays = numbered('mon tue|tues wed thu|thur|thurs fri sat sun', 0)
const ones = numbered(
  'a|an|one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
  1,
)
const tens = new Map([
  ['twenty', 20],
  ['thirty', 30],
  ['forty', 40],
  ['fifty', 50],
  ['sixty', 60],
  ['ninety', 90],
])
const ordinals = numbered(
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth',
  1,
)
const unitWords = units({
  day: 'day days',
  week: 'week weeks',
  month: 'month months',
  quarter: 'quarter quarters',
  half: '-',
  year: 'year years',
})

const classes = {
  month: nameClass(months, shortMonths),
  wd: nameClass(weekdays, shortWeekdays),
  weekday: nameClass(weekdays, new Map()),
  date: dateClass,
  ordinal: firstOf(ordinalDateClass, wordClass(ordinals)),
  ordinaldate: ordinalDateClass,
  year: yearClass,
  /** "2023", "last year", "this year". */
  yearish: firstOf(yearClass, (tokens, at) => {
    const years = { last: -1, this: 0, next: 1, the: 0 }[tokens[at]?.lower ?? '']
    return years !== undefined && tokens[at + 1]?.lower === 'year' ? { to: at + 2, value: { years } } : null
  }),
  num: firstOf(digitsClass, (tokens, at) => {
    const ten = tens.get(tokens[at]?.lower ?? '')
    if (ten === undefined) {
      const value = ones.get(tokens[at]?.lower ?? '')
      return value === undefined ? null : { to: at + 1, value }
    }
    const one = tokens[at + 1]?.text === '-' ? ones.get(tokens[at + 2]?.lower ?? '') : undefined
    return one === undefined ? { to: at + 1, value: ten } : { to: at + 3, value: ten + one }
  }),
  unit: wordClass(unitWords),
  q: wordClass(numbered('first|1st second|2nd third|3rd fourth|4th|final', 1)),
  qdigit: (tokens: readonly Token[], at: number) => {
    const text = tokens[at]?.text ?? ''
    return /^[1-4]$/.test(text) ? { to: at + 1, value: Number(text) } : null
  },
  /** "third quarter" in words, or "3rd": the ending stands apart from the digit. */
  qord: firstOf(wordClass(numbered('first second third fourth|final', 1)), (tokens, at) => {
    const found = ordinalDateClass(tokens, at)
    return found !== null && Number(found.value) <= 4 ? found : null
  }),
  part: wordClass(
    new Map<string, Part>([
      ['early', 'early'],
      ['mid', 'mid'],
      ['late', 'late'],
      ['beginning', 'early'],
      ['start', 'early'],
      ['middle', 'mid'],
      ['end', 'late'],
    ]),
  ),
}

const n = (value: unknown) => value as number
const y = (value: unknown) => (value ?? null) as Yearish | null
const u = (value: unknown) => value as Unit
const part = (value: unknown) => (value ?? null) as Part | null
const of = (pattern: string, make: Parameters<typeof rule<Meaning>>[2]) => rule<Meaning>(classes, pattern, make)
const lastNext = { last: 'last', past: 'last', next: 'next', coming: 'next', upcoming: 'next' } as const
const shiftOf: Readonly<Record<string, number>> = { last: -1, previous: -1, this: 0, next: 1 }
const word = (tokens: readonly Token[], at: number) => tokens[at]?.lower ?? ''

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

/** A count and what it is before or after; "the day before" may also stand alone. */
const offset = (count: number, unit: Unit, alone: Meaning | null, whole = false): Meaning => ({
  kind: 'offset',
  count,
  unit,
  whole,
  alone: alone?.kind === 'date' ? alone : null,
})

const rules = [
  // 17 November 2023, November 17th, the 17th of November
  of('<month> [the] <date> [,] [<yearish>]', ({ month: m, date, yearish }) => exact(y(yearish), n(m), n(date))),
  of('<month> - <date> - <year>', ({ month: m, date, year }) => exact(y(year), n(m), n(date))),
  of('[the] <date> [of] <month> [,] [of] [<yearish>]', ({ month: m, date, yearish }) =>
    exact(y(yearish), n(m), n(date)),
  ),
  of('<date> - <month> - <year>', ({ month: m, date, year }) => exact(y(year), n(m), n(date))),
  of('the <ordinal> of <month> [,] [<yearish>]', ({ month: m, ordinal, yearish }) =>
    exact(y(yearish), n(m), n(ordinal)),
  ),
  of('the <ordinal> [day] of last month', ({ ordinal }) => unitDate(n(ordinal), -1)),
  of('the <ordinal> [day] of this month', ({ ordinal }) => unitDate(n(ordinal), 0)),
  of('<weekday> [,] the <ordinaldate>', ({ ordinaldate }) => dateOfMonth(n(ordinaldate))),
  of('the <ordinaldate>', ({ ordinaldate }, tokens, from, to) => {
    const next = tokens[to]
    const ended =
      next === undefined || next.kind === 'mark' || /^(and|but|when|after|before|at|in|to|with|as)$/.test(next.lower)
    return /^(on|by|until|since|from)$/.test(word(tokens, from - 1)) && ended ? dateOfMonth(n(ordinaldate)) : null
  }),
  // November 14 to 17; 14-17 November
  of(
    '<month> <date> -|–|—|to|through|and|thru <date2> [,] [<year>]',
    ({ month: m, date, date2, year }, tokens, from, to) =>
      isPair(tokens, from, to) ? null : daysIn(y(year), n(m), n(date), n(date2)),
  ),
  of(
    '<date> -|–|—|to|through|and <date2> [of] <month> [,] [<year>]',
    ({ month: m, date, date2, year }, tokens, from, to) =>
      isPair(tokens, from, to) ? null : daysIn(y(year), n(m), n(date), n(date2)),
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
  // quarters and halves
  of('<qord> [-] quarter [of] [<yearish>]', ({ qord, yearish }, tokens, _, to) =>
    quarter(y(yearish), n(qord), areResults(tokens, to)),
  ),
  of('q <qdigit> [of] [,] [-] [<yearish>]', ({ qdigit, yearish }, tokens, from, to) =>
    tokens[from + 1]?.glued ? quarter(y(yearish), n(qdigit), areResults(tokens, to)) : null,
  ),
  of('<year> [-] q <qdigit>', ({ qdigit, year }) => quarter(y(year), n(qdigit))),
  of('<qdigit> q [<yearish>]', ({ qdigit, yearish }, tokens, from) =>
    tokens[from + 1]?.glued ? quarter(y(yearish), n(qdigit)) : null,
  ),
  of('<qdigit> q <num>', ({ qdigit, num }, tokens, from) =>
    glued(tokens, from + 1, 2) ? quarter({ year: 2000 + n(num) }, n(qdigit)) : null,
  ),
  of('<qord> [-] half [of] [<yearish>]', ({ qord, yearish }, tokens, _, to) =>
    yearish === undefined && word(tokens, to) === 'of' ? null : half(y(yearish), n(qord)),
  ),
  of('h <qdigit> [of] [<yearish>]', ({ qdigit, yearish }, tokens, from) =>
    tokens[from + 1]?.glued ? half(y(yearish), n(qdigit)) : null,
  ),
  of('<qdigit> h <num>', ({ qdigit, num }, tokens, from) =>
    glued(tokens, from + 1, 2) ? half({ year: 2000 + n(num) }, n(qdigit)) : null,
  ),
  of('[the] first <num> months of <yearish>', ({ num, yearish }) => monthsOfYear(y(yearish), n(num))),
  // years
  of('<year> -|–|—|to|through <year2>', ({ year, year2 }) => years(y(year), y(year2))),
  of('<year>', ({ year }, tokens, from) =>
    /^(in|since|by|until|till|from|during|through|throughout|before|after|between|and|to|of|full-year|year|year-end)$/.test(
      word(tokens, from - 1),
    ) &&
    (!/^(of|and|to|after)$/.test(word(tokens, from - 1)) || yearBefore(tokens, from))
      ? wholeYear(y(year) as Yearish)
      : null,
  ),
  of('[the] full|whole year <year>', ({ year }) => wholeYear(y(year) as Yearish)),
  of('all of <year>', ({ year }) => wholeYear(y(year) as Yearish)),
  // today and around it
  of('today|tonight', () => fromToday(0)),
  of('earlier|later|late|early today', () => fromToday(0)),
  of('just now', () => fromToday(0)),
  of('this morning|afternoon|evening', () => fromToday(0)),
  of('yesterday [morning|afternoon|evening|night]', () => fromToday(-1)),
  of('late|early yesterday', () => fromToday(-1)),
  of('last night|evening', () => fromToday(-1)),
  of('[the] day before yesterday', () => fromToday(-2)),
  of('tomorrow [morning|afternoon|evening|night]', () => fromToday(1)),
  of('[the] day after tomorrow', () => fromToday(2)),
  of('last|this|next|previous week|month|quarter|year', (_, tokens, from, to) => {
    const before = word(tokens, from - 1)
    if (before === 'the' || word(tokens, from) === 'previous') return null
    if (word(tokens, to) === 'of' || (word(tokens, to) === 'and' && word(tokens, to + 1) === 'a')) return nothing
    return unit(word(tokens, to - 1) as Unit, shiftOf[word(tokens, from)] ?? 0)
  }),
  of('earlier this week|month|quarter|year', (_, tokens, _from, to) => earlierThis(word(tokens, to - 1) as Unit)),
  of('later this week|month|quarter|year', (_, tokens, _from, to) => laterThis(word(tokens, to - 1) as Unit)),
  of('the weekend', () => weekend('bare')),
  of('this|last|next|past weekend', (_, tokens, from) =>
    weekend(word(tokens, from) === 'past' ? 'last' : (word(tokens, from) as 'this' | 'last' | 'next')),
  ),
  of('this past weekend', () => weekend('bare')),
  of('<num> <unit> ago', ({ num, unit: name }, tokens, from) =>
    isFraction(tokens, from) ? nothing : ago(n(num), u(name)),
  ),
  of('<num> <unit> ago today', ({ num, unit: name }) =>
    u(name) === 'day' ? ago(n(num), 'day') : moveToday(-n(num), u(name)),
  ),
  of('<num> hours|hour ago', ({ num }) => hoursAgo(n(num))),
  of('<num> minutes|minute ago', ({ num }) => hoursAgo(n(num) / 60)),
  of('<num> <unit> from now|today', ({ num, unit: name }) => ago(-n(num), u(name))),
  // weekdays
  of('<wd>', ({ wd: day }, tokens, from, to) => bareWeekday(n(day), tokens, from, to)),
  of('<weekday> [morning|afternoon|evening|night]', ({ weekday: day }, tokens, from) =>
    bareWeekday(n(day), tokens, from, from + 1),
  ),
  of('early|late [on] <weekday> [morning|afternoon|evening|night]', ({ weekday: day }, tokens, from) => {
    const at = weekdays.has(word(tokens, from + 1)) ? from + 1 : from + 2
    return bareWeekday(n(day), tokens, at, at + 1)
  }),
  of(
    'last|next|this|past|coming|upcoming <weekday> [morning|afternoon|evening|night]',
    ({ weekday: day }, tokens, from) => {
      const which = word(tokens, from)
      return which === 'this' ? weekday(n(day), 'this') : weekday(n(day), lastNext[which as keyof typeof lastNext])
    },
  ),
  of('this past|coming <weekday>', ({ weekday: day }, tokens, from) =>
    weekday(n(day), word(tokens, from + 1) === 'past' ? 'last' : 'next'),
  ),
  of('<weekday> [of] last|this|next week', ({ weekday: day }, tokens, _, to) =>
    weekdayOfWeek(n(day), shiftOf[word(tokens, to - 2)] ?? 0),
  ),
  of("last|this|next week ' s <weekday>", ({ weekday: day }, tokens, from) =>
    weekdayOfWeek(n(day), shiftOf[word(tokens, from)] ?? 0),
  ),
  of('last|this|next week ’ s <weekday>', ({ weekday: day }, tokens, from) =>
    weekdayOfWeek(n(day), shiftOf[word(tokens, from)] ?? 0),
  ),
  // counted from the mention before
  of('<num> <unit> later|afterwards|afterward|thereafter', ({ num, unit: name }) => later(n(num), u(name))),
  of('<num> <unit> earlier|before|previously|prior', ({ num, unit: name }, tokens, _, to) =>
    word(tokens, to - 1) === 'before' ? offset(-n(num), u(name), later(-n(num), u(name))) : later(-n(num), u(name)),
  ),
  of('<num> <unit> after', ({ num, unit: name }) => offset(n(num), u(name), later(n(num), u(name)))),
  of('<num> <unit> before that|this', ({ num, unit: name }) => later(-n(num), u(name))),
  of('<num> <unit> after that|this', ({ num, unit: name }) => later(n(num), u(name))),
  of('<num> <unit> prior to', ({ num, unit: name }) => offset(-n(num), u(name), null)),
  of('<num> <unit> following', ({ num, unit: name }) => offset(n(num), u(name), null)),
  of('the <unit> before|after', ({ unit: name }, tokens, _, to) => {
    const count = word(tokens, to - 1) === 'before' ? -1 : 1
    return offset(count, u(name), u(name) === 'day' ? later(count, 'day') : following(u(name), count), true)
  }),
  of('the eve of', () => offset(-1, 'day', null)),
  of('the [same] day of|as', () => offset(0, 'day', null)),
  of('the day', () => offset(0, 'day', null)),
  of('the next|following day|morning|afternoon', () => later(1, 'day')),
  of('the next|following <unit>', ({ unit: name }, tokens, from) =>
    /^(over|in|for|during|within|of)$/.test(word(tokens, from - 1)) && word(tokens, from + 1) === 'next'
      ? nothing
      : following(u(name), 1),
  ),
  of('the previous|prior|preceding day', () => later(-1, 'day')),
  of('the previous|prior|preceding <unit>', ({ unit: name }) => following(u(name), -1)),
  of('the following|next <weekday>', ({ weekday: day }) => weekdayFrom(n(day), 'after')),
  of('the previous|preceding <weekday>', ({ weekday: day }) => weekdayFrom(n(day), 'before')),
  of('the [very] same day|morning|afternoon|evening', () => sameDay),
  of('that [same|very] day|night|morning|afternoon|evening', (_, tokens, from, to) =>
    word(tokens, to - 1) === 'day' || to - from > 1 || isAdverb(tokens, from) ? sameDay : null,
  ),
  of('same [-] day', (_, tokens, from) => (tokens[from + 1]?.text === '-' ? null : sameDay)),
  of('the [very] same week|month|quarter|year', (_, tokens, __, to) => sameUnit(word(tokens, to - 1) as Unit)),
  // what looks like a date and is none
  of("new year ' s day|eve", () => nothing),
  of("valentine ' s day", () => nothing),
  of('the last <num> <unit>', () => nothing),
  of('the other day', () => nothing),
  of('one day', () => nothing),
]

/** Results are of a quarter that is over, though they may be announced in the future. */
const areResults = (tokens: readonly Token[], to: number): boolean =>
  /^(results|earnings|profit|profits|revenue|sales|report|figures|numbers|financial|net|operating)$/.test(
    word(tokens, to),
  )

function isPair(tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (tokens[at]?.lower === 'and') return tokens[from - 1]?.lower !== 'between'
  return false
}

const glued = (tokens: readonly Token[], from: number, count: number): boolean =>
  tokens.slice(from, from + count).every((token) => token.glued) && tokens[from + 1]?.text.length === 2

const isFraction = (tokens: readonly Token[], from: number): boolean =>
  tokens[from]?.lower === 'a' && word(tokens, from - 1) === 'half'

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

const moveToday = (count: number, name: Unit): Meaning | null => {
  const moved = later(count, name)
  return moved === null
    ? null
    : {
        kind: 'date',
        counted: 'reference',
        resolve: (context) => moved.resolve({ ...context, previous: fromToday(0).resolve(context) }),
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

/** Another year stands shortly before, as in "from 2020 to 2023". */
const yearBefore = (tokens: readonly Token[], from: number): boolean =>
  tokens.slice(Math.max(0, from - 3), from).some((token) => /^(19|20)\d\d$/.test(token.text))

const isAdverb = (tokens: readonly Token[], from: number): boolean =>
  tokens[from]?.first === true || word(tokens, from - 1) === 'later'

const feasts = new Set([
  'black',
  'good',
  'cyber',
  'ruby',
  'super',
  'ash',
  'bloody',
  'holy',
  'maundy',
  'casual',
  'giving',
  'fat',
  'shrove',
  'easter',
  'palm',
  'every',
  'each',
  'most',
  'the',
  'a',
  'any',
])
const papers = new Set(['times', 'telegraph', 'mail', 'mirror', 'express', 'post', 'herald', 'night', 'health'])

function bareWeekday(day: number, tokens: readonly Token[], from: number, to: number): Meaning | null {
  const [before, token, after] = [tokens[from - 1], tokens[from], tokens[to]]
  const isShort = !weekdays.has(token?.lower ?? '')
  if (isShort && !(before?.lower === 'on' || word(tokens, to - 1) === '.')) return null
  if (before !== undefined && feasts.has(before.lower))
    return before.lower === 'the' && !after?.capital ? null : nothing
  if (
    after?.capital === true &&
    !after.first &&
    (papers.has(after.lower) || (after.lower === 'night' && /live/i.test(word(tokens, to + 1))))
  )
    return nothing
  if (after?.glued === true && after.text === '.' && tokens[to + 1]?.glued === true) return nothing
  return weekday(day, /^(until|till|by|before)$/.test(before?.lower ?? '') ? 'until' : 'bare')
}

const dated = [
  months,
  shortMonths,
  weekdays,
  shortWeekdays,
  new Map([
    ['q', 1],
    ['h', 1],
  ]),
]

/** English as the wires write it. */
export const english: Language = {
  grammar: grammar(rules),
  clock: (tokens, at) => clockAt(tokens, at, clockWords),
  between: new Set([
    'on',
    'at',
    'of',
    ',',
    '(',
    ')',
    'the',
    'around',
    'about',
    'late',
    'early',
    'in',
    'morning',
    'afternoon',
    'evening',
    'night',
    'just',
    'shortly',
    'soon',
  ]),
  until: new Set(['to', 'until', 'till', 'through', 'thru', '-', '–', '—']),
  fillers: new Set([
    'the',
    'a',
    'an',
    'its',
    'his',
    'her',
    'their',
    'that',
    'this',
    'these',
    'so',
    '-',
    'called',
    'of',
    'when',
    'as',
    'on',
  ]),
  fiscal: new Set(['fiscal', 'fy']),
  isName: (lower) => !dated.some((words) => words.has(lower)),
  future: new Set([
    'will',
    'll',
    'shall',
    'won',
    'expected',
    'due',
    'scheduled',
    'slated',
    'set',
    'planned',
    'plans',
    'expects',
    'aims',
    'intends',
    'upcoming',
    'going',
    'anticipated',
    'forecast',
    'poised',
    'likely',
    'must',
    'may',
    'could',
    'can',
    'might',
  ]),
  undoing: new Set(['was', 'were', 'had', 'been', 'originally', 'previously', 'initially']),
  past: new Set(
    `said fell rose was were had did made went came took gave told left began met held sold bought beat hit lost won grew became saw got ran led spoke wrote drew broke sank slid shot sent paid brought thought found kept felt knew sought fled struck flew stood cut put shut quit climbed jumped tumbled`.split(
      /\s+/,
    ),
  ),
  isVerb: (word, before) =>
    /[a-z]{2}ed$/.test(word) && !/^(the|a|an|its|his|her|their|this|that|be|been|being|get|of|and)$/.test(before),
  lists: new Set(['and', '&', ',']),
  carries: /^(be|been|being|is|are|to|get)$/,
  dateOrder: (zone) => (/^(America|US|Pacific\/Honolulu)/.test(zone) ? 'MDY' : 'DMY'),
  numericAfter: new Set(['on', 'since', 'until', 'before', 'after', 'dated']),
  pre: [
    ['before', 'the', 'bell'],
    ['before', 'the', 'open'],
    ['before', 'the', 'opening'],
    ['before', 'markets', 'open'],
    ['before', 'the', 'market', 'opens'],
    ['before', 'the', 'market', 'opened'],
    ['before', 'markets', 'opened'],
    ['pre', '-', 'market'],
    ['premarket'],
    ['ahead', 'of', 'the', 'open'],
    ['ahead', 'of', 'the', 'bell'],
    ['before', 'trading', 'opened'],
  ],
  post: [
    ['after', 'the', 'bell'],
    ['after', 'the', 'close'],
    ['after', 'the', 'closing', 'bell'],
    ['after', 'markets', 'closed'],
    ['after', 'markets', 'close'],
    ['after', 'the', 'market', 'closed'],
    ['after', 'the', 'market', 'closes'],
    ['after', 'market', 'close'],
    ['after', '-', 'hours'],
    ['after', 'hours'],
    ['post', '-', 'market'],
    ['postmarket'],
  ],
}
