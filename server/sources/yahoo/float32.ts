/**
 * Yahoo keeps prices as 32-bit floats and writes them out as 64-bit ones: 129.04 arrives as 129.0399932861328.
 * This is the shortest decimal that names the same 32-bit float, which is the price as the exchange wrote it for any
 * price of up to six digits. A number that is no 32-bit float is left as it is.
 */
export function withoutFloatNoise(value: number): number {
  const single = Math.fround(value)
  // Sixteen printed digits of a 32-bit float need not read back as exactly that float.
  if (!Number.isFinite(single) || Math.abs(single - value) > Math.abs(value) * 1e-14) return value
  if (Number.isInteger(value)) return value
  for (let digits = 6; digits <= 9; digits++) {
    const decimal = Number(value.toPrecision(digits))
    if (Math.fround(decimal) === single) return decimal
  }
  return value
}
