#!/usr/bin/env bash
# @dsnp/parquetjs 1.8.9: prices written as DECIMAL lose a cent, and its "decimal field" is a float of 32 bits.
#
# A DECIMAL(10, 2) holds 4.35 exactly. The writer multiplies by 100 and cuts off what stands behind the point: 4.35 · 100 is
# 434.99999999999994 in floating point, and DuckDB 1.5.6 reads 4.34. createDecimalField(10) makes no DECIMAL at all but a FLOAT, from
# which 369.85 comes back as 369.8500061035156. hyparquet-writer 0.17.0, given the same prices and the same type, writes them whole.
# (1.8.9 is the newest release that holds its code: 1.9.3 was published without the folder dist.)
#
# Expected: the prices. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @dsnp/parquetjs@1.8.9 hyparquet-writer@0.17.0 @duckdb/node-api@1.5.6-r.1
cat >write.mjs <<'JS'
import { writeFileSync } from 'node:fs'
import parquetjs from '@dsnp/parquetjs'
import { DuckDBInstance } from '@duckdb/node-api'
import { parquetWriteBuffer } from 'hyparquet-writer'

const prices = [0.29, 4.35, 1.15, 19.99, 369.85]
const { ParquetFieldBuilder, ParquetSchema, ParquetWriter } = parquetjs
for (const [file, close] of [
  ['decimal', { type: 'DECIMAL', precision: 10, scale: 2 }],
  ['field', ParquetFieldBuilder.createDecimalField(10)],
]) {
  const writer = await ParquetWriter.openFile(new ParquetSchema({ close }), `${file}.parquet`)
  for (const price of prices) await writer.appendRow({ close: price })
  await writer.close()
}
const column = { name: 'close', type: 'INT64', converted_type: 'DECIMAL', precision: 10, scale: 2, repetition_type: 'REQUIRED' }
const cents = parquetWriteBuffer({ columnData: [{ name: 'close', data: prices }], schema: [{ name: 'root', num_children: 1 }, column] })
writeFileSync('other.parquet', Buffer.from(cents))

const store = await (await DuckDBInstance.create(':memory:')).connect()
for (const file of ['decimal', 'field', 'other']) {
  const answer = await store.runAndReadAll(`select close, close::double from '${file}.parquet'`)
  console.log(file, String(answer.columnTypes()[0]), answer.getRowsJson().map(([, close]) => close).join(' '))
}
JS
got=$(node write.mjs)
echo "$got"
[ "$got" = 'decimal DECIMAL(10,2) 0.28 4.34 1.14 19.98 369.85
field FLOAT 0.28999999165534973 4.349999904632568 1.149999976158142 19.989999771118164 369.8500061035156
other DECIMAL(10,2) 0.29 4.35 1.15 19.99 369.85' ]
