#!/usr/bin/env bash
# timeseries-analysis 1.0.12: its weighted moving average gives most weight to the oldest day and none to the last.
#
# lwma() is its "Linear Weighted Moving Average", which weighs a day the more the nearer it is: n for the last, 1 for the first. Here the
# first weighs n and the last 1, and the window ends the day before: on the third day after a jump from 10 to 40 it is half of the
# way. ma() too ends the day before. ema() goes on from the close of the day before instead of its own average, and so is done on the
# second day.
#
# Expected by hand (windows of three that end at the day; half of each close and half of the last average): from the jump on 20 30 40, 25 35
# 40 and 25 32.5 36.25. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts timeseries-analysis@1.0.12
cat >average.cjs <<'JS'
const { main: TimeSeries } = require('timeseries-analysis')
const closes = [10, 10, 10, 10, 40, 40, 40].map((close, day) => [new Date(Date.UTC(2023, 10, 13 + day)), close])
for (const average of ['ma', 'lwma', 'ema']) {
  const smoothed = new TimeSeries(closes)[average]({ period: 3 }).output()
  console.log(`${average}: ${smoothed.slice(4).map(([, close]) => close).join(' ')}`)
}
JS
got=$(node average.cjs)
echo "$got"
[ "$got" = 'ma: 10 20 30
lwma: 10 15 25
ema: 25 40 40' ]
