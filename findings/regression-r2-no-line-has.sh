#!/usr/bin/env bash
# regression 2.0.1: a line fitted to daily returns has no intercept, and an R² below zero or above what any line can have.
#
# "The precision option will set the number of significant figures the output is rounded to", 2 if nothing is said. What it sets are
# decimals: the intercept of a market model, 0.00061, becomes 0, the points of the line all become [0, 0], and R² is then counted from the
# rounded points. The line of least squares never fits worse than the mean, so its R² is never below 0; here it is -0.78. With three
# decimals it is 0.912, better than the best line. The same returns in per mille have 0.89. ml-regression 6.3.0, run beside it, is right.
#
# Expected (SciPy 1.17.1, linregress): slope 0.814286, intercept 0.000611, R² 0.893657. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund regression@2.0.1 ml-regression@6.3.0
cat >fit.cjs <<'JS'
const { SimpleLinearRegression } = require('ml-regression')
const regression = require('regression')
const market = [0.001, 0.002, 0.003, -0.002]
const share = [0.0012, 0.0031, 0.0025, -0.0011]
const days = market.map((value, day) => [value, share[day]])
const told = (name, { points, equation, r2 }) => console.log(`${name}: ${equation.join(' ')}, R² ${r2}, at 0.003 ${points[2][1]}`)
told('returns', regression.linear(days))
told('three decimals', regression.linear(days, { precision: 3 }))
told('per mille', regression.linear(days.map((pair) => pair.map((value) => value * 1000))))
const line = new SimpleLinearRegression(market, share)
console.log(`ml-regression: ${line.slope.toFixed(6)} ${line.intercept.toFixed(6)}, R² ${line.score(market, share).r2.toFixed(6)}`)
JS
got=$(node fit.cjs)
echo "$got"
[ "$got" = 'returns: 0.81 0, R² -0.78, at 0.003 0
three decimals: 0.814 0.001, R² 0.912, at 0.003 0.003
per mille: 0.81 0.61, R² 0.89, at 0.003 3.04
ml-regression: 0.814286 0.000611, R² 0.893657' ]
