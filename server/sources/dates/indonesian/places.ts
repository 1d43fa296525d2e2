import {
  edgeOfMonth,
  feast,
  type Season,
  season,
  seasonIn,
  weekdayOfMonth,
  weekdayOfMonths,
} from '../calendarPlaces.ts'
import { type Meaning, nothing, type Yearish } from '../meaning.ts'
import { movingFeast, type TabledFeast, tabledFeast } from '../movingFeasts.ts'
import type { Token } from '../token.ts'
import { n, of, shifts, word, y } from './words.ts'

/** Does the text write the date itself, "Idul Fitri, 10 April 2024"? */
const isDated = (tokens: readonly Token[], to: number): boolean =>
  tokens.slice(to, to + 2).some(({ kind }, at) => kind === 'number' && (at === 0 || tokens[to]?.kind === 'mark'))

/** What leads to a feast that stands with its year: other words before it make a season or a journey of it. */
const toFeast =
  /^(pada|saat|ketika|sebelum|sesudah|setelah|usai|jelang|menjelang|hingga|sampai|sejak|hari|raya|dari|dan)$/

/** Does a feast stand with its year as a day: led to, or at the head of a sentence, and no part of a longer name? */
const isOfYear = (tokens: readonly Token[], from: number, to: number): boolean =>
  tokens.slice(from, to).some(({ capital }) => capital) &&
  (tokens[from]?.first === true || word(tokens, from) === 'hari' || toFeast.test(word(tokens, from - 1))) &&
  !(tokens[to]?.capital === true && !tokens[to]?.first) &&
  !isDated(tokens, to)

/** A feast of the table: only where a word before it leads to its day, or with its year. */
function tabledAt(name: TabledFeast, leads: RegExp): Parameters<typeof of>[1] {
  return ({ yearish }, tokens, from, to) => {
    const own = y(yearish)
    if (own !== null) return isOfYear(tokens, from, to) ? tabledFeast(name, own) : null
    return tokens[to - 1]?.capital === true && leads.test(word(tokens, from - 1)) && !isDated(tokens, to)
      ? tabledFeast(name)
      : null
  }
}

/** The same of a feast that is computed. */
const ofYear =
  (make: (year: Yearish | null) => Meaning): Parameters<typeof of>[1] =>
  ({ yearish }, tokens, from, to) =>
    isOfYear(tokens, from, to) ? make(y(yearish)) : null

/** Days by their place among others: the nth of a month, of a season, feasts. */
export const places = [
  of('[hari] <wd> <q> [di] [bulan] <month> [<yearish>]', ({ wd, q, month, yearish }) =>
    weekdayOfMonth(y(yearish), n(month), n(wd), n(q)),
  ),
  of('[hari] <wd> terakhir [di] [bulan] <month> [<yearish>]', ({ wd, month, yearish }) =>
    weekdayOfMonth(y(yearish), n(month), n(wd), -1),
  ),
  of('[hari] <wd> <q> bulan ini|lalu|depan', ({ wd, q }, tokens, _, to) =>
    weekdayOfMonths(shifts[word(tokens, to - 1)] ?? 0, n(wd), n(q)),
  ),
  of('[hari] <wd> terakhir bulan ini|lalu|depan', ({ wd }, tokens, _, to) =>
    weekdayOfMonths(shifts[word(tokens, to - 1)] ?? 0, n(wd), -1),
  ),
  of('hari pertama|terakhir [di] [bulan] <month> [<yearish>]', ({ month, yearish }, tokens, from) =>
    edgeOfMonth(y(yearish), n(month), word(tokens, from + 1) === 'pertama' ? 'first' : 'last'),
  ),
  of('musim <season> [tahun] <yearish>', ({ season: name, yearish }) =>
    seasonIn(y(yearish) ?? { years: 0 }, name as Season),
  ),
  of('musim <season> lalu|ini|depan', ({ season: name }, tokens, _, to) =>
    season(({ lalu: 'last', ini: 'this', depan: 'next' } as const)[word(tokens, to - 1) as 'lalu'], name as Season),
  ),
  of('[hari] [raya] natal', (_, tokens, from, to) =>
    tokens[to - 1]?.capital === true &&
    (word(tokens, from) === 'hari' ||
      /^(pada|sebelum|sesudah|setelah|usai|jelang|menjelang|hingga|sejak)$/.test(word(tokens, from - 1))) &&
    !(tokens[to]?.capital === true && !tokens[to]?.first)
      ? feast('christmas')
      : null,
  ),
  of('hari kemerdekaan', (_, tokens, from) => (tokens[from + 1]?.capital === true ? feast('kemerdekaan') : null)),
  of('malam natal', (_, tokens, from) => (tokens[from + 1]?.capital === true ? feast('christmasEve') : null)),
  of(
    '[hari] [raya] nyepi [<yearish>]',
    tabledAt('nyepi', /^(pada|saat|ketika|sebelum|sesudah|setelah|usai|hingga|sejak)$/),
  ),
  // It lasts two days: what is after it is after one of them.
  of('[hari] [raya] lebaran [<yearish>]', tabledAt('idulFitri', /^(pada|saat|ketika|sebelum|sejak)$/)),
  of('[hari] [raya] idul|idulfitri [fitri] [<yearish>]', (captures, tokens, from, to) =>
    tokens.slice(from, to).at(-1)?.lower === 'idul' ||
    (y(captures.yearish) !== null &&
      !tokens.slice(from, to).some(({ lower }) => lower === 'fitri' || lower === 'idulfitri'))
      ? null
      : tabledAt('idulFitri', /^(pada|saat|ketika|sebelum|sejak)$/)(captures, tokens, from, to),
  ),
  of('black friday', (_, tokens, from, to) =>
    tokens[from]?.capital === true &&
    toFeast.test(word(tokens, from - 1)) &&
    !(tokens[to]?.capital === true && !tokens[to]?.first)
      ? movingFeast('blackFriday')
      : null,
  ),
  of(
    'black friday <yearish>',
    ofYear((year) => movingFeast('blackFriday', year)),
  ),
  of('[hari] [raya] idul|iduladha [adha] [<yearish>]', (captures, tokens, from, to) =>
    tokens.slice(from, to).some(({ lower }) => lower === 'adha' || lower === 'iduladha')
      ? tabledAt('idulAdha', /^(pada|saat|ketika|sebelum|sesudah|setelah|usai|sejak)$/)(captures, tokens, from, to)
      : null,
  ),
  of('jumat agung', (_, tokens, from) => (tokens[from + 1]?.capital === true ? movingFeast('goodFriday') : null)),
  of('[hari] [raya] paskah', (_, tokens, from, to) =>
    tokens[to - 1]?.capital === true &&
    (to - from > 1 || /^(pada|saat|sebelum|sesudah|setelah|usai)$/.test(word(tokens, from - 1)))
      ? movingFeast('easter')
      : null,
  ),
  of(
    '[hari] [raya] natal <yearish>',
    ofYear((year) => feast('christmas', year)),
  ),
  of(
    'malam natal <yearish>',
    ofYear((year) => feast('christmasEve', year)),
  ),
  of(
    'jumat agung <yearish>',
    ofYear((year) => movingFeast('goodFriday', year)),
  ),
  of(
    '[hari] [raya] paskah <yearish>',
    ofYear((year) => movingFeast('easter', year)),
  ),
  of('setiap|tiap tanggal <date>', () => nothing),
  of('setiap|tiap tanggal <date> [dan] <date2>', () => nothing),
]
