#!/usr/bin/env bash
# Days that compromise-dates 3.9.0 and chrono-node 2.10.3 read in news, and that the text does not say.
#
# compromise-dates moves a day that no calendar has to the last one of its month, without a sign: 30 February 2024 becomes the 29th,
# 31 November the 30th; "Friday the 13th" becomes the next 13th, a Wednesday. chrono-node reads "Black Friday 2023" and "Good Friday
# 2024" as a plain Friday near the day of the text and drops the year, and takes a weekday that contradicts its date ("Monday, 21
# November 2023", a Tuesday) as if it were not there; days that do not exist it leaves out, as one would expect.
#
# Expected: no day, or 2023-11-24 and 2024-03-29 of the feasts. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund compromise@14.17.0 compromise-dates@3.9.0 chrono-node@2.10.3
cat >read.mjs <<'JS'
import * as chrono from 'chrono-node'
import nlp from 'compromise'
import dates from 'compromise-dates'
nlp.plugin(dates)
const texts = ['30 February 2024', '31 November 2023', 'Friday the 13th', 'Black Friday 2023', 'Good Friday 2024', 'Monday, 21 November 2023']
const written = new Date('2023-11-20T12:00:00Z')
for (const text of texts) {
  const said = `The shares fell on ${text} in New York.`
  const [one] = nlp(said).dates({ today: '2023-11-20', timezone: 'UTC' }).get()
  const [other] = chrono.parse(said, { instant: written, timezone: 'UTC' })
  console.log(`${text}: ${one?.start.slice(0, 10) ?? 'no day'}, ${other?.date().toISOString().slice(0, 10) ?? 'no day'}`)
}
JS
got=$(TZ=UTC node read.mjs)
echo "text: compromise-dates, chrono-node"
echo "$got"
[ "$got" = '30 February 2024: 2024-02-29, no day
31 November 2023: 2023-11-30, no day
Friday the 13th: 2023-12-13, 2023-11-17
Black Friday 2023: 2023-11-24, 2023-11-17
Good Friday 2024: 2024-03-29, 2023-11-17
Monday, 21 November 2023: 2023-11-21, 2023-11-21' ]
