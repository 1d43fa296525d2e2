#!/usr/bin/env bash
# fast-technical-indicators 1.1.4: called as the package it replaces, it finds every candle pattern in every bar.
#
# It calls itself a "100% compatible" and "drop-in replacement" of technicalindicators ("simply change your import … everything else
# stays the same"). Given bars in the form of that package, lists of open, high, low and close, its patterns answer [], which counts as
# true, where the other says false, and heikinashi() has no bars; none of this is an error. averagegain() takes plain means, so that
# the figures are not those that its own rsi() is made of.
#
# Expected by hand of three bars that rise by most of their range: no doji, nothing bearish, no evening star, no black crows; Heikin-Ashi
# closes of 418 / 4 and 430 / 4. Of the gains 1, 0, 3, 0 by Wilder's mean 4/3 and (4/3 · 2 + 0) / 3; with the losses 0, 1, 0, 1 they make
# an RSI of 80 and 61.54. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts fast-technical-indicators@1.1.4 technicalindicators@3.1.0
cat >ask.cjs <<'JS'
const bars = { open: [100, 104, 108], high: [110, 112, 114], low: [99, 103, 107], close: [109, 111, 113] }
const patterns = ['dragonflydoji', 'gravestonedoji', 'bearishmarubozu', 'bearishharami', 'eveningstar', 'threeblackcrows']
const prices = { period: 3, values: [10, 11, 10, 13, 12] }
for (const name of ['technicalindicators', 'fast-technical-indicators']) {
  const library = require(name)
  const found = patterns.filter((pattern) => Boolean(library[pattern](structuredClone(bars))))
  const { close = [] } = library.heikinashi({ ...structuredClone(bars), volume: [1, 1, 1], timestamp: [1, 2, 3] })
  const [gain, rsi] = ['averagegain', 'rsi'].map((one) => library[one](structuredClone(prices)).map((value) => value.toFixed(2)).join(' '))
  console.log(`${name}: ${found.length} of ${patterns.length} patterns, Heikin-Ashi closes ${close.slice(0, 2).join(' ') || 'none'}, gains ${gain}, RSI ${rsi}`)
}
JS
got=$(node ask.cjs)
echo "$got"
[ "$got" = 'technicalindicators: 0 of 6 patterns, Heikin-Ashi closes 104.5 107.5, gains 1.33 0.89, RSI 80.00 61.54
fast-technical-indicators: 6 of 6 patterns, Heikin-Ashi closes none, gains 1.33 1.00, RSI 80.00 61.54' ]
