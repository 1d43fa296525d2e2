#!/usr/bin/env bash
# @formulajs/formulajs 4.6.1: T.TEST answers the same for every kind and number of tails, and F.TEST is no probability.
#
# The package implements the functions of Excel. Of T.TEST(array1, array2, tails, type) it reads the two arrays: paired, of equal and
# of unequal variance, with one tail or two, all are the two-tailed test of equal variances. Returns of the same days before and after,
# which call for the paired test, differ by it (p 0.0007) and are told as not different (0.52). F.TEST, "the two-tailed probability
# that the variances are not significantly different", gives the ratio of the variances: 4 is no probability.
#
# Expected (SciPy 1.17.1: ttest_rel and ttest_ind, halved for one tail; twice the smaller tail of f): 0.000678 0.000339, 0.519923 0.259961,
# 0.519977 0.259989; 0.854196 and 0.087623. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @formulajs/formulajs@4.6.1
cat >test.cjs <<'JS'
const { F, T } = require('@formulajs/formulajs')
const before = [0.012, -0.008, 0.021, -0.015, 0.004, 0.017, -0.011, 0.009]
const after = [0.017, -0.005, 0.027, -0.008, 0.006, 0.025, -0.009, 0.013]
const kinds = { paired: 1, 'equal variance': 2, 'unequal variance': 3 }
for (const [kind, type] of Object.entries(kinds))
  console.log(`${kind}: ${[2, 1].map((tails) => T.TEST(before, after, tails, type).toFixed(6)).join(' ')}`)
console.log(`F.TEST: ${F.TEST(before, after).toFixed(6)}, of doubled returns ${F.TEST(after.map((one) => 2 * one), after).toFixed(6)}`)
JS
got=$(node test.cjs)
echo "$got"
[ "$got" = 'paired: 0.519923 0.519923
equal variance: 0.519923 0.519923
unequal variance: 0.519923 0.519923
F.TEST: 0.865881, of doubled returns 4.000000' ]
