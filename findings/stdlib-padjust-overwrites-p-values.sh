#!/usr/bin/env bash
# @stdlib/stats-padjust 0.2.1: "bonferroni" writes its result over the p-values it was given, so what is asked next is wrong.
#
# padjust() "adjusts supplied p-values" and returns an array. Of five methods four leave the list alone; Bonferroni changes it and
# returns it. Holm or Benjamini and Hochberg asked afterwards correct the corrected: a table of several corrections depends on the
# order of its columns. The example of the package's own documentation has it (holm 0.2, 0.6, 1, 1, 1), that in its source has not.
#
# Expected by hand of Holm, whatever was asked before: 0.008 · 5, 0.03 · 4, 0.123 · 3, 0.6, 0.2 · 2. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @stdlib/stats-padjust@0.2.1
cat >adjust.cjs <<'JS'
const padjust = require('@stdlib/stats-padjust')
const told = (values) => values.map((value) => Number(value.toFixed(6))).join(' ')
for (const method of ['bh', 'by', 'holm', 'hommel', 'bonferroni']) {
  const p = [0.008, 0.03, 0.123, 0.6, 0.2]
  const before = told(padjust(p.slice(), 'holm'))
  padjust(p, method)
  console.log(`holm ${before}; after ${method} ${told(padjust(p, 'holm'))}; p ${told(p)}`)
}
JS
got=$(node adjust.cjs)
echo "$got"
[ "$got" = 'holm 0.04 0.12 0.369 0.6 0.4; after bh 0.04 0.12 0.369 0.6 0.4; p 0.008 0.03 0.123 0.6 0.2
holm 0.04 0.12 0.369 0.6 0.4; after by 0.04 0.12 0.369 0.6 0.4; p 0.008 0.03 0.123 0.6 0.2
holm 0.04 0.12 0.369 0.6 0.4; after holm 0.04 0.12 0.369 0.6 0.4; p 0.008 0.03 0.123 0.6 0.2
holm 0.04 0.12 0.369 0.6 0.4; after hommel 0.04 0.12 0.369 0.6 0.4; p 0.008 0.03 0.123 0.6 0.2
holm 0.04 0.12 0.369 0.6 0.4; after bonferroni 0.2 0.6 1 1 1; p 0.04 0.15 0.615 1 1' ]
