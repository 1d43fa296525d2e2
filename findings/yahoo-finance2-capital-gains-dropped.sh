#!/usr/bin/env bash
# yahoo-finance2 4.0.2: capital gains that a fund paid are not in a chart in the form it gives by default.
#
# Yahoo tells them among the events of a fund, beside dividends and splits. chart() gives lists of dividends and splits
# alone and says nothing of what it left out, so that returns with payments are too low by every capital gain. As an
# object (return: 'object') they are there, but their dates are still numbers, where those of the others are Dates.
#
# Expected: a list of one capital gain, of 20 November 2023. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts yahoo-finance2@4.0.2
cat >gains.mjs <<'JS'
import YahooFinance from 'yahoo-finance2'

const [first, second, third] = [1700173800, 1700260200, 1700519400]
const period = { timezone: 'EST', start: first, end: third, gmtoffset: -18000 }
const meta = {
  currency: 'USD', symbol: 'FUNDX', exchangeName: 'NAS', instrumentType: 'MUTUALFUND', firstTradeDate: 974298600,
  regularMarketTime: third, gmtoffset: -18000, timezone: 'EST', exchangeTimezoneName: 'America/New_York',
  regularMarketPrice: 108, chartPreviousClose: 110, priceHint: 2, dataGranularity: '1d', range: '', validRanges: ['1d'],
  currentTradingPeriod: { pre: period, regular: period, post: period },
}
const prices = [110, 110.5, 108]
const quote = { open: prices, high: prices, low: prices, close: prices, volume: [0, 0, 0] }
const events = {
  dividends: { [second]: { amount: 0.5, date: second } },
  capitalGains: { [third]: { amount: 2.25, date: third } },
  splits: { [first]: { date: first, numerator: 2, denominator: 1, splitRatio: '2:1' } },
}
const result = [{ meta, timestamp: [first, second, third], events, indicators: { quote: [quote], adjclose: [{ adjclose: prices }] } }]
const answer = JSON.stringify({ chart: { result, error: null } })
const yahoo = new YahooFinance({
  fetch: async () => new Response(answer, { headers: { 'Content-Type': 'application/json' } }),
  suppressNotices: ['yahooSurvey'],
})
const asked = { period1: '2023-11-16', period2: '2023-11-21', events: 'div|split|capitalGain' }
const list = await yahoo.chart('FUNDX', asked)
const object = await yahoo.chart('FUNDX', { ...asked, return: 'object' })
const { capitalGains, dividends } = object.events
console.log(Object.keys(list.events).join(), typeof capitalGains[third].date, dividends[second].date instanceof Date)
JS
got=$(node gains.mjs)
echo "$got"
[ "$got" = 'dividends,splits number true' ]
