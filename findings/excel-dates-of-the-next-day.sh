#!/usr/bin/env bash
# js-excel-date-convert 1.0.2: what happened after noon is of the next day.
#
# The package is to "convert between Excel and JS dates". In a serial number of Excel the date is what stands before the point and the time
# of day what stands behind it. toExcelDate() rounds it to the nearest whole number: from noon UTC on an instant, and so every close of
# New York, has the date of the day after, that of a Friday a Saturday. With dates from 1904 it does the same. fromExcelDate() reads
# times of day, and makes that next day of what toExcelDate() wrote.
#
# Expected (2023-11-17 is 45247, as 2023-01-01 is 44927 and 320 days lie between): 45247, or 45247.875 with the time, and the instant
# again. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund js-excel-date-convert@1.0.2
cat >convert.cjs <<'JS'
const { fromExcelDate, toExcelDate } = require('js-excel-date-convert')
for (const at of ['2023-11-17T00:00:00Z', '2023-11-17T11:59:00Z', '2023-11-17T12:00:00Z', '2023-11-17T21:00:00Z']) {
  const serial = toExcelDate(new Date(at))
  console.log(`${at} ${serial}, from 1904 ${toExcelDate(new Date(at), true)}, back ${fromExcelDate(serial).toISOString()}`)
}
console.log(`45247.875 ${fromExcelDate(45247.875).toISOString()}`)
JS
got=$(node convert.cjs)
echo "$got"
[ "$got" = '2023-11-17T00:00:00Z 45247, from 1904 43785, back 2023-11-17T00:00:00.000Z
2023-11-17T11:59:00Z 45247, from 1904 43785, back 2023-11-17T00:00:00.000Z
2023-11-17T12:00:00Z 45248, from 1904 43786, back 2023-11-18T00:00:00.000Z
2023-11-17T21:00:00Z 45248, from 1904 43786, back 2023-11-18T00:00:00.000Z
45247.875 2023-11-17T21:00:00.000Z' ]
