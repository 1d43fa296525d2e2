import type { ColumnTests } from '../stats/crossSection.ts'
import type { MultiDay, MultiWindow } from '../stats/sample.ts'
import type { Wilcoxon } from '../stats/wilcoxon.ts'
import { type Column, column, within } from '../table/column.ts'

/** A statistic and its two-sided p: two columns. */
const test = <Row>(
  name: string,
  suffix: string,
  doc: string,
  statistic: (row: Row) => number | null | undefined,
  p: (row: Row) => number | null | undefined,
): readonly Column<Row>[] => [
  column(`${name}_${suffix}`, 'number', doc, (row: Row) => statistic(row) ?? null),
  column(`p_${suffix}`, 'number', `two-sided p of ${name}_${suffix}`, (row: Row) => p(row) ?? null),
]

const wilcoxonColumns: readonly Column<Wilcoxon>[] = [
  column('wilcoxon_n', 'integer', 'values that are not zero', ({ n }) => n, 'events'),
  column('wilcoxon_w', 'number', 'sum of the ranks of the positive ones', ({ W }) => W),
  column('wilcoxon_z', 'number', 'its normal approximation', ({ z }) => z),
  column('wilcoxon_p_normal', 'number', 'two-sided p of wilcoxon_z', ({ pNormal }) => pNormal),
  column('wilcoxon_p_exact', 'number', 'exact two-sided p', ({ pExact }) => pExact),
]

const spread: readonly Column<ColumnTests>[] = [
  column('n', 'integer', 'events with the figure', ({ n }) => n, 'events'),
  column('median', 'number', 'median over the events', ({ median }) => median, 'fraction'),
  column('se_cross', 'number', 'standard error from the spread between events', ({ seCross }) => seCross, 'fraction'),
]

const beforePatell: readonly Column<ColumnTests>[] = [
  ...test<ColumnTests>(
    't',
    'cross',
    'cross-sectional t',
    ({ tCross }) => tCross,
    ({ pCross }) => pCross,
  ),
  ...test<ColumnTests>(
    't',
    'skew',
    'the same, adjusted for skewness',
    ({ tSkew }) => tSkew,
    ({ pSkew }) => pSkew,
  ),
  ...test<ColumnTests>(
    't',
    'cda',
    'crude dependence adjustment',
    ({ tCda }) => tCda,
    ({ pCda }) => pCda,
  ),
  ...test<ColumnTests>(
    'z',
    'mackinlay',
    'MacKinlay',
    ({ zMacKinlay }) => zMacKinlay,
    ({ pMacKinlay }) => pMacKinlay,
  ),
  ...test<ColumnTests>(
    'z',
    'patell',
    'Patell',
    ({ zPatell }) => zPatell,
    ({ pPatell }) => pPatell,
  ),
]

/** Patell's test as first published; of windows alone. */
const patellClassic = test<MultiWindow>(
  'z',
  'patell_classic',
  'Patell without the covariance of the sessions',
  ({ zPatellClassic }) => zPatellClassic,
  ({ pPatellClassic }) => pPatellClassic,
)

const afterPatell: readonly Column<ColumnTests>[] = [
  ...test<ColumnTests>(
    't',
    'bmp',
    'Boehmer, Musumeci and Poulsen',
    ({ tBmp }) => tBmp,
    ({ pBmp }) => pBmp,
  ),
  column('rbar', 'number', 'average correlation between the events that counts here', ({ rbar }) => rbar),
  ...test<ColumnTests>(
    'z',
    'patell_adj',
    'Patell after Kolari and Pynnonen',
    ({ zPatellAdj }) => zPatellAdj,
    ({ pPatellAdj }) => pPatellAdj,
  ),
  ...test<ColumnTests>(
    't',
    'kp',
    'BMP after Kolari and Pynnonen: the headline test',
    ({ tKp }) => tKp,
    ({ pKp }) => pKp,
  ),
  ...test<ColumnTests>(
    'z',
    'rank',
    'Corrado',
    ({ zRank }) => zRank,
    ({ pRank }) => pRank,
  ),
  ...test<ColumnTests>(
    'z',
    'rank_std',
    'Corrado, on returns standardised by their spread between events',
    ({ zRankStd }) => zRankStd,
    ({ pRankStd }) => pRankStd,
  ),
  ...test<ColumnTests>(
    'z',
    'sign_cz',
    'sign test of Corrado and Zivney',
    ({ zSignCZ }) => zSignCZ,
    ({ pSignCZ }) => pSignCZ,
  ),
  column('grank_positions', 'integer', 'positions of the generalised rank test', ({ T }) => T),
  column('t_grank', 'number', 'generalised rank t of Kolari and Pynnonen', ({ grankT }) => grankT),
  column('df_grank_t', 'integer', 'its degrees of freedom', ({ grankTDf }) => grankTDf),
  column('p_grank_t', 'number', 'two-sided p of t_grank', ({ grankTP }) => grankTP),
  column('z_grank', 'number', 'generalised rank z', ({ grankZ }) => grankZ),
  column('p_grank_z', 'number', 'two-sided p of z_grank', ({ grankZP }) => grankZP),
  column('positive', 'integer', 'events with a positive value', ({ positive }) => positive, 'events'),
  ...test<ColumnTests>(
    'z',
    'sign',
    'sign test',
    ({ zSign }) => zSign,
    ({ pSign }) => pSign,
  ),
  column('p_sign_exact', 'number', 'its exact two-sided p', ({ pSignExact }) => pSignExact),
  ...test<ColumnTests>(
    'z',
    'gen_sign',
    'generalised sign test of Cowan',
    ({ zGenSign }) => zGenSign,
    ({ pGenSign }) => pGenSign,
  ),
  ...within(wilcoxonColumns, ({ wilcoxon }: ColumnTests) => wilcoxon),
  column('clusters', 'integer', 'different dates of day 0', ({ clusters }) => clusters, 'dates'),
  column('se_cluster', 'number', 'standard error clustered by date', ({ seCluster }) => seCluster, 'fraction'),
  ...test<ColumnTests>(
    't',
    'cluster',
    'clustered by date',
    ({ tCluster }) => tCluster,
    ({ pCluster }) => pCluster,
  ),
  column('reason', 'word', 'why all figures are absent', ({ reason }) => reason),
  column('reasons', 'list', 'why single figures are absent, each as field: reason', ({ reasons }) =>
    Object.entries(reasons).map(([field, why]) => `${field}: ${why}`),
  ),
]

export const windowTests: readonly Column<MultiWindow>[] = [
  column('window_from', 'integer', 'first session of the window', ({ from }) => from, 'sessions from day 0'),
  column('window_to', 'integer', 'last session of the window', ({ to }) => to, 'sessions from day 0'),
  column('caar', 'number', 'average CAR over the events', ({ mean }) => mean, 'fraction'),
  column('sum_aar', 'number', 'sum of the average abnormal returns', ({ sumAar }) => sumAar, 'fraction'),
  ...spread,
  ...beforePatell,
  ...patellClassic,
  ...afterPatell,
]

export const dayTests: readonly Column<MultiDay>[] = [
  column('session', 'integer', 'which session', ({ rel }) => rel, 'sessions from day 0'),
  column('aar', 'number', 'average abnormal return over the events', ({ mean }) => mean, 'fraction'),
  ...spread,
  ...beforePatell,
  ...afterPatell,
]
