import { readCloses } from '../../db/bars.ts'
import type { Reader } from '../../db/file/db.ts'
import { tickersWithin } from '../../db/tickers.ts'
import type { IsoDate } from '../market/day.ts'

/** Markets in the order in which they are taken where several are stored. */
const usual: readonly string[] = ['^GSPC', 'SPY', '^IXIC', 'QQQ']

/** Indices of what options expect are no market: they fall when it rises. */
const isMarket = (symbol: string): boolean => !/^\^(VIX|VXN|VXD|RVX|VVIX|SKEW|OVX|GVZ)/.test(symbol)

/**
 * Closes of a stored market that trades the same hours as a ticker, by session: a check that looks at them says nothing
 * while none is stored, and speaks at the next look after one is.
 */
export async function marketCloses(
  reader: Reader,
  { id, zone }: { readonly id: number; readonly zone: string },
): Promise<ReadonlyMap<IsoDate, number> | null> {
  const others = (await tickersWithin(reader, zone, 'index', usual)).filter((other) => other.id !== id)
  const market =
    usual.flatMap((symbol) => others.find((other) => other.symbol === symbol) ?? [])[0] ??
    others.find(({ kind, symbol }) => kind === 'index' && isMarket(symbol))
  if (market === undefined) return null
  const closes = await readCloses(reader, market.id)
  return closes.size === 0 ? null : closes
}
