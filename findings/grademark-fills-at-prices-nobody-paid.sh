#!/usr/bin/env bash
# grademark 0.3.0: where news makes the price jump, a backtest sells at a price that was never traded, and buys before the signal.
#
# A stop at 95 under a share that closes at 100 on Friday and trades between 78 and 82 on Monday is filled at 95: most of the loss is
# gone. An entry at a price level is said, in the types of the package, to open "in the bar after the bar where the high rises through
# this price"; it opens in that very bar, at its open: with 105 as the level it buys at 100 and owns the rise that set it off. Results
# around news are better than anybody could have had. (chai is installed beside it: the package needs it and does not name it.)
#
# Expected by hand: a sale at 80 at best, the open of Monday, 20 % below; a purchase on the 17th at 107. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts grademark@0.3.0 data-forge@1.10.5 chai@4.2.0
cat >trade.cjs <<'JS'
const { DataFrame } = require('data-forge')
const { backtest } = require('grademark')
const series = (bars) => new DataFrame(bars.map(([day, open, high, low, close]) => ({ time: new Date(`${day}T00:00:00Z`), open, high, low, close })))
/** Enters once, as told, and stays until a stop or the last bar. */
const once = (how) => {
  let asked = false
  return {
    entryRule(enter) {
      if (!asked) enter(how)
      asked = true
    },
    exitRule() {},
  }
}
const told = ([{ entryTime, entryPrice, exitPrice, profitPct, exitReason }]) =>
  `bought ${entryTime.toISOString().slice(0, 10)} at ${entryPrice}, sold at ${exitPrice} (${exitReason}), ${profitPct.toFixed(1)} %`
const fall = series([['2023-11-15', 100, 101, 99, 100], ['2023-11-16', 100, 101, 99, 100], ['2023-11-17', 100, 101, 99, 100], ['2023-11-20', 80, 82, 78, 81]])
const rise = series([['2023-11-15', 100, 101, 99, 100], ['2023-11-16', 100, 108, 99, 107], ['2023-11-17', 107, 108, 106, 107], ['2023-11-20', 107, 108, 106, 107]])
console.log(told(backtest({ ...once(), stopLoss: ({ entryPrice }) => entryPrice * 0.05 }, fall)))
console.log(told(backtest(once({ entryPrice: 105 }), rise)))
JS
got=$(node trade.cjs)
echo "$got"
[ "$got" = 'bought 2023-11-16 at 100, sold at 95 (stop-loss), -5.0 %
bought 2023-11-16 at 100, sold at 107 (finalize), 7.0 %' ]
