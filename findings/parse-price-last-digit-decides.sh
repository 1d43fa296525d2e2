#!/usr/bin/env bash
# parse-price 1.1.8: whether a comma parts thousands or decimals is decided by the last digit of the price.
#
# It "returns a Number from a localized price string". A lone comma or point before three digits may mean either, and here it means
# thousands where the last digit is 0 and decimals where it is not: $1,250 is 1250, and a dollar more is 1.251. Of several commas, which
# can only part thousands, what follows the second is dropped. A minus is dropped too: a fall of $12.50 is a rise.
#
# Expected: one meaning for both prices of a pair, 1250000 and 1250001, 12.5 below zero. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund parse-price@1.1.8
cat >read.cjs <<'JS'
const parsePrice = require('parse-price')
const prices = ['$1,250', '$1,251', '$1,250,000', '$1,250,001', '$1,250,001.00', '$369.850', '$369.855', '-$12.50']
console.log(prices.map((price) => `${price} ${parsePrice(price)}`).join('\n'))
JS
got=$(node read.cjs)
echo "$got"
[ "$got" = '$1,250 1250
$1,251 1.251
$1,250,000 1250000
$1,250,001 1.25
$1,250,001.00 1250001
$369.850 369850
$369.855 369.855
-$12.50 12.5' ]
