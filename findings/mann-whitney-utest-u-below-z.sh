#!/usr/bin/env bash
# mann-whitney-utest 1.0.5 and its successor @tainakanchu/mann-whitney-utest 1.1.0 call a difference significant where U is below z.
#
# significant() "tests the U-value against an approximate critical value". What it takes for the critical value is the standardised
# z of the same U, so that a number of pairs is compared with a number of deviations. U is small in small samples, whatever they
# say, and large in large ones: one observation against one is significant, thirty against thirty hardly ever. U itself is right.
#
# Expected (SciPy 1.17.1, exact, two-sided): p = 1 of the first pair of samples, 0.33 of the second, 0.00000004 of the third, so that
# the answers are no, no, yes. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund mann-whitney-utest@1.0.5 @tainakanchu/mann-whitney-utest@1.1.0
cat >test.cjs <<'JS'
const thirty = Array.from({ length: 30 }, (_, at) => at)
const pairs = [[[1], [2]], [[1, 2], [3, 4]], [thirty, thirty.map((value) => value + 15.5)]]
for (const name of ['mann-whitney-utest', '@tainakanchu/mann-whitney-utest']) {
  const { significant, test } = require(name)
  const told = pairs.map((samples) => {
    const u = test(samples)
    return `U ${Math.min(...u)} ${significant(u, samples) ? 'significant' : 'not significant'}`
  })
  console.log(`${name}: ${told.join(', ')}`)
}
JS
got=$(node test.cjs)
echo "$got"
[ "$got" = 'mann-whitney-utest: U 0 significant, U 0 significant, U 105 not significant
@tainakanchu/mann-whitney-utest: U 0 significant, U 0 significant, U 105 not significant' ]
