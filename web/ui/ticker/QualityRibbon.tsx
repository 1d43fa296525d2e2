import { computed } from '@preact/signals'
import { firstData } from '../../core/data/address.ts'
import { marksOfQuality, ribbonOf } from '../../core/data/ribbon.ts'
import { barsIn } from '../../core/ticker/axis.ts'
import { pixelOf } from '../../core/ticker/layout.ts'
import { format } from '../../i18n/format.ts'
import { ribbonWords } from '../../i18n/ribbonText.ts'
import { latest } from '../../state/resource.ts'
import { bars, ticker } from '../../state/ticker/market.ts'
import { layout, series, span } from '../../state/ticker/viewport.ts'
import { addressOf, go, view } from '../../state/view.ts'

const ribbon = computed(() => {
  const all = series.value
  const columns = latest(bars.state.value)
  if (all === null || columns === null || columns.date.length !== all.prices.date.length) return null
  const { first, last } = barsIn(span.value, all.axis.dates.length)
  return ribbonOf({ row: all.row, dates: all.axis.dates }, columns, first, last)
})

/** Which sessions on screen are missing, may change, were corrected or are held back; it leads to the data page. */
export function QualityRibbon() {
  const seen = ribbon.value
  if (seen === null) return <div class="ribbon" />
  const words = ribbonWords.value
  const count = (value: number) => format.value.plain(value, 0)
  const where = layout.value
  const [left, right] = [where.left, where.left + where.width]
  const noted = marksOfQuality.filter((mark) => seen.counts[mark] > 0)
  const said =
    noted.length === 0
      ? words.clean(count(seen.sessions))
      : words.of(noted.map((mark) => words.marks[mark](count(seen.counts[mark]))).join(', '), count(seen.sessions))
  const symbol = ticker.value
  const screen = {
    kind: 'data',
    ...firstData,
    ticker: symbol,
    series: symbol === null ? null : `${symbol} ${view.value.interval}`,
  } as const
  return (
    <a
      class="ribbon"
      href={addressOf({ screen })}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        go({ screen })
      }}
    >
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
    </a>
  )
}
