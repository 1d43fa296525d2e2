// Gamma and beta functions in double precision: what the tails of Student, F and the binomial are made of.

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const

/** ln Γ(x) for x > 0 (Lanczos 1964, g = 7, nine terms; Stirling's series from 20 on). */
export function logGamma(x: number): number {
  if (x >= 20) {
    const inverse = 1 / x
    const square = inverse * inverse
    const series =
      inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188)))))
    return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series
  }
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const shifted = x - 1
  let sum = lanczos[0]
  for (let i = 1; i < lanczos.length; i++) sum += (lanczos[i] ?? 0) / (shifted + i)
  const base = shifted + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum)
}

/** ln Γ(a + ½) - ln Γ(a): the difference is small beside its terms, so large a take its own series. */
function logGammaHalfStep(a: number): number {
  if (a < 20) return logGamma(a + 0.5) - logGamma(a)
  const inverse = 1 / a
  const square = inverse * inverse
  return 0.5 * Math.log(a) - inverse * (1 / 8 - square * (1 / 192 - square * (1 / 640 - (square * 17) / 14336)))
}

/** ln B(a, b) = ln Γ(a) + ln Γ(b) - ln Γ(a + b). */
export function logBeta(a: number, b: number): number {
  if (b === 0.5) return 0.5 * Math.log(Math.PI) - logGammaHalfStep(a)
  if (a === 0.5) return 0.5 * Math.log(Math.PI) - logGammaHalfStep(b)
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}

/** The continued fraction of the incomplete beta function (modified Lentz); converges fast for x < (a+1)/(a+b+2). */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300
  let c = 1
  let d = 1 - ((a + b) * x) / (a + 1)
  if (Math.abs(d) < tiny) d = tiny
  d = 1 / d
  let result = d
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 + even * d
    if (Math.abs(d) < tiny) d = tiny
    c = 1 + even / c
    if (Math.abs(c) < tiny) c = tiny
    d = 1 / d
    result *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 + odd * d
    if (Math.abs(d) < tiny) d = tiny
    c = 1 + odd / c
    if (Math.abs(c) < tiny) c = tiny
    d = 1 / d
    const step = d * c
    result *= step
    if (Math.abs(step - 1) < 1e-16) break
  }
  return result
}

/**
 * Regularised incomplete beta function I_x(a, b), with its small values exact in relative terms.
 *
 * @param x between 0 and 1
 * @param rest 1 - x, given apart because the caller often knows it without cancellation
 * @param logB ln B(a, b), when the caller has it already
 */
export function betaRatio(a: number, b: number, x: number, rest: number, logB = logBeta(a, b)): number {
  if (x <= 0) return 0
  if (rest <= 0) return 1
  const logX = rest < 0.5 ? Math.log1p(-rest) : Math.log(x)
  const logRest = x < 0.5 ? Math.log1p(-x) : Math.log(rest)
  const front = Math.exp(a * logX + b * logRest - logB)
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(a, b, x)) / a
  return 1 - (front * betaFraction(b, a, rest)) / b
}
