import { isNamed, type TickerRow } from '../../db/tickers.ts'
import type { IsoDate } from '../market/day.ts'
import { ratePair } from '../market/exchange/ratePair.ts'
import type { Ticker } from '../market/ticker.ts'
import { unknownTicker } from '../prices/prices.ts'
import { Problem } from '../problem.ts'
import type { TickerPrices } from './tickerPrices.ts'

/** A series of exchange rates, and what a benchmark's price is done with it to be in the security's currency. */
export interface Rate {
  readonly row: TickerRow
  readonly use: 'multiply' | 'divide'
}

export type RateChoice =
  | { readonly kind: 'none' }
  | { readonly kind: 'rate'; readonly rate: Rate }
  | { readonly kind: 'missing'; readonly problem: Problem }

/** Units that are a hundredth or a thousandth of a currency: a return has no unit. */
const whole: Readonly<Record<string, string>> = {
  GBp: 'GBP',
  GBX: 'GBP',
  ZAc: 'ZAR',
  ZAC: 'ZAR',
  ILA: 'ILS',
  KWF: 'KWD',
}

const currencyOf = ({ currency }: TickerRow): string | null =>
  currency === null ? null : (whole[currency] ?? currency)

/** The currencies of a security and its benchmark, where both are known and differ. */
export function otherCurrency(
  security: TickerRow,
  benchmark: TickerRow,
): { readonly own: string; readonly benchmark: string } | null {
  const [own, other] = [currencyOf(security), currencyOf(benchmark)]
  return own === null || other === null || own === other ? null : { own, benchmark: other }
}

/**
 * The rate, of those asked for, that brings a benchmark into the currency of a security.
 *
 * @param stored every stored ticker
 */
export function chooseRate(
  security: TickerRow,
  benchmark: TickerRow,
  asked: readonly Ticker[],
  stored: readonly TickerRow[],
): RateChoice {
  const currencies = otherCurrency(security, benchmark)
  if (asked.length === 0 || currencies === null) return { kind: 'none' }
  const { own, benchmark: other } = currencies
  for (const symbol of asked) {
    const pair = ratePair(symbol)
    const use =
      pair?.of === other && pair.in === own ? 'multiply' : pair?.of === own && pair.in === other ? 'divide' : null
    if (use === null) continue
    const row = stored.find((known) => isNamed(known, symbol))
    return row === undefined
      ? { kind: 'missing', problem: unknownTicker(symbol, 'convert') }
      : { kind: 'rate', rate: { row, use } }
  }
  const wanted = `${other}${own}=X or ${own}${other}=X`
  return {
    kind: 'missing',
    problem: new Problem(
      422,
      'no_rate',
      `Cannot convert ${benchmark.symbol} from ${other} into ${own}, the currency of ${security.symbol}, with ${asked.join(', ')}: it takes a rate such as ${wanted}`,
      'convert',
    ),
  }
}

/**
 * Prices in another currency, each at the rate of its own session; without that rate there is no price.
 *
 * @returns the sessions, too, that a price was lost on
 */
export function converted(
  prices: TickerPrices,
  rates: TickerPrices,
  use: Rate['use'],
): { readonly prices: TickerPrices; readonly lost: readonly IsoDate[] } {
  const rateOn = new Map(rates.bars.map(({ date }, row) => [date, rates.total[row] ?? null]))
  const lost: IsoDate[] = []
  const total = prices.bars.map(({ date }, row) => {
    const price = prices.total[row] ?? null
    const rate = rateOn.get(date) ?? null
    if (price === null) return null
    if (rate !== null) return use === 'multiply' ? price * rate : price / rate
    lost.push(date)
    return null
  })
  return { prices: { ...prices, total, heldBy: new Map([...rates.heldBy, ...prices.heldBy]) }, lost }
}
