import { columnName } from '../delimited.ts'

/** What a column of a price file is to the store. */
export type PriceWord =
  | 'date'
  | 'start'
  | 'clock'
  | 'open'
  | 'high'
  | 'low'
  | 'close'
  | 'adj_close'
  | 'volume'
  | 'dividend'
  | 'capital_gain'
  | 'split'
  | 'ticker'
  | 'series'
  | 'period'
  | 'phase'
  | 'basis'
  | 'state'
  | 'currency'
  | 'type'
  | 'value'

/**
 * The words that vendors use for a column, the surest first: where a file has several of one line, the first is used and the
 * others are named as left out. Witnesses: docs/price-files.md.
 */
const vendorWords: Readonly<Record<PriceWord, readonly string[]>> = {
  date: [
    ...['date', 'day', 'session_date', 'exchange_date', 'ex_date', 'traddt', 'date1', 'datum', 'tanggal'],
    ...['fecha', 'data', 'tarih', 'дата', '日付け'],
  ],
  start: ['start', 'ts', 'timestamp', 'datetime', 'window_start'],
  clock: ['time'],
  open: [
    ...['open', 'open_price', 'openprice', 'opnpric', 'px_open', 'pembukaan', 'erster'],
    ...['apertura', 'abertura', 'ouv.', 'açılış', 'откр.', '始値', 'eröffnung', 'eröffn.'],
  ],
  high: [
    ...['high', 'high_price', 'hghpric', 'px_high', 'tertinggi', 'höchst', 'hoch', 'tageshoch'],
    ...['máximo', 'máxima', 'massimo', 'plus_haut', 'yüksek', 'макс.', '高値'],
  ],
  low: [
    ...['low', 'low_price', 'lwpric', 'px_low', 'terendah', 'tiefst', 'tief', 'tagestief'],
    ...['mínimo', 'mínima', 'minimo', 'plus_bas', 'düşük', 'мин.', '安値'],
  ],
  close: [
    'close',
    'close_price',
    'clspric',
    'px_last',
    'close/last',
    'schlusskurs',
    'kurs',
    'terakhir',
    'penutupan',
    'harga_penutupan',
    'price',
    'last',
    ...['último', 'ultimo', 'dernier', 'şimdi', 'цена', '終値', 'zuletzt', 'schluss'],
  ],
  adj_close: ['adj_close', 'adjclose', 'adjusted_close', 'adj._close', 'source_adjusted_close'],
  volume: [
    ...[
      'volume',
      'vol',
      'vol.',
      'tottrdqty',
      'ttltradgvol',
      'ttl_trd_qnty',
      'px_volume',
      'umsatz',
      'stuecke',
      'stücke',
    ],
    ...['hac.', 'объём', '出来高'],
  ],
  dividend: ['dividends', 'dividend', 'divcash', 'dividend_amount', 'ex_dividend'],
  capital_gain: ['capital_gains'],
  split: ['stock_splits', 'splitfactor', 'split_factor', 'split_coefficient', 'splits', 'split', 'split_ratio'],
  ticker: ['ticker', 'symbol', 'tckrsymb'],
  series: ['series', 'sctysrs'],
  period: ['per'],
  phase: ['phase', 'session'],
  basis: ['basis'],
  state: ['state'],
  currency: ['currency', 'währung'],
  type: ['type', 'kind'],
  value: ['value'],
}

const wordOf: ReadonlyMap<string, PriceWord> = new Map(
  (Object.entries(vendorWords) as [PriceWord, readonly string[]][]).flatMap(([word, names]) =>
    names.map((name): [string, PriceWord] => [name, word]),
  ),
)

/** `<CLOSE>` of Stooq as `close`. */
export const plainName = (name: string): string => columnName(name).replace(/^<(.+)>$/, '$1')

/** What a column is to the store; null for one that no reader uses. */
export const priceWord = (name: string): PriceWord | null => wordOf.get(plainName(name)) ?? null

export const isPriceColumn = (name: string): boolean => priceWord(name) !== null

/**
 * Columns that say nothing of what a price means: derived figures, other markets' sides, names and keys. They are left out
 * without a word; every other column that is not used is named in the report.
 */
const aside = new Set(
  [
    'row unnamed:_0 phase session type kind interval checks volume_checks source retrieved_at openint oi transactions',
    'adj._open adj._high adj._low adj._volume',
    'net %chg flow change change_% change% chg% perubahan% %_var. var% var._% variation_% fark_% изм._% 変化率 +/_%',
    'previous prev._close prev_close prevclose previous_close prvsclsgpric',
    'last newbrdlotqty adjopen adjhigh adjlow adjvolume adj_open adj_high adj_low adj_volume vwap avg_price last_price lastpric ltp',
    'tottrdval ttltrfval turnover turnover_lacs value totaltrades no_of_trades no_of_trades_ ttlnboftxsexctd deliv_qty deliv_per',
    'isin name finstrmnm fininstrmnm fininstrmid fininstrmtp bizdt sgmt src ssnid rmks xprydt fininstrmactlxprydt strkpric optntp',
    'undrlygpric sttlmpric opnintrst chnginopnintrst rsvd1 rsvd2 rsvd3 rsvd4 rsvd01 rsvd02 rsvd03 rsvd04',
    'first_trade firsttrade frequency index_individual offer offer_volume bid bid_volume listed_shares tradeble_shares',
    'weight_for_index foreign_sell foreign_buy delisting_date non_regular_volume non_regular_value non_regular_frequency',
  ]
    .join(' ')
    .split(' '),
)

/** Words in the name of a column that may change what its prices mean. */
const meaningful = /adj|split|div|bonus|right|spin|factor|coef|unit|scale|multipl|gain|distribut|convers|lot/

/** `Turnover - USD`: in whichever currency. */
const turnover = /^turnover_[a-z]{3}$/

/** Why a column that is not used matters: it may say what the prices mean, or only nobody knows it. */
export function unusedKind(name: string): 'aside' | 'unknown' | 'meaning' {
  const plain = plainName(name)
  if (plain === '' || aside.has(plain) || turnover.test(plain)) return 'aside'
  return meaningful.test(plain) ? 'meaning' : 'unknown'
}

/** The column of each word in a header: of several names the surest. */
export function columnsOf(header: readonly string[]): ReadonlyMap<PriceWord, number> {
  const found = new Map<PriceWord, number>()
  const rank = (word: PriceWord, at: number) => vendorWords[word].indexOf(plainName(header[at] ?? ''))
  header.forEach((name, at) => {
    const word = priceWord(name)
    if (word === null) return
    const before = found.get(word)
    if (before === undefined || rank(word, at) < rank(word, before)) found.set(word, at)
  })
  return found
}
