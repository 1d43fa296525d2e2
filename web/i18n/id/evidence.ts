import { DELISTED } from '../../../server/checks/comparison/symbolChanged.ts'
import type { Sentences, Writer } from '../../../server/checks/sentence.ts'
import { replacedBar } from '../replacedBar.ts'

type Named = Readonly<Record<string, number | string | null>>

const names = {
  open: 'pembukaan',
  high: 'tertinggi',
  low: 'terendah',
  close: 'penutupan',
  volume: 'volume',
  adjusted: 'penutupan sesuaian',
  none: 'tidak ada',
}
const four = ['open', 'high', 'low', 'close'] as const
type Field = Exclude<keyof typeof names, 'none'>

/** Nilai yang ada, menurut namanya. */
const listed = (values: Named, fields: readonly Field[], { number }: Writer, none: string | null = null): string =>
  fields
    .flatMap((field) => {
      const value = values[field] ?? null
      if (value === null) return none === null ? [] : [`${names[field]} ${none}`]
      return [`${names[field]} ${typeof value === 'number' ? number(value) : value}`]
    })
    .join(', ')

const described = (values: Named, suffix: '' | 'Stored'): string =>
  (
    [
      ['name', 'nama'],
      ['exchange', 'bursa'],
      ['kind', 'jenis'],
      ['firstTradeDate', 'perdagangan pertama'],
    ] as const
  )
    .flatMap(([field, name]) => {
      const value = values[`${field}${suffix}`] ?? null
      return value === null ? [] : [`${name} ${value}`]
    })
    .join(', ')

/** Apa yang dilihat setiap pemeriksaan, dari nilainya. */
export const evidenceId: Sentences = {
  RESP_ENVELOPE: {
    observed: ({ kind, values }) => (kind === 'zone' ? `zona ${values.zone}` : `${values.path}: ${values.problem}`),
  },
  RESP_LENGTH: {
    observed: ({ values: { stamps, open, high, low, close, volume, adjusted } }, { count }) =>
      `${count(stamps)} waktu, ${[open, high, low, close, volume, ...(adjusted === null ? [] : [adjusted])].map(count).join(' ')} nilai`,
  },
  RESP_SYMBOL: { observed: ({ values }) => values.told, expects: ({ values }) => values.asked },
  RESP_GRANULARITY: {
    observed: ({ kind, values }, { number }) =>
      kind === 'named' ? values.told : `waktu berjarak ${number(values.told)} menit`,
    expects: ({ kind, values }, { number }) => (kind === 'named' ? values.asked : `${number(values.asked)} menit`),
  },
  RESP_TIME_RANGE: { observed: ({ values }) => String(values.stamp) },
  RESP_CURRENCY: {
    observed: ({ kind, values }) => (kind === 'none' ? 'tanpa mata uang' : values.told),
    expects: ({ values }) => values.stored,
  },
  RESP_WINDOW: { observed: ({ values }, { count }) => `${count(values.rows)} baris di luar jendela yang diminta` },
  RESP_ORDER: { observed: () => 'waktu tidak berurutan atau berulang' },
  RESP_FINITE: { observed: ({ values }) => values.told },
  RESP_EMPTY: { observed: () => 'tanpa baris', expects: ({ values }, { count }) => `${count(values.sessions)} sesi` },
  BAR_NULL: { observed: ({ values }, write) => listed(values, four, write, names.none) },
  BAR_NONPOS: { observed: ({ values }, write) => listed(values, [...four, 'volume'], write, names.none) },
  BAR_NOT_SESSION: { observed: ({ values }, { number }) => `sebuah batang, penutupan ${number(values.close)}` },
  BAR_DUP: {
    observed: ({ values: { volume, otherVolume, close, otherClose } }, { number, count }) =>
      `volume ${volume === null ? names.none : count(volume)} dan ${otherVolume === null ? names.none : count(otherVolume)}, penutupan ${number(close)} dan ${number(otherClose)}`,
  },
  BAR_LIVE: { observed: ({ values }) => `terlihat ${values.seen}` },
  INTRADAY_LIMIT: {
    observed: ({ values }, { date }) => `batang ${values.interval} hanya sampai ${date(values.earliest)}`,
    expects: ({ values }, { date }) => `sejak ${date(values.wanted)}`,
  },
  REVISED: {
    observed: ({ kind, values }, write) =>
      kind === 'bar'
        ? replacedBar(values, '', names, write)
        : `volume ${write.count(values.sessions)} sesi diubah sampai ${write.number(values.most * 100)}\u00a0%`,
    expects: ({ kind, values }, write) => (kind === 'bar' ? replacedBar(values, 'Stored', names, write) : null),
  },
  RESTATE_SPLIT: {
    observed: ({ kind, values }, { number, count }) =>
      kind === 'closes'
        ? `${count(values.closes)} penutupan dikali ${number(values.factor)}`
        : 'batang pada skala lama, yang tidak lagi dimiliki sumber',
    expects: ({ kind, values }, { number }) => (kind === 'closes' ? null : `dikali ${number(values.factor)}`),
  },
  RESTATE_DIV: { observed: ({ values }, { number }) => `penutupan sesuaian dikali ${number(values.factor)}` },
  RESTATE_MIXED: {
    observed: ({ values }, { count }) =>
      `${count(values.revised)} dari ${count(values.sessions)} sesi berbeda, masing-masing dengan caranya`,
  },
  SYMBOL_CHANGED: {
    observed: ({ kind, values }, { count }) => {
      if (kind === 'description') return described(values, '')
      return values.days !== null && values.days >= DELISTED
        ? `tidak ditemukan di sumbernya selama ${count(values.days)} hari: dihapus dari bursa`
        : 'tidak ditemukan di sumbernya'
    },
    expects: ({ kind, values }) =>
      kind === 'description' ? described(values, 'Stored') : `${values.symbol} seperti tersimpan`,
  },
  SYMBOL_REUSED: {
    observed: ({ kind, values }, { number, date }) =>
      kind === 'level'
        ? `penutupan sampai ${number(values.earlier)}, lalu ${number(values.first)} pada ${date(values.firstDate)}`
        : `perdagangan pertama ${date(values.told)}`,
    expects: ({ kind, values }, { date }) => (kind === 'level' ? null : `perdagangan pertama ${date(values.stored)}`),
  },
  BAR_OHLC: {
    observed: ({ kind, values }, write) =>
      kind === 'bar' ? listed(values, four, write) : `${write.count(values.bars)} batang`,
  },
  ADJ_MISSING: {
    observed: ({ values: { missing, closes } }, { count }) =>
      `${count(missing)} dari ${count(closes)} bar tanpa penutupan sesuaian`,
  },
  ADJ_NONPOS: {
    observed: ({ kind, values }, { number, count }) =>
      kind === 'run'
        ? `${count(values.bars)} penutupan sesuaian dari ${number(values.low)} sampai ${number(values.high)}`
        : `penutupan sesuaian ${kind === 'value' ? number(values.adjusted) : values.told}`,
  },
  GAP: {
    observed: ({ kind, values }, { count }) => {
      const hours = kind === 'sessions' || kind === 'stretch' ? '' : ' jam reguler'
      const missing = `${count(values.missing)} dari ${count(values.sessions)} sesi tanpa batang${hours}`
      return 'gaps' in values ? `${missing}, dalam ${count(values.gaps)} celah` : missing
    },
  },
  GAP_RETURN: {
    observed: ({ kind, values }, { count }) =>
      kind === 'span'
        ? `imbal hasil melewati ${count(values.sessions)} sesi`
        : `${count(values.returns)} imbal hasil melewati sampai ${count(values.sessions)} sesi`,
  },
  STALE_RUN: {
    observed: ({ values }, { count, number }) =>
      `${count(values.sessions)} sesi pada ${number(values.close)} tanpa perdagangan`,
  },
  VOL_ZERO_MOVE: {
    observed: ({ kind, values }, write) =>
      kind === 'bar'
        ? `volume 0, ${listed(values, ['low', 'high'], write)}`
        : `${write.count(values.bars)} batang bergerak dengan volume 0`,
  },
  UNIT_BLOCK: {
    observed: ({ values }, { number, step }) => `penutupan ${step(number(values.before), number(values.after))}`,
  },
  UNIT_POINT: {
    observed: ({ values }, write) => listed(values, four, write),
    expects: ({ values }, { number }) => `dekat ${number(values.level)}`,
  },
  SPLIT_DUP: {
    observed: ({ values: { numerator, denominator, unused } }, { number, date }) =>
      `${number(numerator)}:${number(denominator)} dua kali; yang tanggal ${date(unused)} tidak dipakai`,
  },
  SPLIT_STEP: { observed: ({ values }, write) => stepWithSplit(values, write) },
  SPLIT_TEXT: {
    observed: ({ kind, values }, write) =>
      kind === 'step'
        ? stepWithSplit(values, write)
        : `${write.number(values.numerator)}/${write.number(values.denominator)} dengan "${values.text}"`,
    expects: ({ kind }) => (kind === 'step' ? null : 'satu rasio'),
  },
  SPLIT_MISSING: {
    observed: ({ kind, values }, { number, step }) => {
      const close = `penutupan ${step(number(values.before), number(values.after))}`
      if (kind !== 'unsure')
        return `${close}, ${kind === 'step' ? 'volume ikut berubah' : 'volume tidak ikut berubah'}, dekat ${number(values.ratio)}:1`
      const traded =
        values.volume === null ? 'volume tidak diketahui' : `volume ${number(values.volume)} kali yang biasa`
      return `${close}, dekat ${number(values.ratio)}:1, ${traded}`
    },
    expects: ({ kind }) => (kind === 'unsure' ? 'pemecahan saham dari sumber, kecuali ini kabar: tetap dipakai' : null),
  },
  MOVE_LARGE: {
    observed: ({ values }, { percent }) => percent(values.move, 1),
    expects: ({ values }, { percent }) => `dalam ${percent(values.limit, 0)} (log)`,
  },
  DIV_100X_PEER: {
    observed: ({ values }, { number }) => number(values.amount),
    expects: ({ values }, { number }) => `dekat ${number(values.usual)}`,
  },
  CG_DOUBLE: {
    observed: ({ values: { dividend, gain, drop } }, { number }) =>
      `dividen ${number(dividend)} dengan keuntungan ${number(gain)}, penurunan ${number(drop)}`,
    expects: ({ values }, { number }) => `dipakai: ${number(values.applied)}`,
  },
  DIV_EXCEEDS: {
    observed: ({ values }, { number }) => number(values.amount),
    expects: ({ values }, { number }) => `di bawah penutupan ${number(values.before)}`,
  },
  DIV_NO_DROP: {
    observed: ({ values: { amount, before, low } }, { number }) =>
      `${number(amount)} dari ${number(before)}, terendah sesudahnya ${number(low)}`,
    expects: ({ values }, { number }) => `di bawah ${number(values.limit)}`,
  },
  DIV_DUP7: {
    observed: ({ values: { first, second, unused } }, { number, date }) =>
      `${number(first)} dan ${number(second)}; yang tanggal ${date(unused)} tidak dipakai`,
  },
  DIV_FACTOR: {
    observed: ({ values }, { number }) => `faktor sumber ${number(values.source)}`,
    expects: ({ values }, { number }) => number(values.own),
  },
  CLOSE_ADJUSTED: {
    observed: ({ values }, { count }) => `${count(values.sessions)} sesi disesuaikan untuk dividen yang tidak disebut`,
  },
  COLUMN_UNUSED: { observed: ({ values }) => `${values.columns}: ${values.value}` },
  EXTENDED_TICK: {
    observed: ({ values: { bars, start, low, high } }, { count, number }) =>
      `${count(bars)} batang, seperti ${start.slice(11, 16)} UTC: terendah ${number(low)}, tertinggi ${number(high)}`,
    expects: ({ values }, write) => listed(values, ['open', 'close'], write),
  },
  RESP_STALE: {
    observed: ({ values }, { count, date }) =>
      `perdagangan terakhir ${date(values.trade)}, ${count(values.sessions)} sesi sebelum ${date(values.session)}`,
  },
  BAR_REPEATED: {
    observed: ({ values }, { count, number }) =>
      `${count(values.sessions)} sesi sama dengan sebelumnya, penutupan ${number(values.close)}, ${values.volume === null ? 'tanpa volume' : `volume ${count(values.volume)}`}`,
  },
  PRICE_REVERTS: {
    observed: ({ values: { before, close, after } }, { number, step }) =>
      `penutupan ${step(step(number(before), number(close)), number(after))}`,
  },
  LEVEL_STEP: {
    observed: ({ values: { before, after, factor } }, { number, step }) =>
      `penutupan ${step(number(before), number(after))}, dikali ${number(factor)}, perdagangan seperti biasa`,
  },
  SPLIT_RATIO: { observed: ({ values }, write) => stepWithSplit(values, write) },
  DIV_UNTOLD: {
    observed: ({ kind, values }, { number, count }) =>
      kind === 'payment'
        ? `penutupan sesuaian memuat ${number(values.amount)} dari ${number(values.before)}`
        : `penutupan sesuaian memuat ${count(values.payments)} pembayaran, tidak satu pun tersimpan`,
  },
  DIV_SCALE: {
    observed: ({ values }, { number, count }) =>
      `${count(values.payments)} pembayaran sebesar ${number(values.times)} kali yang dimuat penutupan sesuaian`,
  },
  VOL_LARGE: {
    observed: ({ values }, { count }) => `volume ${count(values.volume)}`,
    expects: ({ values }, { count }) => `dekat ${count(values.usual)}`,
  },
  VOL_STEP: {
    observed: ({ values: { before, after, times } }, { number, count, step }) =>
      `volume biasa ${step(count(before), count(after))}, dikali ${number(times)}`,
  },
  WICK_LARGE: { observed: ({ values }, write) => listed(values, four, write) },
  OPEN_CLOSE_SWAP: {
    observed: ({ values: { sessions, overnight, across } }, { count, percent }) =>
      `${count(sessions)} sesi: ${percent(overnight, 2)} dari penutupan ke pembukaan, ${percent(across, 2)} dari pembukaan ke penutupan berikutnya`,
  },
  DATE_SHIFT: {
    observed: ({ values: { sessions, same, shifted } }, { number }) =>
      `bergerak bersama pasar sesi ${sessions > 0 ? 'sebelumnya' : 'sesudahnya'}: korelasi ${number(shifted)}, dengan sesi yang sama ${number(same)}`,
  },
  BENCH_ALIGN: {
    observed: ({ values }, { count }) => `${count(values.sessions)} sesi dengan batang yang satu tanpa yang lain`,
  },
}

const stepWithSplit = (
  {
    before,
    after,
    numerator,
    denominator,
  }: { readonly before: number; readonly after: number; readonly numerator: number; readonly denominator: number },
  { number, step }: Writer,
): string => `penutupan ${step(number(before), number(after))} dengan ${number(numerator)}:${number(denominator)}`
