#!/usr/bin/env bash
# simple-statistics 7.12.1: the normal distribution comes from a table of four digits, and its quantile is off in the third.
#
# cumulativeStdNormalProbability goes by steps of 0.01 in z, and from 3.1 on it is 0.999 for every z: the two-sided p-value
# of z = 4 is 0.002, not 0.000063. probit(0.975) is 1.9572.
#
# Expected (SciPy 1.17.1): 0.97524, 0.99997 and 1.95996. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund simple-statistics@7.12.1
got=$(node -e "
const { cumulativeStdNormalProbability, probit } = require('simple-statistics')
console.log([1.964, 3.2, 4, 6].map(cumulativeStdNormalProbability).join(' '), probit(0.975).toFixed(4))")
echo "$got"
[ "$got" = '0.975 0.999 0.999 0.999 1.9572' ]
