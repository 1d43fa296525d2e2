import type { Db } from '../../db/file/db.ts'
import { dataVersion, type Used } from '../../db/version.ts'
import { type Ticker, ticker as tickerOf } from '../market/ticker.ts'
import { runStudy, type Study } from './study.ts'

/** A study with the data version of its answer. */
export interface VersionedStudy {
  readonly study: Study
  readonly version: string
}

/** Hexadecimal digits, as those of every data version. */
const DIGITS = 12

/**
 * `runStudy` with the data version: of what the store gave, or for a spec that brings its own numbers the beginning of
 * their hash.
 */
export async function versionedStudy(
  text: string,
  store: () => Promise<Db>,
  also: Parameters<typeof runStudy>[2] = {},
): Promise<VersionedStudy> {
  const opened: Db[] = []
  const remember = async () => {
    const db = await store()
    opened.push(db)
    return db
  }
  const study = await runStudy(text, remember, also)
  const [db] = opened
  const version = db === undefined ? study.findings.data_hash.slice(0, DIGITS) : await dataVersion(db, usedBy(study))
  return { study, version }
}

/** Daily bars of every ticker and the benchmark, their events and the chosen ones, the factors of the model. */
function usedBy({ spec, single }: Study): Used {
  if (spec.kind === 'inline' || !Array.isArray(spec.events)) return {}
  const { settings } = spec
  const chosen = spec.events as readonly (string | { readonly id: string; readonly ticker: Ticker })[]
  const tickers = [...new Set(chosen.flatMap((one) => (typeof one === 'string' ? [] : [one.ticker])))]
  const benchmarks = new Set([spec.benchmark, ...[...single('light')].map(({ market }) => market)])
  const symbols = [...tickers, ...[...benchmarks].flatMap((symbol) => tickerOf(symbol ?? '') ?? [])]
  const series = [...symbols, ...spec.convert]
  return {
    series: series.map((ticker) => ({ ticker, interval: '1d' })),
    events: [
      ...symbols.map((ticker) => ({ ticker })),
      ...chosen.map((one) => ({ id: typeof one === 'string' ? one : one.id })),
    ],
    factors: settings.model === 'factors' ? [...settings.factors, settings.riskFree ?? ''] : [],
  }
}
