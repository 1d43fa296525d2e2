#!/usr/bin/env bash
# sec-edgar-toolkit 0.2.0: the earnings per share of an 8-K are its billions of revenue, and $1.2 billion may be 1.2 million.
#
# getEarningsResults() looks for the first "$… billion" anywhere behind the word, then for the first "$… million", and only then for
# the amount that follows. Whatever stands behind it in billions wins: net income of $85 million and $0.42 a share both become
# 1,200,000,000, and revenue of $850 million becomes that of a year ago. getAcquisitions() takes the unit from any place of the text,
# "million" before "billion": a price of $1.2 billion is 1,200,000 where three million shares are mentioned, and $950,000 are 950 billion
# where the target sold for 40 million. None of this is null, as what is not found is.
#
# Expected: what the sentences say, and null for what they do not say. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts sec-edgar-toolkit@0.2.0
cat >read.cjs <<'JS'
const { CurrentEventParser } = require('sec-edgar-toolkit')
const filing = (item, text) =>
  new CurrentEventParser(`CENTRAL INDEX KEY: 0000000001
COMPANY CONFORMED NAME: EXAMPLE CORP
FORM TYPE: 8-K
FILED AS OF DATE: 20231024

Item ${item}
${text}
Item 9.01 Financial Statements and Exhibits
`)
for (const text of [
  'Revenue was $850 million.',
  'Revenue was $850 million, compared with $1.2 billion a year earlier.',
  'Net income was $85 million and earnings per share were $0.42. Revenue was $1.2 billion.',
]) {
  const { revenue, netIncome, earningsPerShare } = filing('2.02 Results of Operations and Financial Condition', text).getEarningsResults()
  console.log(`revenue ${revenue}, net income ${netIncome}, per share ${earningsPerShare}`)
}
for (const text of [
  'The Company acquired Target Inc. for $1.2 billion in cash.',
  'The Company acquired Target Inc. for $1.2 billion in cash and 3 million shares.',
  'The Company acquired Target Inc., whose sales were 40 million, for $950,000.',
])
  console.log(...filing('2.01 Completion of Acquisition or Disposition of Assets', text).getAcquisitions().map(({ value }) => value))
JS
got=$(node read.cjs)
echo "$got"
[ "$got" = 'revenue 850000000, net income null, per share null
revenue 1200000000, net income null, per share null
revenue 1200000000, net income 1200000000, per share 1200000000
1200000000
1200000
950000000000' ]
