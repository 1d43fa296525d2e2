#!/usr/bin/env bash
# @formulajs/formulajs 4.6.1: an empty cell is a return of zero for CORREL, SLOPE and MEDIAN, and nothing for AVERAGE and STDEV.S.
#
# The package implements the functions of Excel, whose pages on CORREL, SLOPE and MEDIAN say that empty cells are ignored. To it null is
# empty (ISBLANK), and AVERAGE, COUNT and STDEV.S leave it out. CORREL and SLOPE take it for 0, so that the share stood still on the day
# of which its return is missing, and the beta of two lists is another than that of the days they share. MEDIAN and PERCENTILE.INC
# count a 0 among the returns.
#
# Expected (NumPy 2.4.6 on the four days that both have; by hand the median of four): correlation 0.997720, slope 1.287879, median
# 0.016500. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @formulajs/formulajs@4.6.1
cat >blank.cjs <<'JS'
const { AVERAGE, CORREL, COUNT, ISBLANK, MEDIAN, PERCENTILE, SLOPE, STDEV } = require('@formulajs/formulajs')
const share = [0.012, 0.021, null, 0.034, -0.008]
const market = [0.01, 0.015, -0.04, 0.027, -0.006]
const sharedBoth = [share, market].map((returns) => returns.filter((_, day) => share[day] !== null))
const told = (...values) => values.map((value) => value.toFixed(6)).join(' ')
console.log(`empty ${ISBLANK(null)}, counted ${COUNT(share)}`)
console.log(`mean and deviation: ${told(AVERAGE(share), STDEV.S(share))}; of four ${told(AVERAGE(sharedBoth[0]), STDEV.S(sharedBoth[0]))}`)
console.log(`median, quarter: ${told(MEDIAN(share), PERCENTILE.INC(share, 0.25))}; of four ${told(MEDIAN(sharedBoth[0]), PERCENTILE.INC(sharedBoth[0], 0.25))}`)
console.log(`correlation, slope: ${told(CORREL(share, market), SLOPE(share, market))}; of four ${told(CORREL(...sharedBoth), SLOPE(...sharedBoth))}`)
JS
got=$(node blank.cjs)
echo "$got"
[ "$got" = 'empty true, counted 4
mean and deviation: 0.014750 0.017652; of four 0.014750 0.017652
median, quarter: 0.012000 0.000000; of four 0.016500 0.007000
correlation, slope: 0.771252 0.495825; of four 0.997720 1.287879' ]
