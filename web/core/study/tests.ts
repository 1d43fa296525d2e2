import type { MultiWindow } from '../../../server/stats/sample.ts'

/** A test of a sample: where its figures are, and where docs/methods.md explains it. */
export type SampleTest = {
  readonly key: string
  readonly statistic: Figure
  readonly p: Figure
  readonly anchor: string
  readonly headline: boolean
}
type Figure = keyof MultiWindow

const test = (key: string, statistic: Figure, p: Figure, anchor: string, headline = false): SampleTest => ({
  key,
  statistic,
  p,
  anchor,
  headline,
})

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
]
