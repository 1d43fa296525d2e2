import './PriceTable.css'
import { barsIn } from '../../core/ticker/axis.ts'
import { barAt } from '../../core/ticker/series.ts'
import { latest } from '../../state/resource.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { Notes, Signs, Unavailable } from './Notes.tsx'
import { useTicker } from './useTicker.ts'

const MOST = 500

/** The bars on screen as a real table, newest first, with the same figures as the readout. */
export function PriceTable() {
  const text = useWords('page')
  const write = useFormat()
  const { view, market } = usePage()
  const { viewport, clock, marks, abnormal, notes, selection } = useTicker()
  const { series, span } = viewport
  const { heldAt, notesAt, notesOfRow } = notes
  const all = series.value
  if (all === null) return <p class="soft">{text.loading}</p>
  const { first, last } = barsIn(span.value, all.axis.dates.length)
  const titles = new Map((latest(market.events.state.value) ?? []).map(({ event_id, title }) => [event_id, title]))
  const onBar = Map.groupBy(marks.marks.value, ({ effective }) => effective)
  const indices = Array.from({ length: last - first + 1 }, (_, i) => last - i)
  const visible = indices.slice(0, MOST)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section class="price-table" tabIndex={0} aria-label={text.tableName(market.ticker.value ?? '')}>
      {indices.length > MOST && <p class="soft">{text.rows(MOST, indices.length)}</p>}
      <table class="table prices" aria-rowcount={indices.length + 1}>
        <thead>
          <tr>
            <th scope="col">{text.date}</th>
            <th scope="col">{text.open}</th>
            <th scope="col">{text.high}</th>
            <th scope="col">{text.low}</th>
            <th scope="col">{text.close_}</th>
            <th scope="col">{text.volume}</th>
            <th scope="col">{text.r}</th>
            <th scope="col">{text.expected}</th>
            <th scope="col">{text.ar}</th>
            <th scope="col">{text.tableEvents}</th>
          </tr>
        </thead>
        <tbody>
          {visible.map((index) => {
            const bar = barAt(all, index)
            const figures = abnormal.value.get(index)
            const held = heldAt(index)
            const [range, close] = [notesAt(index, 'range'), notesAt(index, 'close')]
            const [volume, both] = [notesAt(index, 'volume'), notesAt(index, 'returns')]
            return (
              <tr key={index}>
                <th scope="row" class="number">
                  {clock.momentAt(index)} <Notes notes={notesOfRow(index)} />
                </th>
                {bar === null ? (
                  <td colSpan={6} class="soft">
                    {all.axis.breaks.has(index) ? text.lunchBreak : text.missingBar}
                  </td>
                ) : held !== null ? (
                  <td colSpan={6}>
                    <Unavailable checks={held} />
                  </td>
                ) : (
                  <>
                    <td class="number">
                      {write.price(bar.open)}
                      <Signs notes={range} />
                    </td>
                    <td class="number">
                      {write.price(bar.high)}
                      <Signs notes={range} />
                    </td>
                    <td class="number">
                      {write.price(bar.low)}
                      <Signs notes={range} />
                    </td>
                    <td class="number">
                      {write.price(bar.close)}
                      <Signs notes={close} />
                    </td>
                    <td class="number">
                      {write.compact(bar.volume)}
                      <Signs notes={volume} />
                    </td>
                    <td class="number">
                      {write.percent(figures?.r ?? bar.r)}
                      <Signs notes={both} />
                    </td>
                  </>
                )}
                <td class="number">
                  {write.percent(figures?.expected ?? null)}
                  <Signs notes={figures === undefined ? [] : both} />
                </td>
                <td class={`number${figures?.significant ? ' strong' : ''}`}>
                  {write.percent(figures?.ar ?? null)}
                  <Signs notes={figures === undefined ? [] : both} />
                </td>
                <td class="titles">
                  {(onBar.get(index) ?? []).map(({ id }) => (
                    <button
                      key={id}
                      type="button"
                      aria-current={view.value.event === id ? 'true' : undefined}
                      onClick={() => selection.select(id)}
                    >
                      {titles.get(id) ?? id}
                    </button>
                  ))}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
