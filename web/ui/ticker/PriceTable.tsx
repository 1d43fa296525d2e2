import './PriceTable.css'
import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { barsIn } from '../../core/ticker/axis.ts'
import { blocksOf, blocksSeen } from '../../core/ticker/blocks.ts'
import { type BarFacts, barAt } from '../../core/ticker/series.ts'
import { latest } from '../../state/resource.ts'
import { usePage, useStillDrawing, useWords } from '../page.ts'
import { PriceRow } from './PriceRow.tsx'
import { SortHead } from './SortHead.tsx'
import { useTicker } from './useTicker.ts'

/** Rows of the drawn page, which no script can add to. */
const STILL = 500
/** Rows that come and go together, and pixels beyond the screen within which they are there. */
const [BLOCK, AHEAD] = [60, 1200]
/** Pixels of a row, until one was seen. */
const GUESS = 33

type Column = keyof Pick<BarFacts, 'open' | 'high' | 'low' | 'close' | 'volume' | 'r'> | 'date' | 'expected' | 'ar'

/**
 * The bars on screen as a real table with the same figures as the readout, newest first or in the order of a column.
 * All of them are in it, those near the screen as rows: what lies farther off is as high as its rows would be.
 */
export function PriceTable() {
  const text = useWords('page')
  const { tableName } = useWords('session')
  const { market } = usePage()
  const { viewport, marks, abnormal } = useTicker()
  const { series, span } = viewport
  const isStill = useStillDrawing() !== null
  const sort = useSignal<{ readonly by: Column; readonly descending: boolean }>({ by: 'date', descending: true })
  const box = useRef<HTMLElement>(null)
  const all = series.value
  if (all === null) return <p class="soft">{market.bars.state.value.kind === 'ready' ? null : text.loading}</p>
  const { merged: rows = null } = viewport.columns.value ?? {}
  const { first, last } = barsIn(span.value, all.axis.dates.length)
  const titles = new Map((latest(market.events.state.value) ?? []).map(({ event_id, title }) => [event_id, title]))
  const onBar = Map.groupBy(marks.marks.value, ({ effective }) => effective)
  const newest = Array.from({ length: last - first + 1 }, (_, i) => last - i)
  const { by, descending } = sort.value
  const figureOf = (index: number): number | null => {
    const figures = abnormal.value.get(index)
    if (by === 'date') return index
    if (by === 'expected' || by === 'ar') return figures?.[by] ?? null
    const bar = barAt(all, index)
    return by === 'r' ? (figures?.r ?? bar?.r ?? null) : (bar?.[by] ?? null)
  }
  const indices = ordered(newest, figureOf, descending)
  const head = (column: Column, name: string) => (
    <SortHead
      sorted={by === column ? (descending ? 'descending' : 'ascending') : null}
      sort={(descending) => {
        sort.value = { by: column, descending }
        // What comes first now is what was asked for.
        box.current?.scrollTo(0, 0)
      }}
    >
      {name}
    </SortHead>
  )
  const row = (index: number, at: number) => (
    <PriceRow key={index} all={all} index={index} place={at + 2} events={onBar.get(index) ?? []} titles={titles} />
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={box} class="price-table" tabIndex={0} aria-label={tableName(market.ticker.value ?? '')}>
      {rows !== null && <p class="soft">{text.merged(rows.span, market.interval.value)}</p>}
      {isStill && indices.length > STILL && <Cut all={indices.length} />}
      <table class="table prices listed" aria-rowcount={indices.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {head('date', text.date)}
            {head('open', text.open)}
            {head('high', text.high)}
            {head('low', text.low)}
            {head('close', text.close_)}
            {head('volume', text.volume)}
            {head('r', text.r)}
            {head('expected', text.expected)}
            {head('ar', text.ar)}
            <th scope="col">{text.events}</th>
          </tr>
        </thead>
        {isStill ? (
          <tbody>{indices.slice(0, STILL).map(row)}</tbody>
        ) : (
          <Blocks key={`${by} ${descending}`} indices={indices} row={row} />
        )}
      </table>
    </section>
  )
}

/** That the drawn page ends before its bars do. */
function Cut({ all }: { readonly all: number }) {
  return <p class="soft">{useWords('still').rows(STILL, all)}</p>
}

/** Bars in the order of a figure; those without it last either way, equal ones newest first. */
function ordered(newest: readonly number[], figureOf: (index: number) => number | null, descending: boolean) {
  const figures = new Map(newest.map((index) => [index, figureOf(index)]))
  const way = descending ? -1 : 1
  return newest.toSorted((a, b) => {
    const [x, y] = [figures.get(a) ?? null, figures.get(b) ?? null]
    if (x === null || y === null) return Number(x === null) - Number(y === null) || b - a
    return (x - y) * way || b - a
  })
}

function Blocks({
  indices,
  row,
}: {
  readonly indices: readonly number[]
  readonly row: (index: number, at: number) => preact.JSX.Element
}) {
  const blocks = blocksOf(indices.length, BLOCK)
  const bodies = useRef<(HTMLElement | null)[]>([])
  const heights = useRef(new Map<number, number>())
  const seen = useSignal<readonly [from: number, to: number]>([0, 1])
  const [from, to] = seen.value
  useLayoutEffect(() => {
    const look = () => {
      const boxes = blocks.map((_, k) => bodies.current[k]?.getBoundingClientRect() ?? null)
      const [now, then] = seen.peek()
      for (let k = now; k <= then; k++) {
        const height = boxes[k]?.height
        if (height !== undefined && height > 0) heights.current.set(k, height)
      }
      const next = blocksSeen(boxes, innerHeight, AHEAD)
      if (next !== null && (next[0] !== now || next[1] !== then)) seen.value = next
    }
    look()
    // The table scrolls in itself, or with the page.
    addEventListener('scroll', look, { capture: true, passive: true })
    addEventListener('resize', look)
    return () => {
      removeEventListener('scroll', look, { capture: true })
      removeEventListener('resize', look)
    }
  }, [indices.length])
  const known = [...heights.current].filter(([k]) => blocks[k]?.length === BLOCK).map(([, height]) => height / BLOCK)
  const usual = known.length === 0 ? GUESS : known.reduce((sum, height) => sum + height, 0) / known.length
  return (
    <>
      {blocks.map((block, k) => {
        const keep = (body: HTMLElement | null) => {
          bodies.current[k] = body
        }
        return k < from || k > to ? (
          <tbody key={k} ref={keep} class="away" aria-hidden="true">
            <tr>
              <td colSpan={10} style={{ height: `${heights.current.get(k) ?? usual * block.length}px` }} />
            </tr>
          </tbody>
        ) : (
          <tbody key={k} ref={keep}>
            {block.map((at) => row(indices[at] ?? 0, at))}
          </tbody>
        )
      })}
    </>
  )
}
