#!/usr/bin/env bash
# AlaSQL 4.19.1: the second quartile is not the median, the third of four values is the largest, and rows without a value move the median.
#
# MEDIAN, QUART, QUART2 and QUART3 are functions of one name for one thing, and the second quartile is the median by definition. QUART…
# take the value at that part of the list and the next one instead of any between: of 1 to 4 they give 2, 3 and 4. Of rows of which
# some lack the column, as records of JSON do, AVG leaves these out; MEDIAN counts them as if they were the largest, and STDEV and VAR
# have no answer. With null in their place all of them leave it out.
#
# Expected: 2.5 for QUART2 and MEDIAN of 1 to 4 and a third quartile below 4; of 1 and 3, with whatever is missing, median 2, mean 2 and
# standard deviation √2. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts alasql@4.19.1
cat >ask.cjs <<'JS'
const alasql = require('alasql')
const ask = (rows, ...functions) => functions.map((one) => `${one} ${alasql(`SELECT ${one}(x) AS told FROM ?`, [rows])[0].told}`).join(', ')
console.log(ask([1, 2, 3, 4].map((x) => ({ x })), 'QUART', 'QUART2', 'MEDIAN', 'QUART3'))
for (const rows of [[{ x: 1 }, { x: 3 }], [{ x: 1 }, { x: null }, { x: 3 }], [{ x: 1 }, {}, { x: 3 }]])
  console.log(`${JSON.stringify(rows)} ${ask(rows, 'AVG', 'MEDIAN', 'STDEV')}`)
JS
got=$(node ask.cjs)
echo "$got"
[ "$got" = 'QUART 2, QUART2 3, MEDIAN 2.5, QUART3 4
[{"x":1},{"x":3}] AVG 2, MEDIAN 2, STDEV 1.4142135623730951
[{"x":1},{"x":null},{"x":3}] AVG 2, MEDIAN 2, STDEV 1.4142135623730951
[{"x":1},{},{"x":3}] AVG 2, MEDIAN 3, STDEV undefined' ]
