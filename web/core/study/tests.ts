import type { MultiWindow } from '../../../server/stats/sample.ts'

/** A test of a sample: where its figures are, and where docs/methods.md explains it. */
export type SampleTest = {
  readonly key: string
  /** Its field, by which a column gives the reason where it is absent. */
  readonly statistic: keyof MultiWindow
  readonly figures: (column: Column) => { readonly value: number | null; readonly p: number | null }
  readonly anchor: string
  readonly headline: boolean
}
/** A column of a sample's tests, as it is answered. */
type Column = { readonly [F in keyof MultiWindow]?: MultiWindow[F] | undefined }
type Figure = {
  [F in keyof MultiWindow]-?: NonNullable<MultiWindow[F]> extends number ? F : never
}[keyof MultiWindow]

const test = (key: string, statistic: Figure, p: Figure, anchor: string, headline = false): SampleTest => ({
  key,
  statistic,
  figures: (column) => ({ value: column[statistic] ?? null, p: column[p] ?? null }),
  anchor,
  headline,
})

/** Its p is counted out for as many values as that can be done for, as the table of the API has it in `pExact`. */
const wilcoxon: SampleTest = {
  key: 'wilcoxon',
  statistic: 'wilcoxon',
  figures: (column) => ({
    value: column.wilcoxon?.z ?? null,
    p: column.wilcoxon?.pExact ?? column.wilcoxon?.pNormal ?? null,
  }),
  anchor: 'wilcoxon',
  headline: false,
}

/** In the order in which they are read: the headline and its rank check first. */
export const sampleTests: readonly SampleTest[] = [
  test('kp', 'tKp', 'pKp', 'kp', true),
  test('grankT', 'grankT', 'grankTP', 'grank', true),
  test('cross', 'tCross', 'pCross', 'cross'),
  test('cluster', 'tCluster', 'pCluster', 'cluster'),
  test('skew', 'tSkew', 'pSkew', 'skew'),
  test('cda', 'tCda', 'pCda', 'cda'),
  test('mackinlay', 'zMacKinlay', 'pMacKinlay', 'mackinlay'),
  test('patell', 'zPatell', 'pPatell', 'patell'),
  test('patellClassic', 'zPatellClassic', 'pPatellClassic', 'patell-classic'),
  test('patellAdj', 'zPatellAdj', 'pPatellAdj', 'patell-adjusted'),
  test('bmp', 'tBmp', 'pBmp', 'bmp'),
  test('rank', 'zRank', 'pRank', 'corrado'),
  test('rankStd', 'zRankStd', 'pRankStd', 'rank-standardised'),
  test('signCz', 'zSignCZ', 'pSignCZ', 'sign-cz'),
  test('grankZ', 'grankZ', 'grankZP', 'grank'),
  test('sign', 'zSign', 'pSignExact', 'sign'),
  test('genSign', 'zGenSign', 'pGenSign', 'generalised-sign'),
  wilcoxon,
]
