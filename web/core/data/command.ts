import type { Interval } from '../../../server/market/bar.ts'
import { type Ticker, ticker } from '../../../server/market/ticker.ts'

/** The tickers in a text with spaces or commas between them, and the words that can be none. */
export function tickersIn(text: string): { readonly tickers: readonly Ticker[]; readonly wrong: readonly string[] } {
  const tickers = new Set<Ticker>()
  const wrong: string[] = []
  for (const word of text.split(/[\s,;]+/).filter((part) => part !== '')) {
    const symbol = ticker(word)
    if (symbol === null) wrong.push(word)
    else tickers.add(symbol)
  }
  return { tickers: [...tickers], wrong }
}

export type BackfillForm = {
  readonly tickers: readonly string[]
  /** First and last session wanted. */
  readonly from: string | null
  readonly to: string | null
  readonly interval: Interval
}

/** Is the first session wanted later than the last? */
export const isBackwards = ({ from, to }: Pick<BackfillForm, 'from' | 'to'>): boolean =>
  from !== null && to !== null && from > to

/** Words that a shell would take apart are quoted: `M&M.NS` is one. */
const quoted = (word: string): string => (/^[\w.=^-]+$/.test(word) ? word : `'${word}'`)

/** The command that does the same in a terminal. */
export function commandOf({ tickers, from, to, interval }: BackfillForm): string {
  const words = [
    ...tickers.map(quoted),
    ...(from === null ? [] : ['--from', from]),
    ...(to === null ? [] : ['--to', to]),
    ...(interval === '1d' || tickers.length === 0 ? [] : ['--interval', interval]),
  ]
  return ['npm run backfill', ...(words.length === 0 ? [] : ['--', ...words])].join(' ')
}

/** Puts a backup back that stands beside the database; its name is enough. */
export const restoreCommandOf = (name: string): string => `npm run restore -- ${quoted(name)}`
