#!/usr/bin/env bash
# @tidyjs/tidy 2.6.1: a series of weeks or months that is completed loses bars it had.
#
# complete() is to "complete a collection with missing combinations of data", and fullSeqDate() gives the days to complete it with.
# What is not on one of these days is left out: the week that ended on Thursday before Good Friday is gone, and an empty Friday stands in
# its place. Months are counted by their number alone, so that 31 January is followed by "31 February", which is 3 March: of four closes
# at the ends of months one is left. fullSeqDateISOString() writes dates as instants, so of a series with days as text none is left.
# tidyr's complete(), whose name it bears, joins in full and keeps every row.
#
# Expected: all closes given, and a row without one for a week that is missing. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @tidyjs/tidy@2.6.1
cat >complete.cjs <<'JS'
const { complete, fullSeqDate, fullSeqDateISOString, tidy } = require('@tidyjs/tidy')
const weeks = [['2023-03-31', 164.9], ['2023-04-06', 164.66], ['2023-04-14', 165.21]]
const months = [['2023-01-31', 144.29], ['2023-02-28', 147.41], ['2023-03-31', 164.9], ['2023-04-30', 169.68]]
const told = (name, bars) =>
  console.log(`${name}: ${bars.map(({ day, close = 'none' }) => `${new Date(day).toISOString().slice(0, 10)} ${close}`).join(', ')}`)
const bars = (rows) => rows.map(([day, close]) => ({ day: new Date(day), close }))
told('weeks', tidy(bars(weeks), complete({ day: fullSeqDate('day', 'week') })))
told('months', tidy(bars(months), complete({ day: fullSeqDate('day', 'month') })))
const days = [['2023-11-16', 189.71], ['2023-11-17', 189.69]].map(([day, close]) => ({ day, close }))
told('days as text', tidy(days, complete({ day: fullSeqDateISOString('day', 'day') })))
JS
got=$(node complete.cjs)
echo "$got"
[ "$got" = 'weeks: 2023-03-31 164.9, 2023-04-07 none, 2023-04-14 165.21
months: 2023-01-31 144.29, 2023-03-03 none, 2023-04-03 none
days as text: 2023-11-16 none, 2023-11-17 none' ]
