#!/usr/bin/env bash
# compromise 14.17.0: a fall of -0.8% is a rise, and as money $1.2 billion is 1.2.
#
# A minus before a digit is dropped by numbers(), percentages() and money(), while "minus 0.8 percent" keeps it: of -0.8% and 1.2% both
# rose. percentages().get() is documented to "return the percentage number / 100" and does not divide. money() leaves out the word of
# size that numbers() reads in the same text: 1.2 billion dollars and 1.2 million dollars are both 1.2, and half a billion is a billion.
#
# Expected: numbers -0.8 and 1.2, percentages -0.008 and 0.012; money 1,200,000,000, 1,200,000 and
# 500,000,000. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund compromise@14.17.0
cat >read.cjs <<'JS'
const nlp = require('compromise')
for (const text of ['The shares returned -0.8% and 1.2%.', 'The shares returned minus 0.8 percent.'])
  console.log(`${text} ${nlp(text).numbers().get().join(' ')}, percentages ${nlp(text).percentages().get().join(' ')}`)
for (const text of ['A loss of $1.2 billion.', 'A loss of $1.2 million.', 'A loss of half a billion dollars.'])
  console.log(`${text} ${nlp(text).numbers().get().join(' ')}, money ${nlp(text).money().get().join(' ')}`)
JS
got=$(node read.cjs)
echo "$got"
[ "$got" = 'The shares returned -0.8% and 1.2%. 0.8 1.2, percentages 0.8 1.2
The shares returned minus 0.8 percent. -0.8, percentages -0.8
A loss of $1.2 billion. 1200000000, money 1.2
A loss of $1.2 million. 1200000, money 1.2
A loss of half a billion dollars. 500000000, money 1000000000' ]
