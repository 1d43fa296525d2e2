import './QualityRibbon.css'
import { useComputed } from '@preact/signals'
import { firstData } from '../../core/data/address.ts'
import { marksOfQuality, ribbonOf } from '../../core/data/ribbon.ts'
import { barsIn } from '../../core/ticker/axis.ts'
import { pixelOf } from '../../core/ticker/layout.ts'
import { latest } from '../../state/resource.ts'
import { Link } from '../Link.tsx'
import { useFormat, usePage, useWords } from '../page.ts'
import { useTicker } from './useTicker.ts'

/** Which sessions on screen are missing, may change, were corrected or are held back; it leads to the data page. */
export function QualityRibbon() {
  const words = useWords('quality')
  const write = useFormat()
  const { view, market } = usePage()
  const { series, layout, span } = useTicker().viewport
  const ribbon = useComputed(() => {
    const all = series.value
    const columns = latest(market.bars.state.value)
    if (all === null || columns === null || columns.date.length !== all.prices.date.length) return null
    const { first, last } = barsIn(span.value, all.axis.dates.length)
    return ribbonOf({ row: all.row, dates: all.axis.dates, breaks: all.axis.breaks }, columns, first, last)
  })
  const seen = ribbon.value
  if (seen === null) return <div class="ribbon" />
  const count = (value: number) => write.plain(value, 0)
  const where = layout.value
  const [left, right] = [where.left, where.left + where.width]
  const noted = marksOfQuality.filter((mark) => seen.counts[mark] > 0)
  const said =
    noted.length === 0
      ? words.clean(count(seen.sessions))
      : words.of(noted.map((mark) => words.marks[mark](count(seen.counts[mark]))).join(', '), count(seen.sessions))
  const ticker = market.ticker.value
  const shown = { ...firstData, ticker, series: ticker === null ? null : `${ticker} ${view.value.interval}` }
  return (
    <Link class="ribbon" to={{ screen: { kind: 'data', ...shown } }}>
      <svg width="100%" height={6} aria-hidden="true">
        <rect class="sound" x={left} width={Math.max(0, where.width)} height={6} />
        {seen.stretches.map(({ from, to, mark }) => {
          const x = Math.max(left, pixelOf(where, span.value, from - 0.5))
          const end = Math.min(right, pixelOf(where, span.value, to + 0.5))
          return <rect key={from} class={mark} x={x} width={Math.max(1.5, end - x)} height={6} />
        })}
      </svg>
      <span class={noted.length === 0 ? 'soft' : 'noted'}>
        {words.name}: {said}
      </span>
    </Link>
  )
}
