#!/usr/bin/env bash
# jStat 1.9.6: far tails of the normal distribution are zero, and its quantiles of t are good to seven digits only.
#
# normal.cdf(-9) is 0 while studentt.cdf and its own ibeta give tails of 1e-209: the p-value of a test is
# exactly 0 by the normal and a number by t. studentt.inv(0.975, df) differs from the true quantile in the eighth digit.
#
# Expected (SciPy 1.17.1): 1.1285884059538e-19, 5.2394e-210, 1.969939406 and 1.959966357. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund jstat@1.9.6
got=$(node -e "
const { jStat } = require('jstat')
const { normal, studentt } = jStat
console.log(normal.cdf(-9, 0, 1), studentt.cdf(-40, 1000).toExponential(4), studentt.inv(0.975, 239).toFixed(9), studentt.inv(0.975, 1e6).toFixed(9))")
echo "$got"
[ "$got" = '0 5.2394e-210 1.969939352 1.959966300' ]
