import {
  ago,
  earlierThis,
  fromToday,
  hoursAgo,
  laterInThe,
  laterThis,
  unit,
  weekday,
  weekdayOfWeek,
  weekend,
} from '../around.ts'
import { type Meaning, nothing } from '../meaning.ts'
import { later } from '../previous.ts'
import type { Unit } from '../span.ts'
import type { Token } from '../token.ts'
import { n, of, shiftOf, u, weekdays, word } from './words.ts'

const lastNext = { last: 'last', past: 'last', next: 'next', coming: 'next', upcoming: 'next' } as const

const isFraction = (tokens: readonly Token[], from: number): boolean =>
  tokens[from]?.lower === 'a' && word(tokens, from - 1) === 'half'

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

/** Counted from the day of publication, and weekdays. */
export const aroundToday = [
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
  of('earlier in the week|month|quarter|year', (_, tokens, _from, to) => earlierThis(word(tokens, to - 1) as Unit)),
  of('later in the week|month|quarter|year', (_, tokens, _from, to) => laterInThe(word(tokens, to - 1) as Unit)),
  of('later this week|month|quarter|year', (_, tokens, _from, to) => laterThis(word(tokens, to - 1) as Unit)),
  of('the weekend', () => weekend('bare')),
  of('this|last|next|past weekend', (_, tokens, from) =>
    weekend(word(tokens, from) === 'past' ? 'last' : (word(tokens, from) as 'this' | 'last' | 'next')),
  ),
  of('this past weekend', () => weekend('bare')),
  of('<num> <unit> ago', ({ num, unit: name }, tokens, from) =>
    isFraction(tokens, from) ? nothing : ago(n(num), u(name)),
  ),
  of('a|one fortnight ago', () => ago(2, 'week')),
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
  of('<weekday> [morning|afternoon|evening|night] [of] last|this|next week', ({ weekday: day }, tokens, _, to) =>
    weekdayOfWeek(n(day), shiftOf[word(tokens, to - 2)] ?? 0),
  ),
  of("last|this|next week ' s <weekday>", ({ weekday: day }, tokens, from) =>
    weekdayOfWeek(n(day), shiftOf[word(tokens, from)] ?? 0),
  ),
  of('last|this|next week ’ s <weekday>', ({ weekday: day }, tokens, from) =>
    weekdayOfWeek(n(day), shiftOf[word(tokens, from)] ?? 0),
  ),
]
