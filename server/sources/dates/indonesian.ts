import { dateClass, digitsClass, firstOf, nameClass, numbered, roman, units, wordClass, yearClass } from './classes.ts'
import { clockAt, indonesian as clockWords } from './clock.ts'
import type { Language } from './language.ts'
import {
  ago,
  dateOfMonth,
  dayIn,
  daysIn,
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

const months = numbered(
  'januari februari|pebruari maret april mei juni juli agustus september oktober november|nopember desember',
  1,
)
const shortMonths = numbered('jan feb|peb mar apr mei jun jul agu|agt|ags|agus sep|sept okt nov|nop des', 1)
const weekdays = numbered('senin selasa rabu kamis jumat|jum’at|jumaat sabtu minggu|ahad', 0)
const shortWeekdays = numbered('sen sel rab kam jum sab min', 0)
const ones = numbered('satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas', 1)
const unitWords = units({
  day: 'hari',
  week: 'minggu pekan',
  month: 'bulan',
  quarter: 'kuartal triwulan',
  half: 'semester',
  year: 'tahun',
})
/** "Sehari", one day in one word. */
const oneUnit = units({
  day: 'sehari',
  week: 'seminggu sepekan',
  month: 'sebulan',
  quarter: '-',
  half: '-',
  year: 'setahun',
})
const shifts: Readonly<Record<string, number>> = {
  lalu: -1,
  kemarin: -1,
  silam: -1,
  sebelumnya: -1,
  ini: 0,
  depan: 1,
  mendatang: 1,
}

const classes = {
  month: nameClass(months, shortMonths),
  fullmonth: nameClass(months, new Map()),
  wd: nameClass(weekdays, new Map()),
  shortwd: nameClass(new Map(), shortWeekdays),
  anywd: wordClass(weekdays),
  date: dateClass,
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

const n = (value: unknown) => value as number
const y = (value: unknown) => (value ?? null) as Yearish | null
const u = (value: unknown) => value as Unit
const of = (pattern: string, make: Parameters<typeof rule<Meaning>>[2]) => rule<Meaning>(classes, pattern, make)
const word = (tokens: readonly Token[], at: number) => tokens[at]?.lower ?? ''

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

const offset = (count: number, name: Unit, alone: Meaning | null = null): Meaning => ({
  kind: 'offset',
  count,
  unit: name,
  whole: false,
  alone: alone?.kind === 'date' ? alone : null,
})

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

/** A count in two words or one: "tiga hari", "sehari". */
function counted(
  rest: string,
  make: (count: number, name: Unit, tokens: readonly Token[], from: number) => Meaning | null,
) {
  return [
    of(`<num> <unit> ${rest}`, ({ num, unit: name }, tokens, from) => make(n(num), u(name), tokens, from)),
    of(`<oneunit> ${rest}`, ({ oneunit }, tokens, from) => make(1, u(oneunit), tokens, from)),
  ]
}

const rules = [
  // 17 November 2023, tanggal 17
  of('[tanggal] <date> <month> [,] [<yearish>]', ({ date, month: m, yearish }, tokens, from) =>
    institutions.has(word(tokens, from - 1)) ? nothing : exact(y(yearish), n(m), n(date)),
  ),
  of('<date> - <month> - <year>', ({ date, month: m, year }) => exact(y(year), n(m), n(date))),
  of('<date> <month> lalu|silam|kemarin', ({ date, month: m }) => strictly('last', dayIn(n(m), n(date)), 'day')),
  of('<date> <month> mendatang|nanti|depan', ({ date, month: m }) => strictly('next', dayIn(n(m), n(date)), 'day')),
  of('<month> <date> , <year>', ({ month: m, date, year }) => exact(y(year), n(m), n(date))),
  of('tanggal <date>', ({ date }) => dateOfMonth(n(date))),
  of('tanggal <date> bulan ini|lalu|depan', ({ date }, tokens, _, to) =>
    dateOfUnit(n(date), shifts[word(tokens, to - 1)] ?? 0),
  ),
  // 14-17 November
  of(
    '[tanggal] <date> -|–|—|hingga|sampai|sd|dan <date2> <month> [,] [<yearish>]',
    ({ date, date2, month: m, yearish }, tokens, from, to) =>
      isPair(tokens, from, to) ? null : daysIn(y(yearish), n(m), n(date), n(date2)),
  ),
  of('[tanggal] <date> sampai dengan <date2> <month> [,] [<yearish>]', ({ date, date2, month: m, yearish }) =>
    daysIn(y(yearish), n(m), n(date), n(date2)),
  ),
  of('[tanggal] <date> s . d . <date2> <month> [,] [<yearish>]', ({ date, date2, month: m, yearish }) =>
    daysIn(y(yearish), n(m), n(date), n(date2)),
  ),
  of('[tanggal] <date> s / d <date2> <month> [,] [<yearish>]', ({ date, date2, month: m, yearish }) =>
    daysIn(y(yearish), n(m), n(date), n(date2)),
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
  // quarters and halves
  of('kuartal|triwulan [-] <q> [-] [/] [pada] [<yearish>]', ({ q, yearish }, tokens, from) =>
    quarter(y(yearish), n(q), areResults(tokens, from)),
  ),
  of('q <q> [-] [/] [<yearish>]', ({ q, yearish }, tokens, from) =>
    tokens[from + 1]?.glued ? quarter(y(yearish), n(q)) : null,
  ),
  of('tw <q> [-] [/] <yearish>', ({ q, yearish }) => quarter(y(yearish), n(q))),
  of('semester [-] <q> [-] [/] [<yearish>]', ({ q, yearish }) => half(y(yearish), n(q))),
  of('paruh|setengah <q> [-] [<yearish>]', ({ q, yearish }) => half(y(yearish), n(q))),
  of('<num> bulan pertama [di] [pada] <yearish>', ({ num, yearish }) => monthsOfYear(y(yearish), n(num))),
  // years
  of('<year> -|–|—|hingga|sampai <year2>', ({ year, year2 }) => years(y(year), y(year2))),
  of('<year>', ({ year }, tokens, from) =>
    /^(pada|sejak|hingga|sampai|di|selama|sepanjang|antara|per|dari|akhir-tahun)$/.test(word(tokens, from - 1)) ||
    yearBefore(tokens, from)
      ? wholeYear(y(year) as Yearish)
      : null,
  ),
  of('tahun <year>', ({ year }) => wholeYear(y(year) as Yearish)),
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
  of('kemarin [pagi|siang|sore|petang|malam]', () => fromToday(-1)),
  of('hari kemarin', () => fromToday(-1)),
  of('kemarin lusa|dulu', () => fromToday(-2)),
  of('besok|esok [hari] [pagi|siang|sore|petang|malam]', () => fromToday(1)),
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
  of('[hari] <wd> nanti', ({ wd }) => weekday(n(wd), 'next')),
  of('[hari] <wd> [pada] minggu|pekan lalu|kemarin|ini|depan|mendatang', ({ wd }, tokens, _, to) =>
    weekdayOfWeek(n(wd), shifts[word(tokens, to - 1)] ?? 0),
  ),
  of('[hari] <wd> <num> minggu|pekan lalu', ({ wd, num }) => weekdayOfWeek(n(wd), -n(num))),
  of('malam <wd>', ({ wd }) => before1(weekday(n(wd)))),
  // counted from the mention before
  ...counted('kemudian|berikutnya|setelahnya|sesudahnya|berselang', (count, name) => later(count, name)),
  ...counted('setelah|sesudah itu', (count, name) => later(count, name)),
  ...counted('sebelumnya', (count, name) => later(-count, name)),
  ...counted('sebelum itu', (count, name) => later(-count, name)),
  ...counted('lebih awal', (count, name) => later(-count, name)),
  ...counted('sebelum|menjelang', (count, name) => offset(-count, name)),
  ...counted('setelah|sesudah|usai|pasca|selepas', (count, name) => offset(count, name)),
  of('hari sebelum', () => offset(-1, 'day')),
  of('hari setelah|sesudah', () => offset(1, 'day')),
  of('malam sebelum', () => offset(-1, 'day')),
  of('hari', (_, tokens, from) => (word(tokens, from - 1) === 'pada' ? offset(0, 'day') : null)),
  of('hari yang sama dengan|saat|ketika', () => offset(0, 'day', sameDay)),
  of('keesokan|esok harinya', () => later(1, 'day')),
  of('keesokan hari|paginya', () => later(1, 'day')),
  of('hari berikutnya|selanjutnya', () => later(1, 'day')),
  of('hari sebelumnya', () => later(-1, 'day')),
  of('minggu|pekan|bulan|tahun|kuartal berikutnya|selanjutnya', (_, tokens, from) =>
    following(unitWords.get(word(tokens, from)) ?? 'week', 1),
  ),
  of('minggu|pekan|bulan|tahun|kuartal sebelumnya', (_, tokens, from) =>
    following(unitWords.get(word(tokens, from)) ?? 'week', -1),
  ),
  of('<wd> berikutnya|selanjutnya', ({ wd }) => weekdayFrom(n(wd), 'after')),
  of('<wd> sebelumnya', ({ wd }) => weekdayFrom(n(wd), 'before')),
  of('hari yang sama', () => sameDay),
  of('hari itu [juga]', () => sameDay),
  of('malam|sore|siang|pagi harinya', () => sameDay),
  of('minggu|pekan|bulan|tahun yang sama', (_, tokens, from) => sameUnit(unitWords.get(word(tokens, from)) ?? 'week')),
  // what looks like a date and is none
  of('akhir - akhir ini', () => nothing),
  of('<num> minggu|pekan|bulan|tahun|hari terakhir|mendatang|ke', () => nothing),
  of('tahun baru', () => nothing),
]

/** Results are of a quarter that is over, though they may be announced in the future. */
const areResults = (tokens: readonly Token[], from: number): boolean =>
  [1, 2].some((back) =>
    /^(kinerja|laporan|keuangan|laba|hasil|pendapatan|penjualan|bersih|rapor)$/.test(word(tokens, from - back)),
  )

function isPair(tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (tokens[at]?.lower === 'dan') return tokens[from - 1]?.lower !== 'antara'
  return false
}

const isFraction = (tokens: readonly Token[], from: number): boolean =>
  /^(setengah|beberapa)$/.test(word(tokens, from - 1))

const yearBefore = (tokens: readonly Token[], from: number): boolean =>
  /^(dan|ke|hingga|sampai)$/.test(word(tokens, from - 1)) && /^(19|20)\d\d$/.test(tokens[from - 2]?.text ?? '')

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

const noVerbs =
  /^(direksi|dividen|digital|diri|dirinya|diskon|direktur|distribusi|divisi|berita|beras|bersama|berbagai|bersih|berat|berdasarkan|besar|mereka|merek|media|menteri|merger|meski|meskipun|menurut|melalui|mesin|metode|menit|terhadap|tertentu|terbesar|terbaru|terakhir|tertinggi|teknologi|terkait|terbatas|berupa|mengenai|merah|berikut|dinamika|disiplin)$/

/** Indonesian as the wires write it. */
export const indonesian: Language = {
  grammar: grammar(rules),
  clock: (tokens, at) => clockAt(tokens, at, clockWords),
  between: new Set([
    'pada',
    'hari',
    'tanggal',
    ',',
    '(',
    ')',
    '-',
    '–',
    'sekitar',
    'di',
    'pagi',
    'siang',
    'sore',
    'malam',
    'tepat',
    'tepatnya',
    '/',
    '|',
  ]),
  until: new Set(['hingga', 'sampai', 'ke', '-', '–', '—', 'sd']),
  fillers: new Set(['para', 'si', 'itu', 'sang', 'terjadinya', 'peristiwa', 'kabar', 'berita', 'adanya', 'meletusnya']),
  fiscal: new Set(['fiskal', 'fiscal', 'buku', 'pajak']),
  isName: () => false,
  future: new Set([
    'akan',
    'bakal',
    'hendak',
    'dijadwalkan',
    'direncanakan',
    'diperkirakan',
    'diharapkan',
    'rencananya',
    'berencana',
    'mendatang',
    'nanti',
    'nantinya',
    'diprediksi',
    'diproyeksikan',
    'jadwalnya',
    'paling',
    'segera',
    'harus',
  ]),
  undoing: new Set(['sempat', 'semula', 'awalnya', 'tadinya']),
  past: new Set([
    'telah',
    'sudah',
    'pernah',
    'turun',
    'naik',
    'melemah',
    'menguat',
    'anjlok',
    'ambles',
    'melonjak',
    'ditutup',
    'kata',
    'ujar',
    'tutur',
    'ucap',
    'jatuh',
    'muncul',
    'keluar',
    'tiba',
    'resmi',
  ]),
  isVerb: (word) => word.length >= 6 && /^(me|di|ber|ter)/.test(word) && !noVerbs.test(word),
  lists: new Set(['dan', '&', ',']),
  carries: /^$/,
  dateOrder: () => 'DMY',
  numericAfter: new Set(['pada', 'tanggal', 'per', 'sejak', 'hingga', 'sampai', 'tertanggal', 'sebelum', 'setelah']),
  pre: [
    ['sebelum', 'bursa', 'dibuka'],
    ['sebelum', 'bursa', 'buka'],
    ['sebelum', 'pembukaan'],
    ['sebelum', 'perdagangan', 'dibuka'],
    ['pra', '-', 'pembukaan'],
    ['prapembukaan'],
    ['jelang', 'pembukaan'],
    ['menjelang', 'pembukaan'],
    ['sebelum', 'pasar', 'dibuka'],
    ['sebelum', 'pasar', 'buka'],
  ],
  post: [
    ['setelah', 'bursa', 'tutup'],
    ['setelah', 'bursa', 'ditutup'],
    ['setelah', 'penutupan'],
    ['usai', 'penutupan'],
    ['usai', 'bursa', 'tutup'],
    ['setelah', 'pasar', 'tutup'],
    ['setelah', 'pasar', 'ditutup'],
    ['usai', 'perdagangan'],
    ['setelah', 'perdagangan', 'ditutup'],
    ['setelah', 'jam', 'perdagangan'],
    ['sesudah', 'bursa', 'tutup'],
    ['pasca', '-', 'penutupan'],
    ['pascapenutupan'],
    ['selepas', 'penutupan'],
  ],
}
