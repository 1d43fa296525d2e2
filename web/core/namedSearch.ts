import { folded } from './search.ts'

/** "S&P 500" has the words s, p and 500, "^GSPC" has gspc and "BRK.B" brk and b. */
const wordsOf = (text: string): readonly string[] =>
  folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** Does every word of the query begin a word of the texts? So the server searches events. An empty query matches everything. */
export function begins(query: string, texts: readonly string[]): boolean {
  const words = texts.flatMap((text) => [folded(text), ...wordsOf(text)])
  return wordsOf(query).every((wanted) => words.some((word) => word.startsWith(wanted)))
}

type Named = { readonly ticker: string; readonly name: string | null }

/** The tickers that a query may mean: the one of this symbol first, then those whose symbol begins so, then by their names. */
export function tickersFor<T extends Named>(query: string, tickers: readonly T[]): readonly T[] {
  const wanted = folded(query.trim())
  const rank = ({ ticker }: T) => {
    const symbol = folded(ticker)
    return symbol === wanted ? 0 : symbol.startsWith(wanted) ? 1 : 2
  }
  return tickers
    .filter(({ ticker, name }) => begins(query, [ticker, name ?? '']) || folded(ticker).startsWith(wanted))
    .toSorted((a, b) => rank(a) - rank(b))
}
