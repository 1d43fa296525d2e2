#!/usr/bin/env bash
# @d3fc/d3fc-sample 5.0.1 thins a price line and leaves out its crash; downsample 1.4.0 gives one day twice instead of another.
#
# largestTriangleThreeBucket() is documented to weigh a point by the triangle that it makes with the point chosen before and the mean of
# the next bucket (Steinarsson 2013). It takes the mean of the point's own bucket: two points of a bucket are then equally far from the
# line through their mean, always, so that in buckets of two it does not count which one fell. modeMedian() "selects the mode (if it
# exists), or the median value" and gives the value that stands in the middle of the list. (5.0.2 has the same sources without the built folder.)
# LTOB() of downsample lets buckets overlap by a part of a point, and chooses what lies in two of them twice. Its LTTB() is right.
#
# Expected by hand: the fall to 60 on day 4 in each line; of 101, 108, 109, 102, 103 the median 103; seven different days. Fails when this
# no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @d3fc/d3fc-sample@5.0.1 d3-array@2.12.1 downsample@1.4.0
cat >thin.cjs <<'JS'
const { largestTriangleThreeBucket, modeMedian } = require('@d3fc/d3fc-sample')
const { LTOB, LTTB } = require('downsample')
const told = (name, points) => console.log(`${name}: ${points.map((point) => point.join(' ')).join(', ')}`)
const day = ([at]) => at
const close = ([, price]) => price
const crash = Array.from({ length: 10 }, (_, at) => [at, at === 4 ? 60 : 100])
told('largestTriangleThreeBucket', largestTriangleThreeBucket().x(day).y(close).bucketSize(2)(crash))
told('LTTB', LTTB(crash, 6))
told('LTOB', LTOB(crash, 7))
told('modeMedian', modeMedian().value(close).bucketSize(5)([90, 101, 108, 109, 102, 103, 120].map((price, at) => [at, price])))
JS
got=$(node thin.cjs)
echo "$got"
[ "$got" = 'largestTriangleThreeBucket: 0 100, 1 100, 3 100, 5 100, 7 100, 9 100
LTTB: 0 100, 2 100, 4 60, 5 100, 7 100, 9 100
LTOB: 0 100, 1 100, 4 60, 4 60, 5 100, 7 100, 9 100
modeMedian: 0 90, 3 109, 6 120' ]
