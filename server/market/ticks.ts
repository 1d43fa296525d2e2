import { type Digits, digitsOf, isTold, numbersOf } from './digits.ts'

/** Prices of bars by column. */
export type PriceRows = Readonly<Record<'open' | 'high' | 'low' | 'close', readonly number[]>>

/**
 * Prices as whole numbers of their last decimal: each opening price from the close before it, each close from its own
 * opening price, each high and low from the higher and the lower of both.
 */
export type Ticks = Readonly<Record<keyof PriceRows, Digits>> & { readonly decimals: number }

const MOST_DECIMALS = 8
/** Powers of ten as JSON reads them: a whole number divided by one is the very number that its decimal digits are read as. */
const scales = Array.from({ length: MOST_DECIMALS + 1 }, (_, decimals) => Number(`1e${decimals}`))
const scaleOf = (decimals: number): number => scales[decimals] ?? Number.NaN

/** @returns null where prices have more decimals than eight, or are too large: no tick tells them to the last bit */
export function ticksOf({ open, high, low, close }: PriceRows): Ticks | null {
  const columns = [open, high, low, close]
  const decimals = scales.findIndex((scale) => columns.every((column) => column.every((price) => isOn(price, scale))))
  if (decimals < 0) return null
  const [opens = [], highs = [], lows = [], closes = []] = columns.map((column) =>
    column.map((price) => Math.round(price * scaleOf(decimals))),
  )
  const at = (column: readonly number[], row: number) => column[row] ?? 0
  const told = (step: (open: number, close: number, row: number) => number) =>
    digitsOf(opens.map((open, row) => step(open, at(closes, row), row)))
  return {
    decimals,
    open: told((open, _, row) => open - at(closes, row - 1)),
    high: told((open, close, row) => at(highs, row) - Math.max(open, close)),
    low: told((open, close, row) => Math.min(open, close) - at(lows, row)),
    close: told((open, close) => close - open),
  }
}

/** Differences of two may be twice as large. */
const isOn = (price: number, scale: number): boolean => {
  const ticks = Math.round(price * scale)
  return isTold(2 * ticks) && ticks / scale === price
}

/** The prices again, to the last bit. */
export function pricesAt({ decimals, ...digits }: Ticks, rows: number): Record<keyof PriceRows, number[]> {
  const scale = scaleOf(decimals)
  const [open, high, low, close] = (['open', 'high', 'low', 'close'] as const).map((name) =>
    numbersOf(digits[name], rows),
  ) as [number[], number[], number[], number[]]
  let before = 0
  for (let row = 0; row < rows; row++) {
    const opens = before + (open[row] as number)
    const closes = opens + (close[row] as number)
    open[row] = opens / scale
    close[row] = closes / scale
    high[row] = (Math.max(opens, closes) + (high[row] as number)) / scale
    low[row] = (Math.min(opens, closes) - (low[row] as number)) / scale
    before = closes
  }
  return { open, high, low, close }
}
