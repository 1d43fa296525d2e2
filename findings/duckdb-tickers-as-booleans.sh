#!/usr/bin/env bash
# DuckDB 1.5.6: read_csv takes the ticker of AT&T (T), of Ford (F) and of TrueCar (TRUE) for a boolean, and INF for a date.
#
# A price file of one of these tickers, or of T and F together, loses its name: the column comes as true and false, in the second
# case as the day at infinity. NOW (ServiceNow) and NULL stay text, and so does T beside a ticker of another kind.
#
# Expected: VARCHAR with the letters of the file. Until then: read_csv('prices.csv', types = {'ticker': 'VARCHAR'}).
# Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @duckdb/node-api@1.5.6-r.1
for tickers in T 'T F' TRUE INF NOW NULL 'T MSFT'; do
  {
    echo ticker,date,close
    for ticker in $tickers; do echo "$ticker,2023-11-17,1.5"; done
  } >"${tickers/ /-}.csv"
done
got=$(node --input-type=module -e "
import { DuckDBInstance } from '@duckdb/node-api'
const shop = await (await DuckDBInstance.create(':memory:')).connect()
const told = []
for (const name of ['T', 'T-F', 'TRUE', 'INF', 'NOW', 'NULL', 'T-MSFT']) {
  const answer = await shop.runAndReadAll('select ticker from read_csv(\'' + name + '.csv\')')
  told.push(name + ' ' + answer.columnTypes()[0] + ' ' + answer.getRowsJson().flat().join('+'))
}
console.log(told.join(', '))")
echo "$got"
[ "$got" = 'T BOOLEAN true, T-F BOOLEAN true+false, TRUE BOOLEAN true, INF DATE 5881580-07-11, NOW VARCHAR NOW, NULL VARCHAR NULL, T-MSFT VARCHAR T+MSFT' ]
