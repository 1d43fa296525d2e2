#!/usr/bin/env bash
# words-to-numbers 1.5.1: twenty-five million are 5,000,020.
#
# The word of size multiplies only the word before it, and what stood before that is added: two hundred and fifty million are 50,000,200,
# nine hundred and ninety-nine thousand 9,990. With a point before it there is no number at all, only NaN in the text. The examples of its
# documentation have one word before "thousand" or "million" ("six million five thousand and two", "twenty thousand …"), where it is right.
#
# Expected: 20,000,000, 25,000,000, 250,000,000, 999,000 and 2,500,000. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund words-to-numbers@1.5.1
cat >read.cjs <<'JS'
const { wordsToNumbers } = require('words-to-numbers')
for (const amount of [
  'twenty million',
  'twenty-five million',
  'two hundred and fifty million',
  'nine hundred and ninety-nine thousand',
  'two point five million',
])
  console.log(wordsToNumbers(`It paid ${amount} dollars.`))
JS
got=$(node read.cjs)
echo "$got"
[ "$got" = 'It paid 20000000 dollars.
It paid 5000020 dollars.
It paid 50000200 dollars.
It paid 9990 dollars.
It paid NaN dollars.' ]
