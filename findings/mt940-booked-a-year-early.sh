#!/usr/bin/env bash
# mt940js 1.3.5, mt940-js 1.0.0, @centrapay/swift-parser 1.0.1: what a bank booked in January it booked a year earlier.
#
# A line of a statement (SWIFT MT940, field 61) tells the day of value with its year and the day of entry without. All three take the year
# of the value for both: a dividend of value 29 December 2023 that was booked on 2 January 2024 was booked on 2 January 2023, before
# the statement, which goes from 29 December to 2 January, had begun. Of value in January and booked in December it is a year late.
#
# Expected: 2024-01-02 and 2023-12-29, the only such days within the statements. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts mt940js@1.3.5 mt940-js@1.0.0 tslib@2.9.1 @centrapay/swift-parser@1.0.1
cat >read.cjs <<'JS'
const { Parser } = require('mt940js')
const { read } = require('mt940-js')
const { parse } = require('@centrapay/swift-parser')
const statement = (from, line, to) =>
  [
    ':20:STATEMENT',
    ':25:00000000/0000000001',
    ':28C:00001/001',
    `:60F:C${from}USD1000,00`,
    `:61:${line}C250,50NDIVNONREF`,
    ':86:Dividend',
    `:62F:C${to}USD1250,50`,
    '-',
    '',
  ].join('\r\n')
const years = [statement('231229', '2312290102', '240102'), statement('231229', '2401021229', '240102')]
const day = (date) => new Date(date).toISOString().slice(0, 10)
const told = (parser, [{ transactions: [line] }], value) => console.log(`${parser}: value ${day(line[value])}, entry ${day(line.entryDate)}`)
const main = async () => {
  for (const text of years) {
    told('mt940js', new Parser().parse(text), 'date')
    told('mt940-js', await read(Buffer.from(text)), 'valueDate')
    told('@centrapay/swift-parser', parse({ type: 'mt940', data: text }), 'date')
  }
}
main()
JS
got=$(node read.cjs)
echo "$got"
[ "$got" = 'mt940js: value 2023-12-29, entry 2023-01-02
mt940-js: value 2023-12-29, entry 2023-01-02
@centrapay/swift-parser: value 2023-12-29, entry 2023-01-02
mt940js: value 2024-01-02, entry 2024-12-29
mt940-js: value 2024-01-02, entry 2024-12-29
@centrapay/swift-parser: value 2024-01-02, entry 2024-12-29' ]
