#!/usr/bin/env bash
# node-ical 0.27.2 reads a calendar's own time zone on the clock of the machine.
#
# RFC 5545 (3.6.5, 3.8.3.1) lets a calendar define a zone of any name in a VTIMEZONE, and says that a TZID stands for that
# definition. node-ical knows IANA and Windows names and whole hours that never change; a zone with a name of its own and
# summer time is passed over without an error, and the wall clock is taken on the zone of the machine: one file, three moments.
# Where the file defines a Windows name otherwise (Eastern Standard Time without summer time), the name wins over the file.
#
# Expected of the file: 17:30 at +02:00 in July is 15:30Z, 16:00 at -05:00 is 21:00Z. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund node-ical@0.27.2
cat >read.cjs <<'JS'
const ical = require('node-ical')
const zone = (id, standard, summer) => [
  'BEGIN:VTIMEZONE', `TZID:${id}`,
  'BEGIN:STANDARD', 'DTSTART:19701025T030000', `TZOFFSETFROM:${summer}`, `TZOFFSETTO:${standard}`, 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10', 'END:STANDARD',
  'BEGIN:DAYLIGHT', 'DTSTART:19700329T020000', `TZOFFSETFROM:${standard}`, `TZOFFSETTO:${summer}`, 'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3', 'END:DAYLIGHT',
  'END:VTIMEZONE',
]
const at = (id, clock, definition) => {
  const entry = ['BEGIN:VEVENT', 'UID:a', 'DTSTAMP:20230101T000000Z', 'SUMMARY:Results', `DTSTART;TZID=${id}:${clock}`, 'END:VEVENT']
  const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//made up//EN', ...definition, ...entry, 'END:VCALENDAR', ''].join('\r\n')
  return Object.values(ical.sync.parseICS(text)).find((one) => one.type === 'VEVENT').start.toISOString()
}
console.log(at('Exchange hours', '20230703T173000', zone('Exchange hours', '+0100', '+0200')), at('Eastern Standard Time', '20230703T160000', zone('Eastern Standard Time', '-0500', '-0500')))
JS
failed=0
while read -r machine own named; do
  got=$(TZ=$machine node read.cjs)
  echo "TZ=$machine: $got (the file says 2023-07-03T15:30:00.000Z 2023-07-03T21:00:00.000Z)"
  [ "$got" = "$own $named" ] || failed=1
done <<'SEEN'
UTC 2023-07-03T17:30:00.000Z 2023-07-03T20:00:00.000Z
America/New_York 2023-07-03T21:30:00.000Z 2023-07-03T20:00:00.000Z
Asia/Jakarta 2023-07-03T10:30:00.000Z 2023-07-03T20:00:00.000Z
SEEN
exit $failed
