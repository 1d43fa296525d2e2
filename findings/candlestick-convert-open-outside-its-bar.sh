#!/usr/bin/env bash
# candlestick-convert 7.0.0: a bar made of trades opens at the last trade before it, which may lie outside the bar's own range.
#
# batchTicksToCandle() and batchTradeToExtCandle() "create candlesticks from trade (tick) datasets". From the second bar on, open is
# the close of the bar before, whatever lies between: after a weekend with news the first bar opens at Friday's price, above its own
# high, and the jump at the opening, the very answer to the news, is moved into the bar. The counts of trades of these bars are one
# too few. ohlc-resample 1.2.1, run beside it on the same trades, and ticksToTickChart() of the same package open at the first trade.
#
# Expected by hand of the second bar: open 80, high 81, low 80, close 81, two trades. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund candlestick-convert@7.0.0 ohlc-resample@1.2.1
cat >bars.cjs <<'JS'
const { batchTicksToCandle, batchTradeToExtCandle, ticksToTickChart } = require('candlestick-convert')
const { resampleTicksByTime } = require('ohlc-resample')
const trades = () =>
  [
    ['2023-11-17T20:59:00Z', 100],
    ['2023-11-17T20:59:30Z', 100.5],
    ['2023-11-20T14:30:00Z', 80],
    ['2023-11-20T14:30:30Z', 81],
  ].map(([at, price]) => ({ time: Date.parse(at), price, quantity: 1, side: 0 }))
const ways = {
  batchTicksToCandle: batchTicksToCandle(trades(), 60, true),
  batchTradeToExtCandle: batchTradeToExtCandle(trades(), 60, true),
  ticksToTickChart: ticksToTickChart(trades(), 2),
  'ohlc-resample': resampleTicksByTime(trades(), { timeframe: 60 }),
}
for (const [way, bars] of Object.entries(ways)) {
  const told = bars.map(({ open, high, low, close, tx }) => [open, high, low, close, ...(tx === undefined ? [] : [`trades ${tx}`])].join(' '))
  console.log(`${way}: ${told.join(', ')}`)
}
JS
got=$(node bars.cjs)
echo "$got"
[ "$got" = 'batchTicksToCandle: 100 100.5 100 100.5, 100.5 81 80 81
batchTradeToExtCandle: 100 100.5 100 100.5 trades 2, 100.5 81 80 81 trades 1
ticksToTickChart: 100 100.5 100 100.5, 80 81 80 81
ohlc-resample: 100 100.5 100 100.5, 80 81 80 81' ]
