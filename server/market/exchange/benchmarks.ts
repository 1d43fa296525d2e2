import { type TickerTold, tickerExchange } from './tickerPlace.ts'

/**
 * What a benchmark is, which says how far to trust it: `broad` all shares of the market by value, `large` its largest
 * ones, `price-weighted` a few by the price of one share, `performance` the largest with their dividends put back in,
 * `fund` a fund that follows an index and trades like a share, `coin` the largest coin for all others.
 */
export type BenchmarkKind = (typeof kinds)[keyof typeof kinds]

/** A series to compare a security with, in the price source's notation. */
export interface Benchmark {
  readonly symbol: string
  readonly kind: BenchmarkKind
}

const kinds = {
  b: 'broad',
  l: 'large',
  p: 'price-weighted',
  t: 'performance',
  f: 'fund',
  c: 'coin',
} as const

/**
 * Market identifier codes; benchmarks in the order in which they are taken, each with its kind. First what the source is
 * known to deliver, and of that the usual index of the market; a fund later, as its price may lag where it trades thinly.
 * Reasons and sources: docs/benchmarks.md.
 */
const lines = `
XNYS XNAS XASE ARCX BATS OTCM;^GSPC:l SPY:f ^IXIC:b QQQ:f
XTSE XTSX XCNQ NEOE;^GSPTSE:b XIU.TO:f
XMEX;^MXX:l
BVMF;^BVSP:b BOVA11.SA:f
XBUE;^MERV:l
XSGO;^IPSA:l
XLON;^FTSE:l ^FTAS:b ISF.L:f
XDUB;^ISEQ:b
XETR XFRA XDUS XHAM XSTU XBER XMUN XHAN XBRM;^GDAXI:t
XPAR;^FCHI:l
XAMS;^AEX:l
XBRU;^BFX:l
XLIS;PSI20.LS:l
XMIL;FTSEMIB.MI:l
XMAD;^IBEX:l
XSWX;^SSMI:l
XWBO;^ATX:l
XSTO;^OMX:l ^OMXSPI:b
XCSE;^OMXC25:l
XHEL;^OMXH25:l
XOSL;OSEBX.OL:t ^OSEAX:b
XICE;^OMXIPI:b
XWAR;WIG20.WA:l
XBUD;^BUX.BD:t
ASEX;GD.AT:b
XIST;XU100.IS:l
XMOS;IMOEX.ME:l
XTAE;^TA125.TA:l
XJSE;^J203.JO:b ^J200.JO:l STX40.JO:f
XSAU;^TASI.SR:b
XKAR;^KSE:l
XBOM;^BSESN:l ^NSEI:l
XNSE;^NSEI:l ^BSESN:l
XBKK;TDEX.BK:f ^SET.BK:b
XIDX;^JKSE:b
XKLS;^KLSE:l
XSES;^STI:l
XPHS;PSEI.PS:l
XHKG;^HSI:l 2800.HK:f
XSHG;000001.SS:b 000300.SS:l
XSHE;399001.SZ:l 000300.SS:l
XTAI;^TWII:b 0050.TW:f
ROCO;^TWII:b ^TWOII:b
XKRX;^KS11:b
XKOS;^KQ11:b
XTKS;1306.T:f ^N225:p
XASX;^AXJO:l ^AORD:b
XNZE;^NZ50:t
24-7;BTC-USD:c`

export const benchmarkKinds = Object.values(kinds)

const isKind = (letter: string): letter is keyof typeof kinds => letter in kinds

const benchmarkOf = (text: string): Benchmark => {
  const [symbol = '', letter = ''] = text.split(':')
  if (!isKind(letter)) throw new RangeError(`Cannot read "${text}" as a benchmark and its kind`)
  return { symbol, kind: kinds[letter] }
}

const byExchange: ReadonlyMap<string, readonly Benchmark[]> = new Map(
  lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [mics = '', symbols = ''] = line.split(';')
      const benchmarks = symbols.split(' ').map(benchmarkOf)
      return mics.split(' ').map((mic) => [mic, benchmarks] as const)
    }),
)
const bySymbol = new Map([...byExchange.values()].flat().map((benchmark) => [benchmark.symbol, benchmark]))

/**
 * The benchmarks that fit a security of an exchange, the best one first; none for currencies, futures, the first coin
 * and exchanges whose index the source is not known to deliver, and none for an index that stands for its market itself:
 * beside a fund that follows it nothing would be left of what happened. There a series is compared with its own past.
 *
 * @param mic market identifier code of the exchange, `24-7` for coins; null where none is known
 */
export function benchmarksOf(mic: string | null, symbol: string): readonly Benchmark[] {
  const standsForMarket = (benchmarkKind(symbol) ?? 'fund') !== 'fund'
  return standsForMarket ? [] : (byExchange.get(mic ?? '') ?? []).filter((benchmark) => benchmark.symbol !== symbol)
}

/** The benchmarks that fit the market of a ticker, the best one first. */
export const fittingBenchmarks = (ticker: TickerTold): readonly Benchmark[] =>
  benchmarksOf(tickerExchange(ticker)?.mic ?? null, ticker.symbol)

/** What a series is as a benchmark; null for one that the table does not have. */
export const benchmarkKind = (symbol: string): BenchmarkKind | null => bySymbol.get(symbol)?.kind ?? null
