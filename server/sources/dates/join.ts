import type { Day } from '../../market/day.ts'
import { type Atom, gap, isDate, within } from './atom.ts'
import type { Language } from './language.ts'
import type { DateMeaning, Meaning, Yearish } from './meaning.ts'
import { offsets } from './offsets.ts'
import { between, moved } from './span.ts'
import type { Token } from './token.ts'

/** What is said in the end: days, perhaps with a clock time, perhaps counted from an event. */
export interface Phrase {
  readonly from: number
  readonly to: number
  readonly date: DateMeaning | null
  readonly clock: Extract<Meaning, { kind: 'clock' }> | null
  readonly event: string | null
}

/** Puts neighbouring atoms together: weekday and date, two ends of a range, clock and date, count and event. */
export function phrasesOf(atoms: readonly Atom[], tokens: readonly Token[], language: Language): readonly Phrase[] {
  const dated = ranges(weekdays(atoms, tokens), tokens, language)
  return clocks(offsets(dated, tokens, language), tokens, language)
}

const dayMarks = new Set([',', '(', ')', 'the', 'tanggal', '-', '–', '/'])
/** "Today, Wednesday", "lusa, tepatnya Sabtu": the same day said again. */
const sameAgain = new Set([',', 'tepatnya', 'yakni', 'yaitu', 'hari', '(', '–', '—'])

/** "Friday, Nov. 17", "Jumat (17/11/2023)", "today (Nov. 20)": the date tells the day. */
function weekdays(atoms: readonly Atom[], tokens: readonly Token[]): readonly Atom[] {
  const joined: Atom[] = []
  for (const atom of atoms) {
    const last = joined.at(-1)
    const words = last === undefined ? null : gap(tokens, last.to, atom.from, 2)
    if (last !== undefined && words !== null && words.length > 0 && within(words, sameAgain)) {
      const again = saidAgain(last.meaning, atom.meaning)
      const closed = words.includes('(') && tokens[atom.to]?.text === ')' ? atom.to + 1 : atom.to
      if (again !== null) {
        joined[joined.length - 1] = { from: last.from, to: closed, meaning: again }
        continue
      }
    }
    // "Friday, November 31": what the date is said to be is no day, nor is the weekday alone.
    if (
      last?.meaning.kind === 'weekday' &&
      atom.meaning.kind === 'nothing' &&
      words !== null &&
      within(words, dayMarks)
    ) {
      joined[joined.length - 1] = { from: last.from, to: atom.to, meaning: atom.meaning }
      continue
    }
    if (
      last !== undefined &&
      words !== null &&
      within(words, dayMarks) &&
      isDate(last.meaning) &&
      isDate(atom.meaning)
    ) {
      const bracketed = words.includes('(')
      const [a, b] = [last.meaning, atom.meaning]
      const closed = bracketed && tokens[atom.to]?.text === ')' ? atom.to + 1 : atom.to
      if (
        a.kind === 'weekday' &&
        b.counted !== 'previous' &&
        b.deictic !== true &&
        b.kind === 'date' &&
        isDayLike(b) &&
        !(words.includes('-') || words.includes('–'))
      ) {
        joined[joined.length - 1] = { from: last.from, to: closed, meaning: { ...b, kind: 'date' } }
        continue
      }
      if (a.counted === 'absolute' && isDayLike(a) && b.kind === 'weekday' && bracketed) {
        joined[joined.length - 1] = { from: last.from, to: closed, meaning: a }
        continue
      }
      if (bracketed && a.counted !== 'absolute' && b.counted === 'absolute' && isDayLike(b)) {
        joined[joined.length - 1] = { from: last.from, to: closed, meaning: b }
        continue
      }
    }
    joined.push(atom)
  }
  return joined
}

/** "Yesterday, Wednesday, 14 February": a written date tells the day, else the word does. */
function saidAgain(first: Meaning, second: Meaning): DateMeaning | null {
  if (first.kind !== 'date' || first.deictic !== true) return null
  if (second.kind === 'weekday' && second.counted === 'reference')
    return { ...first, kind: 'weekday', counted: 'reference' }
  if (second.kind !== 'date' || second.counted !== 'absolute' || !isDayLike(second)) return null
  return { ...second, resolve: (context) => second.resolve({ ...context, tense: 'present' }) }
}

/** Whether a date is one day of a year, told by trying it. */
function isDayLike(meaning: DateMeaning): boolean {
  const span = meaning.resolve({
    today: 19_700 as Day,
    minute: 0,
    tense: 'present',
    previous: null,
    previousDay: null,
    named: null,
    south: false,
    isSession: null,
  })
  return span?.precision === 'day'
}

/** "From 14 November to 2 December 2023", "Monday through Wednesday". */
function ranges(atoms: readonly Atom[], tokens: readonly Token[], language: Language): readonly Atom[] {
  const joined: Atom[] = []
  for (const atom of atoms) {
    const last = joined.at(-1)
    const words = last === undefined ? null : gap(tokens, last.to, atom.from, 4)
    if (
      last !== undefined &&
      words !== null &&
      words.length > 0 &&
      isDate(last.meaning) &&
      isDate(atom.meaning) &&
      joins(words, last, tokens, language)
    ) {
      const range = rangeOf(last.meaning, atom.meaning)
      if (range !== null) {
        joined[joined.length - 1] = { from: last.from, to: atom.to, meaning: range }
        continue
      }
    }
    joined.push(atom)
  }
  return joined
}

function joins(words: readonly string[], { from }: Atom, tokens: readonly Token[], { until }: Language): boolean {
  const before = tokens[from - 1]?.lower ?? ''
  const [first = '', ...rest] = words
  if (words.join('') === 's.d.' || words.join('') === 's/d') return true
  if (first === 'and' || first === 'dan') return words.length === 1 && (before === 'between' || before === 'antara')
  if (!until.has(first)) return false
  if (rest.length > 0 && !rest.every((word) => /^(dengan|the|hari|on|,)$/.test(word))) return false
  return first !== 'ke' || before === 'dari'
}

function rangeOf(a: DateMeaning, b: DateMeaning): DateMeaning | null {
  const year: Yearish | undefined = b.year
  const start = a.year === undefined && year !== undefined && a.inYear !== undefined ? a.inYear(year) : a
  return {
    kind: 'date',
    counted: b.counted,
    ...(year === undefined ? {} : { year }),
    resolve: (context) => {
      const end = b.resolve(context)
      const begin = start.resolve(context)
      if (begin === null || end === null) return null
      // Of the days or years that the start may be of, the one that the end follows.
      if (a.kind === 'weekday') return between((end.to - ((((end.to - begin.from) % 7) + 7) % 7)) as Day, end.to)
      if (begin.from <= end.to) return between(begin.from, end.to)
      // "From today to 31 January": the start is known, and the end lies after it.
      if (a.counted === 'reference' && b.year === undefined) return between(begin.from, moved(end, 1, 'year').to)
      const earlier = moved(begin, -1, 'year')
      return earlier.from <= end.to ? between(earlier.from, end.to) : null
    },
  }
}

/** A clock time goes with the date that stands beside it, the one after it first. */
function clocks(
  atoms: readonly (Atom & { event?: string })[],
  tokens: readonly Token[],
  language: Language,
): readonly Phrase[] {
  const phrases: Phrase[] = []
  const plain = (atom: Atom & { event?: string }): Phrase => ({
    from: atom.from,
    to: atom.to,
    date: isDate(atom.meaning) ? atom.meaning : null,
    clock: atom.meaning.kind === 'clock' ? atom.meaning : null,
    event: atom.event ?? null,
  })
  for (let index = 0; index < atoms.length; index++) {
    const [atom, next] = [atoms[index] as Atom & { event?: string }, atoms[index + 1]]
    const own = plain(atom)
    const beside = next !== undefined && within(gap(tokens, atom.to, next.from, 4), language.between)
    const last = phrases.at(-1)
    // "02.53 waktu New York (14.53 WIB)" is one moment on two clocks.
    if (
      own.clock !== null &&
      last !== undefined &&
      last.clock !== null &&
      tokens[atom.from - 1]?.text === '(' &&
      last.to === atom.from - 1
    )
      continue
    const nextDate = next !== undefined && isDate(next.meaning) ? next.meaning : null
    if (
      own.clock !== null &&
      beside &&
      nextDate !== null &&
      (last === undefined || last.clock !== null || last.to !== atom.from)
    ) {
      phrases.push({ ...own, to: next?.to ?? own.to, date: nextDate, event: next?.event ?? null })
      index++
    } else if (own.date !== null && beside && next?.meaning.kind === 'clock' && isSingleDay(own.date)) {
      phrases.push({ ...own, to: next.to, clock: next.meaning })
      index++
    } else if (atom.meaning.kind !== 'nothing') phrases.push(own)
  }
  return phrases
}

/** Ranges and long spans take no clock time. */
function isSingleDay(meaning: DateMeaning): boolean {
  const day = 19_700 as Day
  const span = meaning.resolve({
    today: day,
    minute: 0,
    tense: 'past',
    previous: { from: day, to: day, precision: 'day' },
    previousDay: null,
    named: null,
    south: false,
    isSession: null,
  })
  return span === null || span.precision === 'day'
}
