#!/usr/bin/env bash
# moment-business-days 1.2.0, dayjs-business-days 1.0.4, dayjs-business-days2 1.4.0: how many business days lie between two days depends on
# the time of day.
#
# businessDiff() calculates the "number" or "amount of business days between" two dates; its examples have no time of day. The earlier one
# is moved on day by day as long as it is before the later one, so that from Tuesday 09:00 to Wednesday 16:00 there are two business days,
# and from Tuesday 16:00 to Wednesday 09:00 one: news of the morning and the close of the next day are a day further apart than news
# after the close and the next opening. For moment there is no day from 09:00 to 16:00 on Tuesday and one from there to Wednesday 16:00,
# but two from the first to the last. date-fns 4.4.0, beside them, counts days.
#
# Expected: 0, 1, 1, 1, 5 and 5. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund moment@2.31.0 moment-business-days@1.2.0 dayjs@1.11.23 dayjs-business-days@1.0.4 dayjs-business-days2@1.4.0 date-fns@4.4.0
cat >count.cjs <<'JS'
const { differenceInBusinessDays } = require('date-fns')
const spans = [
  ['2023-11-14T09:00', '2023-11-14T16:00'],
  ['2023-11-14T16:00', '2023-11-15T16:00'],
  ['2023-11-14T09:00', '2023-11-15T16:00'],
  ['2023-11-14T16:00', '2023-11-15T09:00'],
  ['2023-11-13T16:00', '2023-11-20T09:00'],
  ['2023-11-13T09:00', '2023-11-20T16:00'],
]
const withPlugin = (plugin) => {
  for (const path of Object.keys(require.cache)) if (path.includes('dayjs')) delete require.cache[path]
  const dayjs = require('dayjs')
  const extension = require(plugin)
  dayjs.extend(extension.default ?? extension)
  return (from, to) => dayjs(to).businessDiff(dayjs(from))
}
const moment = require('moment-business-days')
const ways = {
  'moment-business-days': (from, to) => moment(to).businessDiff(moment(from)),
  'dayjs-business-days': withPlugin('dayjs-business-days'),
  'dayjs-business-days2': withPlugin('dayjs-business-days2'),
  'date-fns': (from, to) => differenceInBusinessDays(new Date(to), new Date(from)),
}
for (const [way, count] of Object.entries(ways)) console.log(`${way}: ${spans.map(([from, to]) => count(from, to)).join(' ')}`)
JS
got=$(node count.cjs)
echo "$got"
[ "$got" = 'moment-business-days: 0 1 2 1 5 6
dayjs-business-days: 1 1 2 1 5 6
dayjs-business-days2: 1 1 2 1 5 6
date-fns: 0 1 1 1 5 5' ]
