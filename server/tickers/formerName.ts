import type { Reader } from '../../db/file/db.ts'
import { findTicker } from '../../db/tickers.ts'
import { ticker } from '../market/ticker.ts'

/** Of each name, separated by commas, that a ticker had before: a sentence. A former name goes on answering, but not without a word. */
export async function formerNamesSaid(reader: Reader, names: string): Promise<readonly string[]> {
  const said: string[] = []
  for (const name of names.split(',')) {
    const asked = ticker(name)
    const stored = asked === null ? null : await findTicker(reader, asked)
    if (stored !== null && stored.symbol !== asked) said.push(`${asked} is a former name of ${stored.symbol}`)
  }
  return said
}
