import { openSync, writeSync } from 'node:fs'
import { nyse } from '../../../server/calendars/nyse.ts'
import { sessionsBetween } from '../../../server/market/calendar.ts'
import { mustBeDate } from '../../../server/market/day.ts'

const sessions = sessionsBetween(nyse, mustBeDate('2005-01-03'), mustBeDate('2026-10-30'))

/** `AAAB` for 1: symbols of four letters, which trade in New York. */
const symbolOf = (number: number): string => {
  let [text, rest] = ['', number]
  for (let place = 0; place < 4; place++) {
    text = String.fromCharCode(65 + (rest % 26)) + text
    rest = Math.floor(rest / 26)
  }
  return text
}

/**
 * Writes daily bars of invented shares, session after session as bulk files have them, prices of two decimals: the same ones
 * every time.
 *
 * @param shares as many a session
 * @returns rows written
 */
export function writeDays(file: string, rows: number, shares: number): number {
  const descriptor = openSync(file, 'w')
  let seed = 7
  const next = () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 4_294_967_296
  }
  const symbols = Array.from({ length: shares }, (_, number) => symbolOf(number))
  const prices = symbols.map(() => 20 + 200 * next())
  let [text, written] = ['ticker,date,open,high,low,close,volume\n', 0]
  for (const { date } of sessions.slice(-Math.ceil(rows / shares)))
    for (const [at, symbol] of symbols.entries()) {
      if (written === rows) break
      const open = prices[at] as number
      const close = Math.max(5, open * (1 + 0.03 * (next() - 0.5)))
      prices[at] = close
      const [high, low] = [Math.max(open, close) + 0.3, Math.min(open, close) - 0.3]
      text += `${symbol},${date},${open.toFixed(2)},${high.toFixed(2)},${low.toFixed(2)},${close.toFixed(2)},${Math.floor(1e6 * (0.5 + next()))}\n`
      written++
      if (text.length > 1e6) {
        writeSync(descriptor, text)
        text = ''
      }
    }
  writeSync(descriptor, text)
  return written
}
