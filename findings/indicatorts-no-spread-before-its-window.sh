#!/usr/bin/env bash
# indicatorts 2.2.2: before a window is full, its standard deviation is 0 and its bands have no width.
#
# mstd() over four prices gives 0 for the first three, though those prices moved, and bollingerBands() puts upper, middle and
# lower on one average of the fewer prices there are. Nothing tells these values from computed ones: a return divided by such
# a deviation is infinite, and every price of the first days lies outside its bands.
#
# Expected: NaN, nothing, or (by hand) 2.83 for the sample's deviation of 100 and 104, 2.65 for 100, 104 and 99. Fails when
# this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts indicatorts@2.2.2
cat >spread.mjs <<'JS'
import { bollingerBands, mstd } from 'indicatorts'

const prices = [100, 104, 99, 103, 101, 104]
const { upper, middle, lower } = bollingerBands(prices, { period: 4 })
console.log(mstd(prices, { period: 4 }).map((value) => value.toFixed(4)).join(' '))
console.log(prices.map((_, day) => (upper[day] - lower[day]).toFixed(4)).join(' '), middle.slice(0, 3).join(' '))
JS
got=$(node spread.mjs)
echo "$got"
[ "$got" = '0.0000 0.0000 0.0000 2.0616 1.9203 1.9203
0.0000 0.0000 0.0000 8.2462 7.6811 7.6811 100 102 101' ]
