import { type BenchmarkKind, benchmarkKind, fittingBenchmarks } from '../market/exchange/benchmarks.ts'
import { needsBenchmark } from '../stats/models.ts'
import type { ChosenBy } from './benchmark.ts'
import type { ClosesApart } from './closes.ts'
import { closesOf, type PlacedStudy } from './placedStudy.ts'
import { otherCurrency } from './rate.ts'

/** What a security is compared with, who chose it, and how far the two are of one moment and one currency. */
export interface Comparison {
  /** Null where there is nothing to compare it with. */
  readonly benchmark: string | null
  readonly chosen: ChosenBy
  /** What it is as a benchmark; null for a series that the table of benchmarks does not have. */
  readonly kind: BenchmarkKind | null
  /** Benchmarks that fit the security's market, the best one first, stored or not. */
  readonly fitting: readonly string[]
  /** How the closes lie apart (`asynchronous`); null where they do not, or nothing is compared. */
  readonly closes: ClosesApart | null
  /** The two currencies where they differ, and nothing was converted (`currencyDiffers`). */
  readonly currencies: { readonly own: string; readonly benchmark: string } | null
  /** The rate by which the benchmark was brought into the security's currency. */
  readonly rate: string | null
  /** Sessions on which that rate is missing, and the benchmark's price with it. */
  readonly without_rate: number
  /** What to make of it, in English and Indonesian; empty where the two are of one moment and one currency. */
  readonly notes: readonly Note[]
}

interface Note {
  readonly en: string
  readonly id: string
}

/** @param study with a `position` of null for all sessions there are */
export function comparisonOf(
  study: Pick<PlacedStudy, 'aligned' | 'settings' | 'position'> & {
    readonly chosenBy: ChosenBy
    readonly benchmark: string | null
  },
): Comparison {
  const { aligned, settings, chosenBy, benchmark } = study
  const isCompared = chosenBy !== 'none' && needsBenchmark(settings.model)
  const closes = isCompared ? closesOf(study) : null
  const differ = isCompared ? otherCurrency(aligned.ticker, aligned.benchmark) : null
  const currencies = aligned.rate === null ? differ : null
  return {
    benchmark: chosenBy === 'none' ? null : benchmark,
    chosen: chosenBy,
    kind: chosenBy === 'none' || benchmark === null ? null : benchmarkKind(benchmark),
    fitting: fittingBenchmarks(aligned.ticker).map(({ symbol }) => symbol),
    closes,
    currencies,
    rate: aligned.rate?.row.symbol ?? null,
    without_rate: aligned.withoutRate.length,
    notes: [
      ...(closes === null ? [] : [aboutCloses(closes, aligned.benchmark.symbol)]),
      ...(currencies === null ? [] : [aboutCurrencies(currencies, aligned.benchmark.symbol)]),
    ],
  }
}

function aboutCloses({ own, own_zone, benchmark, benchmark_zone }: ClosesApart, symbol: string): Note {
  const [here, there] = [`${own} (${own_zone})`, `${benchmark} (${benchmark_zone})`]
  return {
    en: `${symbol} closes at ${there}, the share at ${here}: prices of one date are not of one moment. The model "dimson" also uses the benchmark's session before and after.`,
    id: `${symbol} tutup pukul ${there}, sahamnya pukul ${here}: harga bertanggal sama bukan dari saat yang sama. Model "dimson" juga memakai sesi tolok ukur sebelum dan sesudahnya.`,
  }
}

function aboutCurrencies({ own, benchmark }: NonNullable<Comparison['currencies']>, symbol: string): Note {
  return {
    en: `The share is priced in ${own}, ${symbol} in ${benchmark}: part of the difference may be the exchange rate. convert=${benchmark}${own}=X brings both into ${own}, where that rate is stored.`,
    id: `Saham dihargai dalam ${own}, ${symbol} dalam ${benchmark}: sebagian selisihnya bisa berasal dari nilai tukar. convert=${benchmark}${own}=X membawa keduanya ke ${own} bila kurs itu tersimpan.`,
  }
}
