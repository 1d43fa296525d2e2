import './Findings.css'
import { useSignal, useSignalEffect } from '@preact/signals'
import type { Interval } from '../../../server/market/bar.ts'
import { addDays, isoDate } from '../../../server/market/day.ts'
import { questioned } from '../../core/data/questioned.ts'
import { placeName, zoneOf } from '../../core/zones.ts'
import type { BarsView, RepairView } from '../../state/data/api.ts'
import { latest } from '../../state/resource.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { Scrolls } from '../study/Scrolls.tsx'
import { useData } from './useData.ts'

/** Days around the finding, so that one sees what is usual there. */
const AROUND = 5
/** Rows shown: of a day's hours all, of minutes those near the one that is named. */
const MOST = { days: 14, hours: 18 }
const fields = ['open', 'high', 'low', 'close'] as const

type Props = {
  readonly ticker: string
  readonly interval: Interval
  readonly from: string
  readonly to: string
  /** The instant of the bar that the finding names, an ISO time; null: it names none. */
  readonly moment: string | null
  readonly repair: RepairView | null
  /** What the finding is called. */
  readonly name: string
}

/** The bars that a finding is about among their neighbours: as delivered, and as corrected where that is proposed. */
export function FindingBars({ ticker, interval, from, to, moment, repair, name }: Props) {
  const words = useWords('data')
  const text = useWords('page')
  const { changes } = usePage()
  const { api } = useData()
  const open = useSignal(repair !== null)
  const columns = useSignal<BarsView | null>(null)
  useSignalEffect(() => {
    changes.value
    if (!open.value) return
    const [first, last] = [isoDate(from), isoDate(to)]
    if (first === null || last === null) return
    // Of a long stretch the beginning is shown.
    const until = [addDays(last, AROUND), addDays(first, 3 * AROUND)].sort()[0] ?? to
    api.bars(ticker, interval, addDays(first, -AROUND), until).then(
      (bars) => {
        columns.value = bars
      },
      () => {
        open.value = false
      },
    )
  })
  return (
    <details class="finding-bars" open={open.value} onToggle={({ currentTarget }) => (open.value = currentTarget.open)}>
      <summary class="opens">{words.questioned}</summary>
      {columns.value === null ? (
        open.value && <p class="soft">{text.loading}</p>
      ) : (
        <BarTable
          columns={columns.value}
          from={from}
          to={to}
          moment={moment}
          repair={repair}
          name={`${words.questioned}: ${name}`}
        />
      )}
    </details>
  )
}

type Row = Readonly<Record<(typeof fields)[number], number | null>> & { readonly volume: number | null }

function BarTable({
  columns,
  from,
  to,
  moment,
  repair,
  name,
}: Pick<Props, 'from' | 'to' | 'moment' | 'repair' | 'name'> & { readonly columns: BarsView }) {
  const words = useWords('data')
  const write = useFormat()
  const { view, market } = usePage()
  const { ticker, date, start, state, missing } = columns
  const facts = latest(market.tickers.state.value)?.find((known) => known.ticker === ticker)
  const zone = zoneOf(view.value.zone, facts?.zone ?? 'UTC')
  if (date.length === 0 && missing.length === 0) return <p class="soft">{words.noBars}</p>
  const rows = [
    ...date.map((day, row) => ({ day, row, key: start?.[row] ?? day })),
    ...missing.map((day) => ({ day, row: -1, key: day })),
  ].sort((a, b) => (a.key < b.key ? -1 : 1))
  const shown = questioned(rows, { from, to, moment }, start === null ? MOST.days : MOST.hours)
  return (
    <Scrolls name={name}>
      <table>
        <caption class="unseen">{name}</caption>
        <thead>
          <tr>
            <th scope="col">
              {words.date}
              {start !== null && ` · ${placeName(zone)}`}
            </th>
            {fields.map((field) => (
              <th key={field} scope="col">
                {words[field]}
              </th>
            ))}
            <th scope="col">{words.volume}</th>
            <th scope="col">{words.stateHead}</th>
          </tr>
        </thead>
        <tbody>
          {shown.bars.map(({ day, row, key }, at) => {
            const example = repair?.examples.find((each) => each.date === day)
            const stored: Row = example?.before ?? {
              open: columns.open[row] ?? null,
              high: columns.high[row] ?? null,
              low: columns.low[row] ?? null,
              close: columns.close[row] ?? null,
              volume: columns.volume[row] ?? null,
            }
            const isNamed = at === shown.named
            const isAsked = shown.named === null ? day >= from && day <= to : isNamed
            const begin = start?.[row]
            return (
              <>
                <tr key={key} class={isAsked ? 'asked' : undefined}>
                  <th scope="row">
                    {write.date(day)} {begin !== undefined && write.clock(begin, zone)}
                    {isNamed && <span class="unseen">{words.named}</span>}
                  </th>
                  <Cells row={stored} />
                  <td class="state">
                    {example === undefined ? words.barStates[state[row] ?? 'missing'] : words.asStored}
                  </td>
                </tr>
                {example !== undefined && (
                  <tr key={`${key} corrected`} class="asked corrected">
                    <th scope="row">
                      <span class="unseen">{write.date(day)}</span>
                    </th>
                    <Cells row={example.after} />
                    <td class="state">{words.asCorrected}</td>
                  </tr>
                )}
              </>
            )
          })}
        </tbody>
      </table>
    </Scrolls>
  )
}

function Cells({ row }: { readonly row: Row }) {
  const write = useFormat()
  return (
    <>
      {fields.map((field) => (
        <td key={field}>{write.price(row[field])}</td>
      ))}
      <td>{write.compact(row.volume)}</td>
    </>
  )
}
