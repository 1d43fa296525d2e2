import type { ModelName } from '../../../server/stats/models.ts'

const events = (count: string) => `${count} ${count === '1' ? 'event' : 'events'}`

/** A paragraph on method for a paper: each is a sentence, or a part of one. */
export const paragraph = {
  title: 'Methods paragraph',
  help: 'To paste into a paper, with the numbers of this study. Every term is explained under Methods.',
  copy: 'Copy the paragraph',
  sample: ({ count, tickers, from, to }: { count: string; tickers: string; from: string; to: string }) =>
    `The sample holds ${events(count)} of ${tickers} between ${from} and ${to}; day 0 is the first session that closed strictly after the news.`,
  models: {
    market: 'the market model (Fama, Fisher, Jensen and Roll 1969)',
    'market-adjusted': 'the market-adjusted model (Brown and Warner 1980)',
    mean: 'the mean-adjusted model (Brown and Warner 1980)',
    'scholes-williams': 'the market model with the beta of Scholes and Williams (1977)',
    dimson: 'the market model with leads and lags of the market (Dimson 1979)',
    capm: 'the capital asset pricing model on returns in excess of the risk-free rate',
    ff3: 'the three-factor model of Fama and French (1993)',
    carhart: 'the four-factor model of Carhart (1997)',
    ff5: 'the five-factor model of Fama and French (2015)',
  } as Record<ModelName, string>,
  factors: (names: string) => `a factor model on ${names}`,
  estimated: ({
    model,
    benchmarks,
    returns,
    estimation,
    M,
  }: {
    model: string
    benchmarks: string
    returns: string
    estimation: string
    M: string
  }) =>
    `Normal returns come from ${model}${benchmarks === '' ? '' : `, with ${benchmarks} as the market`}, estimated by least squares on ${returns} daily returns over sessions ${estimation} (median of ${M} observations).`,
  adjusted: ({
    model,
    benchmarks,
    returns,
    estimation,
    M,
  }: {
    model: string
    benchmarks: string
    returns: string
    estimation: string
    M: string
  }) =>
    `Normal returns come from ${model}${benchmarks === '' ? '' : `, with ${benchmarks} as the market`}, on ${returns} daily returns; the residual variance is that of sessions ${estimation} (median of ${M} observations).`,
  masked: 'Sessions around other events were left out of the estimation.',
  windows: (windows: string) =>
    `Abnormal returns were cumulated over ${windows}; the variance of each CAR allows for the estimation of the coefficients (Mikkelson and Partch 1988; Salinger 1992).`,
  tests: (level: string) =>
    `Averages were tested, two-sided at the ${level} level, by the test of Boehmer, Musumeci and Poulsen (1991) with the adjustment of Kolari and Pynnonen (2010) for correlation between events, and by the generalised rank test (Kolari and Pynnonen 2011); p-values over the windows were adjusted after Holm (1979).`,
  result: ({
    window,
    caar,
    t,
    p,
    rank,
    rankP,
  }: {
    window: string
    caar: string
    t: string
    p: string
    rank: string
    rankP: string
  }) => `Over ${window} the CAAR is ${caar} (adjusted BMP t = ${t}, p = ${p}; GRANK t = ${rank}, p = ${rankP}).`,
  untested: (count: string) => `With ${events(count)} no test of the average was made.`,
  shared: (count: string, of: string) =>
    `${count} of ${of} events share their event window with other news of the same security.`,
  noneLeft: 'No event had to be left out.',
  left: (count: string, list: string) => `Left out, with the reason: ${events(count)}: ${list}.`,
  byHand: (count: string) => `Left out by the authors: ${events(count)}.`,
  more: (count: string) => `and ${count} more`,
  prices: (list: string) => `Prices: ${list}.`,
  priced: (ticker: string, source: string, retrieved: string) => `${ticker} from ${source}, retrieved ${retrieved}`,
  inline: 'Prices and returns are those that the study file carries.',
  computed: (version: string, data: string, hash: string) =>
    `Computed with Aftershock ${version} (data version ${data}, SHA-256 of the data ${hash}…).`,
}
