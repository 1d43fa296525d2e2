import type { AxisKind } from '../../core/ticker/compare.ts'

/** Words of tickers laid beside another; see `page` for the rules. */
export const catalogue = {
  title: 'Compare',
  add: '+ ticker',
  benchmark: 'benchmark',
  none: 'Choose a stored ticker to lay it beside this one.',
  remove: (symbol: string) => `Take ${symbol} away`,
  more: 'Axis, base, relative strength',
  axis: 'Axis',
  axes: { price: 'Prices', pct: 'Percent', log: 'Prices, log', pctlog: 'Percent, log' } as Record<AxisKind, string>,
  base: '0\u00a0% at',
  bases: {
    first: 'first bar in view',
    event: 'eve of the event',
    bar: 'bar of the crosshair',
  },
  baseOn: (date: string) => `close of ${date}`,
  strength: 'Relative strength',
  strengthPane: (own: string, others: string) => `${own} / ${others} (base 100)`,
  csv: 'CSV',
  csvHelp: 'What is compared, of the sessions in view',
  loading: 'Loading …',
  failed: (symbol: string, why: string) => `${symbol}: ${why}`,
  noCommon: 'No bar in view has a close of all of them: nothing can be rebased.',
  noBase: 'no close at the base',
  without: (count: string, all: string, sessions: boolean) =>
    `${count} of ${all} ${sessions ? 'sessions' : 'bars'} without a close`,
  otherSpan: 'its bars are of another length here',
  currency: (other: string, own: string) => `in ${other}, not in ${own}: nothing is converted`,
  calendar: (mic: string) => `other exchange (${mic}): closes at other hours and on other days`,
  told: ({ tickers, base }: { tickers: string; base: string | null }) =>
    base === null ? `beside ${tickers}` : `beside ${tickers}, 0\u00a0% at the close of ${base}`,
  change: 'change',
  ownBenchmark: 'Benchmark of this ticker',
  byMarket: (symbol: string) => `by its market (${symbol})`,
  byMarketNone: 'by its market (none stored)',
  noBenchmark: 'none',
  saved: (benchmark: string) => `Benchmark: ${benchmark}`,
}
