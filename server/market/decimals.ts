/** Decimals that a number is written with: 0.05 has 2, 5e-7 has 7. */
function decimalsOf(value: number): number {
  const [digits = '', exponent = '0'] = `${value}`.split('e')
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent))
}

/** Decimals that numbers are written with at most, when others have `most`. */
export function decimalsWith(values: readonly number[], most: number): number {
  let [decimals, power] = [most, 10 ** most]
  for (const value of values) {
    // Nearly all have no more than those before, which their text need not tell.
    if (Math.round(value * power) / power === value) continue
    decimals = Math.max(decimals, decimalsOf(value))
    power = 10 ** decimals
  }
  return decimals
}
