import type { Loader } from '../brought.ts'
import { Later } from '../Later.tsx'
import { useTicker } from './useTicker.ts'

/** Its code comes in with that of what is compared. */
export const compareBar: Loader = {
  words: ['compare'],
  load: async () => {
    const { CompareBar, settle } = await import('./CompareBar.tsx')
    return { Part: CompareBar, settle }
  },
}

/** The controls of what is laid beside the ticker, where something is or somebody wants it. */
export function Comparison() {
  const { compare } = useTicker()
  return compare.open.value || compare.asked().tickers.length > 0 ? <Later loader={compareBar} waiting={null} /> : null
}
