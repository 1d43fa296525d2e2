#!/usr/bin/env bash
# trendyways 1.0.1: the histogram of its MACD is always zero, and its line is not the difference of the averages beside it.
#
# The histogram of a MACD is its line less its signal. macd() gives `line`, `signal` and `hist`, but takes the line from itself, so that
# `hist` is 0 on each day and a change of trend is never seen. The line is 100 (fast / slow - 1), a percentage (that of
# the PPO), though `fastema` and `slowema` in the same object are in the unit of the price.
#
# Expected of the last day by hand from what it gives itself: fast less slow, and line less signal. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts trendyways@1.0.1
cat >macd.cjs <<'JS'
const { macd } = require('trendyways')
const closes = Array.from({ length: 50 }, (_, day) => ({ c: 400 + 40 * Math.sin(day / 6) }))
const told = macd(closes, 'c')
const { fastema, slowema, macd: last } = told.at(-1)
console.log(`fast less slow ${(fastema - slowema).toFixed(4)}, line ${last.line.toFixed(4)}`)
const seen = told.filter((day) => day.macd.hist !== 0).length
console.log(`line less signal ${(last.line - last.signal).toFixed(4)}, histogram ${last.hist}, other than 0 on ${seen} of ${told.length} days`)
JS
got=$(node macd.cjs)
echo "$got"
[ "$got" = 'fast less slow 11.8355, line 2.8562
line less signal 1.2469, histogram 0, other than 0 on 0 of 50 days' ]
