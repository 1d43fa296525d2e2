#!/usr/bin/env bash
# ECharts 6.1.0: a line that is thinned by "sum" draws missing bars as zero; by "lttb", "minmax" or not at all it leaves them open.
#
# 4,000 bars of which 400 are null, on 400 pixels: the drawn path begins anew after the gap (two pieces) for each way of sampling
# but "sum", where the line goes down to zero and along it. Of volumes, the usual use of a sum, that says "nobody traded".
#
# Expected: two pieces each time. Fails when this no longer happens.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund echarts@6.1.0
got=$(node --input-type=module -e "
import { init } from 'echarts'
const data = Array.from({ length: 4000 }, (_, bar) => (bar >= 1000 && bar < 1400 ? null : 5 + Math.sin(bar / 50)))
const pieces = (sampling) => {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: 400, height: 300 })
  chart.setOption({
    animation: false,
    xAxis: { type: 'category', data: data.map((_, bar) => String(bar)), show: false },
    yAxis: { type: 'value', show: false },
    series: [{ type: 'line', data, sampling, showSymbol: false, lineStyle: { color: '#112233' } }],
  })
  const [, path] = /<path d=\"([^\"]+)\"[^>]*stroke=\"#112233\"/.exec(chart.renderToSVGString())
  chart.dispose()
  return path.match(/M/g).length
}
console.log([undefined, 'lttb', 'minmax', 'average', 'sum'].map((sampling) => (sampling ?? 'none') + ' ' + pieces(sampling)).join(', '))")
echo "$got"
[ "$got" = 'none 2, lttb 2, minmax 2, average 2, sum 1' ]
