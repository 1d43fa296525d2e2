#!/usr/bin/env bash
# nyse-holidays 1.2.0 asks the machine's clock which day it is, so in New York its own example is wrong.
#
# The documentation says that isHoliday(new Date("2021-01-01")) is true. It is where the machine stands at or east of Greenwich;
# in New York, whose holidays these are, that Date is still 31 December, and the answer is false. The list of a year has the same
# days everywhere. Sessions that the exchange called off for mourning or storm are in no list: 2012-10-29 and -30, 2018-12-05,
# 2025-01-09.
#
# Expected: true everywhere, and the four days. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund nyse-holidays@1.2.0
cat >ask.mjs <<'JS'
import { getHolidays, isHoliday } from 'nyse-holidays'
const closed = ['2012-10-29', '2012-10-30', '2018-12-05', '2025-01-09']
const listed = closed.filter((day) => getHolidays(Number(day.slice(0, 4))).some(({ dateString }) => dateString === day))
console.log(isHoliday(new Date('2021-01-01')), listed.length, getHolidays(2021)[0].dateString)
JS
got=$(for machine in UTC Asia/Jakarta America/New_York; do echo "$machine $(TZ=$machine node ask.mjs)"; done)
echo "$got"
[ "$got" = 'UTC true 0 2021-01-01
Asia/Jakarta true 0 2021-01-01
America/New_York false 0 2021-01-01' ]
