#!/usr/bin/env bash
# @railpath/finance-toolkit 0.5.4: the largest drawdown ends before it begins, and a yearly return is made yearly once more.
#
# calculateMaxDrawdown() tells the place of the peak and how long the fall took. Once prices reach a new high after the fall, the place is
# that of the later high, while the value is still the old one: the fall lasted -2 days. calculateMoneyWeightedReturn() is documented to
# give `mwr`, "period return", and `annualizedMWR`, "annualized return". Its periods are years, so `mwr` is the yearly rate already, and
# the other one is that rate to the power of one over the years again: 10 % in half a year become 46 % a year, 21 % in two years 5 %.
#
# Expected by hand: from place 1 to place 2, one day; of 1,000 that are 1,100 half a year later 0.1 and 0.21, of 1,000 that are 1,210 two
# years later 0.21 and 0.1. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @railpath/finance-toolkit@0.5.4
cat >ask.cjs <<'JS'
const { calculateMaxDrawdown, calculateMoneyWeightedReturn } = require('@railpath/finance-toolkit')
const fall = calculateMaxDrawdown({ prices: [100, 120, 90, 110, 130, 125] })
console.log(`from ${fall.peakValue} at ${fall.peakIndex} to ${fall.troughValue} at ${fall.troughIndex}: ${fall.drawdownDuration} days`)
const day = 86_400_000
for (const [years, finalValue] of [[0.5, 1100], [2, 1210]]) {
  const start = Date.UTC(2023, 0, 1)
  const dates = [new Date(start), new Date(start + years * 365.25 * day)]
  const { mwr, annualizedMWR } = calculateMoneyWeightedReturn({ cashFlows: [-1000, 0], dates, finalValue, initialValue: 0 })
  console.log(`${years} years: ${mwr.toFixed(4)}, annualised ${annualizedMWR.toFixed(4)}`)
}
JS
got=$(node ask.cjs)
echo "$got"
[ "$got" = 'from 120 at 4 to 90 at 2: -2 days
0.5 years: 0.2100, annualised 0.4641
2 years: 0.1000, annualised 0.0488' ]
