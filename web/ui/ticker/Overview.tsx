import './Overview.css'
import { useComputed, useSignalEffect } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { drawShades } from '../../chart/shades.ts'
import { linear, linePath } from '../../core/plotScale.ts'
import { barsIn, type Span } from '../../core/ticker/axis.ts'
import { levelFor, type Pyramid } from '../../core/ticker/pyramid.ts'
import { useFormat, useStillDrawing, useWords } from '../page.ts'
import { useTicker } from './useTicker.ts'

const WIDTH = 1000
const HEIGHT = 40

/** Closes of the whole history, at most one point per two pixels. */
function closesPath(pyramid: Pyramid): string {
  const level = levelFor(pyramid, WIDTH / pyramid.length, 2)
  const columns = pyramid.levels[level]
  if (columns === undefined) return ''
  const known = columns.close.filter(Number.isFinite)
  const x = linear([0, pyramid.length], [0, WIDTH])
  const y = linear([Math.max(...known), Math.min(...known)], [4, HEIGHT - 5])
  return linePath(
    [...columns.close].flatMap((close, j) =>
      Number.isFinite(close) ? [[x(Math.min(pyramid.length, (j + 1) * 2 ** level) - 0.5), y(close)] as const] : [],
    ),
  )
}

/** The whole history with the part on screen: drag it, or press elsewhere to go there. */
export function Overview() {
  const text = useWords('page')
  const write = useFormat()
  const { whole: series, wholeSpan: span, settled, moveOnWhole: moveTo, layout } = useTicker().viewport
  const path = useComputed(() => (series.value === null ? '' : closesPath(series.value.pyramid)))
  const grip = useRef<{ readonly x: number; readonly from: number; readonly to: number } | null>(null)
  const all = series.value
  if (all === null) return <div class="overview" />
  const { length } = all.pyramid
  // Words follow when the chart rests.
  settled.value
  const { first, last } = barsIn(span.peek(), length)
  const barAtPointer = (event: PointerEvent & { readonly currentTarget: Element }) => {
    const box = event.currentTarget.getBoundingClientRect()
    return ((event.clientX - box.left) / box.width) * length - 0.5
  }
  const keys = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -0.1, ArrowRight: 0.1, PageUp: -0.8, PageDown: 0.8 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    event.stopPropagation()
    const { from, to } = span.peek()
    moveTo({ from: from + (to - from) * by, to: to + (to - from) * by }, true)
  }
  return (
    <div
      class="overview"
      style={{ marginRight: `${layout.value.gutter}px` }}
      role="slider"
      tabIndex={0}
      aria-label={text.overview}
      aria-valuemin={0}
      aria-valuemax={length - 1}
      aria-valuenow={Math.round((first + last) / 2)}
      aria-valuetext={text.overviewName(
        write.date(all.axis.dates[first] ?? ''),
        write.date(all.axis.dates[last] ?? ''),
      )}
      onKeyDown={keys}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        const at = barAtPointer(event)
        const { from, to } = span.peek()
        const half = (to - from) / 2
        const inside = at >= from && at <= to
        grip.current = inside ? { x: at, from, to } : { x: at, from: at - half, to: at + half }
        if (!inside) moveTo({ from: at - half, to: at + half }, false)
      }}
      onPointerMove={(event) => {
        if (grip.current === null) return
        const by = barAtPointer(event) - grip.current.x
        moveTo({ from: grip.current.from + by, to: grip.current.to + by }, false)
      }}
      onPointerUp={(event) => {
        if (grip.current === null) return
        const by = barAtPointer(event) - grip.current.x
        moveTo({ from: grip.current.from + by, to: grip.current.to + by }, true)
        grip.current = null
      }}
    >
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <path class="closes" d={path.value} />
        <Marks length={length} />
      </svg>
      <Shades length={length} />
    </div>
  )
}

/** What is off screen lies under two shades: drawn, as elements that slide make the browser put all layers of the page together anew. */
function Shades({ length }: { readonly length: number }) {
  const sheet = useRef<HTMLCanvasElement>(null)
  const { viewport, chart } = useTicker()
  const { wholeSpan: span, size } = viewport
  // Ends of the part on screen as shares of all there is.
  const ends = ({ from, to }: Span) =>
    [from, to].map((index) => Math.min(length, Math.max(0, index + 0.5)) / length) as [number, number]
  useSignalEffect(() => {
    const [shown, theme] = [ends(span.value), chart.theme.value]
    size.value
    if (sheet.current !== null && theme !== null) drawShades(sheet.current, shown, theme)
  })
  if (useStillDrawing() === null) return <canvas ref={sheet} />
  const [from, to] = ends(span.peek())
  return (
    <>
      <div class="shade" style={{ right: `${((1 - from) * 100).toFixed(2)}%` }} />
      <div class="shade after" style={{ left: `${(to * 100).toFixed(2)}%` }} />
    </>
  )
}

function Marks({ length }: { readonly length: number }) {
  const { wholeRailMarks: railMarks } = useTicker().marks
  const at = linear([-0.5, length - 0.5], [0, WIDTH])
  // Three paths, however many events there are: every element would be looked at with every move of the shades.
  const paths = Map.groupBy(railMarks.value, ({ verdict }) => verdict)
  return (
    <>
      {[...paths].map(([verdict, marks]) => (
        <path
          key={verdict}
          class={`mark ${verdict}`}
          d={marks.map(({ effective }) => `M${at(effective).toFixed(2)} ${HEIGHT - 4}V${HEIGHT}`).join('')}
        />
      ))}
    </>
  )
}
