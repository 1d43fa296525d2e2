import { ago, fromToday, hoursAgo, laterThis, unit, weekday, weekdayOfWeek } from '../around.ts'
import { type Meaning, nothing } from '../meaning.ts'
import { later } from '../previous.ts'
import type { Token } from '../token.ts'
import { counted, n, of, shifts, unitWords, word } from './words.ts'

const isFraction = (tokens: readonly Token[], from: number): boolean =>
  /^(setengah|beberapa)$/.test(word(tokens, from - 1))

/** The day before another: "malam Minggu" is the night of Saturday. */
const before1 = (meaning: Meaning): Meaning | null =>
  meaning.kind !== 'weekday'
    ? null
    : {
        ...meaning,
        kind: 'date',
        resolve: (context) => later(-1, 'day')?.resolve({ ...context, previous: meaning.resolve(context) }) ?? null,
      }

const feasts = new Set(['agung', 'abu', 'putih', 'suci', 'berkah', 'kelabu', 'palma'])

const isFeast = (tokens: readonly Token[], to: number): boolean => feasts.has(word(tokens, to))

/** "Minggu" is a week unless "hari" stands before it. */
const isWeekWord = (tokens: readonly Token[], from: number): boolean => word(tokens, from) === 'minggu'

function bareWeekday(day: number, tokens: readonly Token[], from: number, to: number): Meaning | null {
  if (isFeast(tokens, to) || /^(koran|setiap|tiap|harian|malam|tabloid)$/.test(word(tokens, from - 1)))
    return word(tokens, from - 1) === 'malam' ? null : nothing
  // A week at the head of a sentence has a capital letter too.
  if (
    day === 6 &&
    word(tokens, from) === 'minggu' &&
    tokens[from]?.first &&
    tokens[to]?.text !== '(' &&
    tokens[to]?.text !== ',' &&
    to === from + 1
  )
    return null
  const before = word(tokens, from - 1) === 'hari' ? word(tokens, from - 2) : word(tokens, from - 1)
  return weekday(day, /^(hingga|sampai|sebelum)$/.test(before) ? 'until' : 'bare')
}

/** Counted from the day of publication, and weekdays. */
export const aroundToday = [
  // today and around it
  of('hari ini', () => fromToday(0)),
  of('baru saja', () => fromToday(0)),
  of('barusan', () => fromToday(0)),
  of('pagi|siang|sore|petang|malam ini', () => fromToday(0)),
  of('pagi|siang|sore tadi', () => fromToday(0)),
  of('tadi pagi|siang|sore', () => fromToday(0)),
  of('dini hari tadi|ini', () => fromToday(0)),
  of('nanti siang|sore|petang|malam', () => fromToday(0)),
  of('siang|sore|petang|malam nanti', () => fromToday(0)),
  of('tadi malam', () => fromToday(-1)),
  of('malam tadi', () => fromToday(-1)),
  of('semalam', (_, tokens, from) =>
    /^(dalam|selama|hanya|cuma|sekadar)$/.test(word(tokens, from - 1)) ||
    /^(suntuk|penuh)$/.test(word(tokens, from + 1))
      ? nothing
      : fromToday(-1),
  ),
  // A capital letter inside a sentence makes Sunday of "Minggu".
  of('<anywd> kemarin', ({ anywd }, tokens, from) =>
    tokens[from]?.capital === true && !tokens[from].first ? weekday(n(anywd), 'last') : null,
  ),
  of('kemarin [pagi|siang|sore|petang|malam]', () => fromToday(-1)),
  of('hari kemarin', () => fromToday(-1)),
  of('kemarin lusa|dulu', () => fromToday(-2)),
  of('besok|esok [hari] [pagi|siang|sore|petang|malam]', () => fromToday(1)),
  of('besok lusa', () => fromToday(2)),
  of('lusa', () => fromToday(2)),
  of(
    'minggu|pekan|bulan|kuartal|triwulan|semester|tahun lalu|kemarin|silam|ini|depan|mendatang',
    (_, tokens, from, to) => {
      const [name, shift] = [unitWords.get(word(tokens, from)) ?? 'week', shifts[word(tokens, to - 1)] ?? 0]
      // "Hari Minggu lalu" is a Sunday, "tiga minggu lalu" a count, "tahun-tahun lalu" many.
      return word(tokens, from - 1) === 'hari' ? null : unit(name, shift)
    },
  ),
  of('minggu|pekan|bulan|tahun yang lalu', (_, tokens, from) => unit(unitWords.get(word(tokens, from)) ?? 'week', -1)),
  of('sisa tahun ini', () => laterThis('year')),
  ...counted('lalu', (count, name, tokens, from) => (isFraction(tokens, from) ? nothing : ago(count, name))),
  ...counted('silam', (count, name) => ago(count, name)),
  ...counted('yang lalu|silam', (count, name) => ago(count, name)),
  ...counted('lagi', (count, name) => ago(-count, name)),
  of('<num> jam [yang] lalu', ({ num }) => hoursAgo(n(num))),
  of('sejam|semenit [yang] lalu', (_, tokens, from) => hoursAgo(word(tokens, from) === 'sejam' ? 1 : 1 / 60)),
  of('<num> menit [yang] lalu', ({ num }) => hoursAgo(n(num) / 60)),
  // weekdays
  of('<wd> [pagi|siang|sore|petang|malam]', ({ wd }, tokens, from, to) => bareWeekday(n(wd), tokens, from, to)),
  of('<wd> dini hari', ({ wd }, tokens, from, to) => bareWeekday(n(wd), tokens, from, to)),
  of('hari <anywd> [pagi|siang|sore|petang|malam]', ({ anywd }, tokens, _, to) =>
    isFeast(tokens, to) ? nothing : weekday(n(anywd)),
  ),
  of('[hari] <wd> lalu|silam|kemarin', ({ wd }, tokens, from) =>
    isWeekWord(tokens, from) ? null : weekday(n(wd), 'last'),
  ),
  of('[hari] <wd> [pagi|siang|sore|malam] yang|kemarin lalu', ({ wd }) => weekday(n(wd), 'last')),
  of('[hari] <wd> depan|mendatang', ({ wd }, tokens, from) =>
    isWeekWord(tokens, from) ? null : weekday(n(wd), 'next'),
  ),
  of('[hari] <wd> ini', ({ wd }, tokens, from) => (isWeekWord(tokens, from) ? null : weekday(n(wd), 'this'))),
  of('[hari] <wd> besok|esok', ({ wd }) => weekday(n(wd), 'next')),
  of('[hari] <wd> nanti', ({ wd }) => weekday(n(wd), 'next')),
  of(
    '[hari] <wd> [pagi|siang|sore|petang|malam] [pada] minggu|pekan lalu|kemarin|ini|depan|mendatang',
    ({ wd }, tokens, _, to) => weekdayOfWeek(n(wd), shifts[word(tokens, to - 1)] ?? 0),
  ),
  of('[hari] <wd> <num> minggu|pekan lalu', ({ wd, num }) => weekdayOfWeek(n(wd), -n(num))),
  of('malam <wd>', ({ wd }) => before1(weekday(n(wd)))),
]
