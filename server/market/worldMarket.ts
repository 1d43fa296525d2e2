/** Whose markets a world event concerns, as the column `market` of the bundled table names them. */
export const worldMarkets = ['world', 'United States', 'euro area', 'Indonesia'] as const
export type WorldMarket = (typeof worldMarkets)[number]

const euroArea =
  'Vienna Brussels Zagreb Helsinki Paris Berlin Busingen Athens Dublin Rome Riga Vilnius Luxembourg Malta Amsterdam Lisbon Bratislava Ljubljana Madrid Tallinn Sofia'
    .split(' ')
    .map((city) => `Europe/${city}`)

/** Zones of the exchanges of each; null for all. */
const zones: Readonly<Record<WorldMarket, ReadonlySet<string> | null>> = {
  world: null,
  'United States': new Set(['America/New_York', 'America/Chicago']),
  'euro area': new Set([...euroArea, 'Asia/Nicosia']),
  Indonesia: new Set(['Asia/Jakarta']),
}

/**
 * Does a world event bear on an exchange? A central bank decides for its own currency, and its decision is in the windows of
 * nearly every share of every other market: only where it concerns a market does it confound. US policy, prices and jobs
 * move markets all over (docs/methods.md says why).
 *
 * @param market a name of `worldMarkets`; one that is not known, or none, concerns all
 * @param zone of the exchange's clock
 */
export function concerns(market: string | undefined, zone: string): boolean {
  const known = worldMarkets.find((one) => one === market)
  const own = known === undefined ? null : zones[known]
  return own === null || own.has(zone)
}
