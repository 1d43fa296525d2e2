#!/usr/bin/env bash
# business-days-js 2.3.0: 24 December 2021 is one of its public holidays, and a business day.
#
# Where Christmas falls on a Saturday, Friday is the day off, which getHolidays() lists as public; exchanges in New York were closed. But
# check() asks only for the first thing that date-holidays 3.37.0 has on that day, which is Christmas Eve, an optional holiday.
# addDays() and countDays() go on with that, so that a window of days over such a Christmas ends one too early. Fridays and Mondays that
# stand in for other holidays are right.
#
# Expected: none of the four a business day, and the first after Thursday, 23 December 2021, is Monday, the 27th. Fails when this no longer
# happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund business-days-js@2.3.0 date-holidays@3.37.0
cat >check.cjs <<'JS'
const businessDays = require('business-days-js')
const calendar = (businessDays.default ?? businessDays)()
for (const day of ['2010-12-24', '2021-12-24', '2022-12-26', '2021-07-05']) {
  const [holiday] = calendar.getHolidays(day.slice(0, 4)).filter(({ date }) => date.startsWith(day))
  console.log(`${day} ${holiday.type}: ${holiday.name}; business day ${calendar.check(day)}`)
}
console.log(`after 23 December: ${calendar.addDays('2021-12-23', 1).format('YYYY-MM-DD')}`)
JS
got=$(node check.cjs)
echo "$got"
[ "$got" = '2010-12-24 public: Christmas Day (substitute day); business day true
2021-12-24 public: Christmas Day (substitute day); business day true
2022-12-26 public: Christmas Day (substitute day); business day false
2021-07-05 public: Independence Day (substitute day); business day false
after 23 December: 2021-12-24' ]
