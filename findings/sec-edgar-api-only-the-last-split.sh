#!/usr/bin/env bash
# sec-edgar-api 1.0.11: of two splits only the last one adjusts the earnings per share before them.
#
# parseReportsRaw() divides figures per share by the splits that came after, and multiplies numbers of shares, as `adjustForSplits` (on
# if nothing is said) promises. For each split it starts again from the figure as it was filed, so that what an earlier one did is lost:
# earnings of 28 a share before splits of 7 : 1 and 4 : 1 (those of Apple in 2014 and 2020) are 7 and not 1, and those between the two
# are right. The series falls to a seventh at the first split, which is what adjusting is to prevent. One split alone is right.
#
# Expected: 28 without a split, 4 with the first, with both 1 in 2013 and 1 in 2015. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts sec-edgar-api@1.0.11
cat >adjust.cjs <<'JS'
const { reportParser } = require('sec-edgar-api')
const fact = (start, end, val, filed, fp, form) => ({ accn: `0000000001-${filed.slice(2, 4)}-000001`, end, filed, form, fp, fy: Number(end.slice(0, 4)), start, val })
const year = (number, earnings) => [
  fact(`${number}-01-01`, `${number}-03-31`, earnings, `${number}-05-01`, 'Q1', '10-Q'),
  fact(`${number}-01-01`, `${number}-12-31`, 4 * earnings, `${number + 1}-02-01`, 'FY', '10-K'),
]
const splits = [fact('2014-06-09', '2014-06-09', 7, '2014-08-01', 'Q2', '10-Q'), fact('2020-08-31', '2020-08-31', 4, '2020-11-01', 'Q3', '10-Q')]
for (const done of [0, 1, 2]) {
  const facts = {
    EarningsPerShareBasic: { units: { 'USD/shares': [...year(2013, 28), ...year(2015, 4)] } },
    StockholdersEquityNoteStockSplitConversionRatio1: { units: { pure: splits.slice(0, done) } },
  }
  const reports = reportParser.parseReportsRaw({ cik: 1, entityName: 'Example', facts: { 'us-gaap': facts } }, { adjustForSplits: true })
  const first = reports.filter(({ fiscalPeriod, EarningsPerShareBasic }) => fiscalPeriod === 'Q1' && EarningsPerShareBasic !== undefined)
  console.log(`${done} splits: ${first.map(({ fiscalYear, EarningsPerShareBasic }) => `${fiscalYear} ${EarningsPerShareBasic}`).join(', ')}`)
}
JS
got=$(node adjust.cjs)
echo "$got"
[ "$got" = '0 splits: 2013 28, 2015 4
1 splits: 2013 4, 2015 4
2 splits: 2013 7, 2015 1' ]
