import { type BarSeries, barAt } from '../../core/ticker/series.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { Notes, Signs, Unavailable } from './Notes.tsx'
import { useTicker } from './useTicker.ts'

/** A bar of the table: its prices, its abnormal return, and the events that hit it. */
export function PriceRow({
  all,
  index,
  place,
  events,
  titles,
}: {
  readonly all: BarSeries
  readonly index: number
  /** Its place among all rows, from 1 for the head. */
  readonly place: number
  readonly events: readonly { readonly id: string }[]
  readonly titles: ReadonlyMap<string, string>
}) {
  const text = useWords('page')
  const write = useFormat()
  const { view } = usePage()
  const { clock, abnormal, notes, selection } = useTicker()
  const { heldAt, notesAt, notesOfRow } = notes
  const bar = barAt(all, index)
  const figures = abnormal.value.get(index)
  const held = heldAt(index)
  const [range, close] = [notesAt(index, 'range'), notesAt(index, 'close')]
  const [volume, both] = [notesAt(index, 'volume'), notesAt(index, 'returns')]
  return (
    <tr aria-rowindex={place}>
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
          <td class="number" data-of={text.open}>
            {write.price(bar.open)}
            <Signs notes={range} />
          </td>
          <td class="number" data-of={text.high}>
            {write.price(bar.high)}
            <Signs notes={range} />
          </td>
          <td class="number" data-of={text.low}>
            {write.price(bar.low)}
            <Signs notes={range} />
          </td>
          <td class="number" data-of={text.close_}>
            {write.price(bar.close)}
            <Signs notes={close} />
          </td>
          <td class="number" data-of={text.volume}>
            {write.compact(bar.volume)}
            <Signs notes={volume} />
          </td>
          <td class="number" data-of={text.r}>
            {write.percent(figures?.r ?? bar.r)}
            <Signs notes={both} />
          </td>
        </>
      )}
      <td class="number" data-of={text.expected}>
        {write.percent(figures?.expected ?? null)}
        <Signs notes={figures === undefined ? [] : both} />
      </td>
      <td class={`number${figures?.significant ? ' strong' : ''}`} data-of={text.ar}>
        {write.percent(figures?.ar ?? null)}
        <Signs notes={figures === undefined ? [] : both} />
      </td>
      <td class="titles whole">
        {events.map(({ id }) => (
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
}
