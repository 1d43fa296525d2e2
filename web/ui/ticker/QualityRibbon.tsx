import './QualityRibbon.css'
import { useComputed } from '@preact/signals'
import { firstData } from '../../core/data/address.ts'
import { marksOfQuality, ribbonOf } from '../../core/data/ribbon.ts'
import { barsIn } from '../../core/ticker/axis.ts'
import { Link } from '../Link.tsx'
import { useFormat, usePage, useWords } from '../page.ts'
import { useTicker } from './useTicker.ts'

/** The strip under the chart in words: how many sessions on screen are missing, may change, were corrected or are held back. It leads to the data page. */
export function QualityRibbon() {
  const words = useWords('quality')
  const write = useFormat()
  const { market } = usePage()
  const { series, columns: told, settled } = useTicker().viewport
  const ribbon = useComputed(() => {
    const all = series.value
    const columns = told.value
    if (all === null || columns === null || columns.date.length !== all.prices.date.length) return null
    const { first, last } = barsIn(settled.value, all.axis.dates.length)
    return ribbonOf({ row: all.row, dates: all.axis.dates, breaks: all.axis.breaks }, columns, first, last)
  })
  const seen = ribbon.value
  if (seen === null) return <div class="ribbon" />
  const count = (value: number) => write.plain(value, 0)
  const noted = marksOfQuality.filter((mark) => seen.counts[mark] > 0)
  const said =
    noted.length === 0
      ? words.clean(count(seen.sessions))
      : words.of(noted.map((mark) => words.marks[mark](count(seen.counts[mark]))).join(', '), count(seen.sessions))
  const ticker = market.ticker.value
  const shown = { ...firstData, ticker, series: ticker === null ? null : `${ticker} ${market.interval.value}` }
  return (
    <Link class="ribbon" to={{ screen: { kind: 'data', ...shown } }}>
      <span class={noted.length === 0 ? 'soft' : 'noted'}>
        {words.name}: {said}
      </span>
    </Link>
  )
}
