import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'

import type { Given } from './world.ts'

type Place = { readonly width: number; readonly height: number }

/** The same bars and marks by another library, as its documentation shows: candles, volume, a mark for each event. */
const lightweight = ({ width, height }: Place, isGivenLevels: boolean) => `<!doctype html><body style="margin:0">
<div id="chart" style="width:${width}px;height:${height}px"></div><script src="/lwc.js"></script><script type="module">
const { bars, marks } = await (await fetch('/given.json')).json()
const { createChart, CandlestickSeries, HistogramSeries, createSeriesMarkers } = LightweightCharts
const candlesOf = (rows) => rows.map(([time, open, high, low, close]) => ({ time, open, high, low, close }))
const volumesOf = (rows) => rows.map(([time, , , , , value]) => ({ time, value }))
const [candles, volumes] = [candlesOf(bars), volumesOf(bars)]
const named = marks.map(([at, text]) => ({ time: bars[at][0], position: 'aboveBar', shape: 'circle', color: '#0b6fb8', text }))
// The product's own way: bars merged two by two beforehand, and of them only those in sight are given to the library.
const levels = [bars]
if (${isGivenLevels})
  for (let below = bars; below.length > 1200; ) {
    const above = []
    for (let i = 0; i < below.length; i += 2) {
      const [a, b] = [below[i], below[i + 1] ?? below[i]]
      above.push([a[0], a[1], Math.max(a[2], b[2]), Math.min(a[3], b[3]), b[4], a[5] + (a === b ? 0 : b[5])])
    }
    levels.push(above)
    below = above
  }
await window.given?.()
const chart = createChart(document.getElementById('chart'), {
  width: ${width}, height: ${height},
  timeScale: { minBarSpacing: 0.0005, enableConflation: ${!isGivenLevels}, timeVisible: true },
})
const series = chart.addSeries(CandlestickSeries)
const volume = chart.addSeries(HistogramSeries, { priceScaleId: 'volume' })
chart.priceScale('volume').applyOptions({ scaleMargins: { top: 0.85, bottom: 0 } })
if (${!isGivenLevels}) {
  series.setData(candles)
  volume.setData(volumes)
}
createSeriesMarkers(series, named)
chart.timeScale().fitContent()
window.show = (from, to) => chart.timeScale().setVisibleLogicalRange({ from: from * bars.length, to: to * bars.length })
if (${isGivenLevels}) {
  window.show = (from, to) => {
    const level = levels.find((each) => (to - from) * each.length <= 1200) ?? levels.at(-1)
    const seen = level.slice(Math.floor(from * level.length), Math.ceil(to * level.length))
    series.setData(candlesOf(seen))
    volume.setData(volumesOf(seen))
    chart.timeScale().fitContent()
  }
  window.show(0, 1)
}
window.ready = true
</script>`

/** ECharts as its gallery shows it: dates as categories, rows, an axis tooltip with a cross, a pin for each event. */
const naive = ({ width, height }: Place) => `<!doctype html><body style="margin:0">
<div id="chart" style="width:${width}px;height:${height}px"></div><script src="/echarts.js"></script><script type="module">
const { bars, marks } = await (await fetch('/given.json')).json()
const dates = bars.map(([time]) => new Date(time * 1000).toISOString())
const candles = bars.map(([, o, h, l, c]) => [o, c, l, h])
const pins = marks.map(([at, text]) => ({ coord: [at, bars[at][2]], value: text }))
await window.given?.()
const chart = echarts.init(document.getElementById('chart'))
chart.setOption({
  animation: false, tooltip: { trigger: 'axis', axisPointer: { type: 'cross' } }, dataZoom: [{ type: 'inside' }],
  xAxis: { type: 'category', data: dates }, yAxis: { scale: true },
  series: [{ type: 'candlestick', data: candles, markPoint: { data: pins } }],
})
window.show = (from, to) => chart.dispatchAction({ type: 'dataZoom', start: from * 100, end: to * 100 })
window.ready = true
</script>`

/** Serves the pages of comparators on a free port of this machine. */
export async function serveComparators(
  given: Given,
  scripts: { readonly lwc: string; readonly echarts: string },
  place: Place,
): Promise<{ readonly url: string; readonly stop: () => void }> {
  const json = gzipSync(JSON.stringify(given))
  const server: Server = createServer(({ url }, response) => {
    const page = { '/lwc': lightweight(place, false), '/levels': lightweight(place, true), '/naive': naive(place) }[
      url ?? ''
    ]
    const script = { '/lwc.js': scripts.lwc, '/echarts.js': scripts.echarts }[url ?? '']
    if (page !== undefined) response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page)
    else if (script !== undefined) response.setHeader('Content-Type', 'text/javascript; charset=utf-8').end(script)
    else if (url === '/given.json')
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' }).end(json)
    else response.writeHead(404).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close() }
}
