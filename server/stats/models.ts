/** How the expected return is made; each kind has its formula in the methods. */
export const modelKinds = ['mean', 'market-adjusted', 'market', 'factors', 'scholes-williams', 'dimson'] as const
export type ModelKind = (typeof modelKinds)[number]

interface ReturnModel {
  readonly kind: ModelKind
  /** Series it takes beside the security, by their names in Kenneth R. French's library; in the order of the slopes. */
  readonly factors: readonly string[]
  /** Whether the robustness of a result is tried with it. */
  readonly inGrid: boolean
}

/**
 * Every return model under the name by which it is asked for, in the order in which a grid tries them. Labels in words
 * stand in the catalogues under the same names.
 */
export const returnModels = {
  market: { kind: 'market', factors: [], inGrid: true },
  'market-adjusted': { kind: 'market-adjusted', factors: [], inGrid: true },
  mean: { kind: 'mean', factors: [], inGrid: true },
  'scholes-williams': { kind: 'scholes-williams', factors: [], inGrid: true },
  dimson: { kind: 'dimson', factors: [], inGrid: true },
  capm: { kind: 'factors', factors: ['mkt_rf'], inGrid: true },
  ff3: { kind: 'factors', factors: ['mkt_rf', 'smb', 'hml'], inGrid: true },
  carhart: { kind: 'factors', factors: ['mkt_rf', 'smb', 'hml', 'mom'], inGrid: false },
  ff5: { kind: 'factors', factors: ['mkt_rf', 'smb', 'hml', 'rmw', 'cma'], inGrid: true },
} as const satisfies Readonly<Record<string, ReturnModel>>
export type ModelName = keyof typeof returnModels

export const modelNames = Object.keys(returnModels) as readonly ModelName[]

/** Models that compare a security with a benchmark; the others with its own past, or with factors. */
export const needsBenchmark = (kind: ModelKind): boolean => kind !== 'mean' && kind !== 'factors'

/** Settings that a name stands for. `factors` by itself leaves the series to be named. */
export function settingsOfModel(name: ModelName | ModelKind): {
  readonly model: ModelKind
  readonly factors?: readonly string[]
  readonly riskFree?: string
} {
  const named: ReturnModel | undefined = name in returnModels ? returnModels[name as ModelName] : undefined
  if (named === undefined || named.kind !== 'factors') return { model: named?.kind ?? 'factors' }
  return { model: 'factors', factors: named.factors, riskFree: 'rf' }
}
