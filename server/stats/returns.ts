/** A price column or a column of ready returns on the session axis; null is missing. */
export type Column =
  | { readonly kind: 'prices'; readonly values: readonly (number | null)[] }
  | { readonly kind: 'returns'; readonly values: readonly (number | null)[] }

export type ReturnType = 'simple' | 'log'

/**
 * Returns on the session axis as the engine works on them. `span[t]` is the number of sessions the return at `t` covers:
 * 1 for an ordinary one, n after a hole of n - 1 sessions, 0 where there is none (and `value[t]` is NaN: it stays inside).
 */
export type Returns = { readonly value: Float64Array; readonly span: Int32Array }

const isPrice = (price: number | null | undefined): price is number =>
  price !== null && price !== undefined && price > 0 && price < Number.POSITIVE_INFINITY

/**
 * Returns of a column as fractions (0.01 is +1 %). A price that is null, zero, negative or not finite is missing; the first
 * price after a hole gives one lumped return over the whole hole, never a repeated price
 * (trade-to-trade returns: Maynes and Rumsey 1993, J. Banking and Finance 17).
 */
export function returnsOf(column: Column, returnType: ReturnType): Returns {
  const { values } = column
  const value = new Float64Array(values.length).fill(Number.NaN)
  const span = new Int32Array(values.length)
  if (column.kind === 'returns') {
    for (let t = 0; t < values.length; t++) {
      const given = values[t]
      if (given === null || given === undefined || !Number.isFinite(given)) continue
      value[t] = given
      span[t] = 1
    }
    return { value, span }
  }
  let last = -1
  let lastPrice = 0
  for (let t = 0; t < values.length; t++) {
    const price = values[t]
    if (!isPrice(price)) continue
    if (last >= 0) {
      value[t] = returnType === 'log' ? Math.log(price / lastPrice) : price / lastPrice - 1
      span[t] = t - last
    }
    last = t
    lastPrice = price
  }
  return { value, span }
}

/** 1 for every session on which all of the price columns have a price. */
export function sessionsWithPrices(length: number, columns: readonly Column[]): Uint8Array {
  const present = new Uint8Array(length).fill(1)
  for (const { values } of columns) for (let t = 0; t < length; t++) if (!isPrice(values[t])) present[t] = 0
  return present
}

/** Return of a column over the `n` sessions that end at `t`; NaN when it cannot be had. */
export function returnOver(column: Column, returns: Returns, t: number, n: number, returnType: ReturnType): number {
  if (column.kind === 'returns') return compounded(returns, t, n, returnType)
  const [before, price] = [column.values[t - n], column.values[t]]
  if (!isPrice(before) || !isPrice(price)) return Number.NaN
  return returnType === 'log' ? Math.log(price / before) : price / before - 1
}

/**
 * Return of a column over the `n` sessions that end at `t`, made from its own sessions: compounded for simple returns,
 * added for logarithmic ones. NaN when a session is missing.
 */
export function compounded(returns: Returns, t: number, n: number, returnType: ReturnType): number {
  if (n === 1) return (returns.span[t] ?? 0) === 1 ? (returns.value[t] ?? Number.NaN) : Number.NaN
  let total = returnType === 'log' ? 0 : 1
  for (let s = t; s > t - n; ) {
    const covered = returns.span[s] ?? 0
    // A lumped return that begins before the n sessions do cannot be cut.
    if (covered === 0 || s - covered < t - n) return Number.NaN
    const r = returns.value[s] ?? Number.NaN
    total = returnType === 'log' ? total + r : total * (1 + r)
    s -= covered
  }
  return returnType === 'log' ? total : total - 1
}
