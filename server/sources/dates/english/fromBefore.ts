import { partOfNearest } from '../around.ts'
import { type Meaning, nothing } from '../meaning.ts'
import { following, later, partOfThat, sameDay, sameUnit, sessionsLater, weekdayFrom } from '../previous.ts'
import type { Part, Unit } from '../span.ts'
import type { Token } from '../token.ts'
import { n, of, u, word } from './words.ts'

/** A count and what it is before or after; "the day before" may also stand alone. */
const offset = (count: number, unit: Unit, alone: Meaning | null, whole = false): Meaning => ({
  kind: 'offset',
  count,
  unit,
  whole,
  alone: alone?.kind === 'date' ? alone : null,
})

const isAdverb = (tokens: readonly Token[], from: number): boolean =>
  tokens[from]?.first === true || word(tokens, from - 1) === 'later'

/** Counted from the mention before or from an event, and what only looks like a date. */
export const fromBefore = [
  // counted from the mention before
  of('a|one fortnight later', () => later(2, 'week')),
  of('a|one fortnight earlier', () => later(-2, 'week')),
  of('<num> [trading] sessions|session later|afterwards', ({ num }) => sessionsLater(n(num))),
  of('<num> trading days|day later|afterwards', ({ num }) => sessionsLater(n(num))),
  of('<num> [trading] sessions|session earlier|before', ({ num }) => sessionsLater(-n(num))),
  of('<num> trading days|day earlier|before', ({ num }) => sessionsLater(-n(num))),
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
  of('the <weekday> before|after', ({ weekday }, tokens, _, to) => ({
    ...(offset(word(tokens, to - 1) === 'before' ? -1 : 1, 'day', null) as Extract<Meaning, { kind: 'offset' }>),
    weekday: n(weekday),
  })),
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
  ...['that', 'the same'].map((which) =>
    of(`[the] <part> of ${which} week|month|quarter|year`, ({ part: p }, tokens, _, to) =>
      partOfThat(word(tokens, to - 1) as Unit, p as Part),
    ),
  ),
  of('[the] <part> of the week|month|quarter|year', ({ part: p }, tokens, _, to) =>
    partOfNearest(word(tokens, to - 1) as 'week' | 'month' | 'quarter' | 'year', p as Part),
  ),
  of('[the] year|month [-] end', (_, tokens, from) =>
    partOfNearest(tokens.slice(from, from + 2).some(({ lower }) => lower === 'year') ? 'year' : 'month', 'late'),
  ),
  of('that week|month|quarter|year', (_, tokens, __, to) => sameUnit(word(tokens, to - 1) as Unit)),
  of('the [very] same week|month|quarter|year', (_, tokens, __, to) => sameUnit(word(tokens, to - 1) as Unit)),
  // what looks like a date and is none
  of("new year ' s day|eve", () => nothing),
  of("valentine ' s day", () => nothing),
  of('the last <num> <unit>', () => nothing),
  of('the other day', () => nothing),
  of('one day', () => nothing),
]
