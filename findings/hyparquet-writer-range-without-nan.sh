#!/usr/bin/env bash
# A NaN that hyparquet-writer 0.17.0 stored is not found by DuckDB 1.5.6: the range beside the column leaves it out.
#
# hyparquet-writer writes the smallest and largest number of a column of doubles as its range, NaN or not. DuckDB orders NaN above
# every number and skips a group whose range ends below what is asked: a row that `x > 5` finds in a table is not found in the file.
# DuckDB itself writes no range where a column has a NaN, and finds the row in its own file. Returns that could not be computed are
# often NaN: a count of "all above" is another one in the file and in the table made of it.
#
# Expected: 1 row of each. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund hyparquet-writer@0.17.0 @duckdb/node-api@1.5.6-r.1
cat >ask.mjs <<'JS'
import { writeFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { parquetWriteBuffer } from 'hyparquet-writer'

writeFileSync('theirs.parquet', Buffer.from(parquetWriteBuffer({ columnData: [{ name: 'x', type: 'DOUBLE', data: [1, NaN, 3] }] })))
const store = await (await DuckDBInstance.create(':memory:')).connect()
const rows = async (sql) => (await store.runAndReadAll(sql)).getRowsJson()
const found = async (place) => (await rows(`select count(*) from ${place} where x > 5`))[0][0]
await store.run(`create table held as select * from 'theirs.parquet'`)
await store.run(`copy held to 'own.parquet' (format parquet)`)
const range = (file) => rows(`select stats_min_value, stats_max_value from parquet_metadata('${file}')`)
console.log('file of hyparquet-writer', await found(`'theirs.parquet'`), JSON.stringify(await range('theirs.parquet')))
console.log('table made of it', await found('held'))
console.log('file of DuckDB', await found(`'own.parquet'`), JSON.stringify(await range('own.parquet')))
JS
got=$(node ask.mjs)
echo "$got"
[ "$got" = 'file of hyparquet-writer 0 [["1.0","3.0"]]
table made of it 1
file of DuckDB 1 [[null,null]]' ]
