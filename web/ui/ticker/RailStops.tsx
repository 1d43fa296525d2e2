import { useSignal } from '@preact/signals'
import { sessionsText } from '../../core/sessionText.ts'
import type { Cluster } from '../../core/ticker/clusters.ts'
import { pixelOf } from '../../core/ticker/layout.ts'
import type { Rail } from '../../core/ticker/rails.ts'
import { latest } from '../../state/resource.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { useTicker } from './useTicker.ts'

/** The names of the rails and, for each, one stop of the keyboard that walks along its clusters. */
export function RailStops() {
  const { narrow } = usePage()
  const { series, lanes: held } = useTicker().viewport
  if (series.value === null) return null
  const lanes: readonly (Rail | null)[] = narrow.value ? [null] : held.value
  return (
    <>
      {lanes.map((rail, lane) => (
        <LaneStop key={rail ?? 'all'} rail={rail} lane={lane} />
      ))}
      <PeriodStop />
      <MoveStop />
      <Names />
    </>
  )
}

function LaneStop({ rail, lane }: { readonly rail: Rail | null; readonly lane: number }) {
  const text = useWords('page')
  const { viewport, marks } = useTicker()
  const { from, to } = viewport.settled.value
  const { rails } = viewport.layout.value
  const inView = marks.clustersAtRest.value.filter(
    (each) => (rail === null || each.rail === rail) && each.x >= from && each.x <= to,
  )
  const y = rails.top + rails.row * (lane + 0.5)
  return <RailStop name={rail === null ? text.events : text.rails[rail]} inView={inView} heightOf={() => y} />
}

/** The stop that walks along what lasted. */
function PeriodStop() {
  const text = useWords('page')
  const { viewport, marks } = useTicker()
  const { from, to } = viewport.settled.value
  const { periods } = viewport.layout.value
  if (periods === null) return null
  const inView = marks.periodClusters.value.filter((each) => each.from < to && each.to > from)
  const heightOf = (cluster: Cluster) => periods.top + periods.row * (cluster.bucket + 0.5)
  return <RailStop name={text.periods} inView={inView} heightOf={heightOf} />
}

function RailStop({
  name,
  inView,
  heightOf,
}: {
  readonly name: string
  readonly inView: readonly Cluster[]
  readonly heightOf: (cluster: Cluster) => number
}) {
  const text = useWords('page')
  const nameOf = useClusterName()
  const { viewport, marks, selection } = useTicker()
  const { openCluster } = marks
  const count = inView.reduce((sum, { marks }) => sum + marks.length, 0)
  return (
    <Stop
      name={text.railName(name, count)}
      places={inView}
      nameOf={nameOf}
      xOf={({ x }) => x}
      heightOf={(cluster) => (cluster === undefined ? viewport.layout.value.rails.top : heightOf(cluster))}
      expanded={(cluster) => (cluster.marks.length > 1 ? openCluster.value === cluster : undefined)}
      press={selection.pressCluster}
    />
  )
}

/** The stop that walks along the moves that no event explains. */
function MoveStop() {
  const text = useWords('page')
  const write = useFormat()
  const { viewport, abnormal, selection } = useTicker()
  const { from, to } = viewport.settled.value
  const { ar } = viewport.layout.value
  const dates = viewport.series.value?.axis.dates
  const inView = [...abnormal.value.values()]
    .filter(({ unexplained, index }) => unexplained && index >= from && index <= to)
    .sort((a, b) => a.index - b.index)
  if (ar === null || inView.length === 0) return null
  return (
    <Stop
      name={`${text.ar}: ${text.noEvent} (${inView.length})`}
      places={inView}
      nameOf={({ index, ar }) => `${write.date(dates?.[index] ?? '')}, ${text.ar} ${write.percent(ar)}`}
      xOf={({ index }) => index}
      heightOf={() => ar.top + ar.height / 2}
      press={({ index }) => selection.selectSession(index)}
    />
  )
}

/** A stop of the keyboard among places of the axis, between which the arrows walk. */
function Stop<Place>({
  name,
  places,
  nameOf,
  xOf,
  heightOf,
  expanded = () => undefined,
  press,
}: {
  readonly name: string
  readonly places: readonly Place[]
  readonly nameOf: (place: Place) => string
  readonly xOf: (place: Place) => number
  readonly heightOf: (place: Place | undefined) => number
  readonly expanded?: (place: Place) => boolean | undefined
  readonly press: (place: Place) => void
}) {
  const chosen = useSignal(0)
  const { layout, settled } = useTicker().viewport
  const where = layout.value
  const at = Math.min(chosen.value, places.length - 1)
  const place = places[at]
  const ends = [where.left, where.left + where.width] as const
  const middle = place === undefined ? ends[1] : pixelOf(where, settled.value, xOf(place))
  const x = Math.min(Math.max(middle, ends[0]), ends[1])
  return (
    <button
      type="button"
      class="rail-stop"
      style={{ left: `${x}px`, top: `${heightOf(place)}px` }}
      aria-label={`${name}${place === undefined ? '' : `. ${nameOf(place)}`}`}
      aria-expanded={place === undefined ? undefined : expanded(place)}
      disabled={place === undefined}
      onClick={() => place !== undefined && press(place)}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
        if (by === 0) return
        event.preventDefault()
        event.stopPropagation()
        chosen.value = Math.max(0, Math.min(places.length - 1, at + by))
      }}
    />
  )
}

/** The visible count first, then when and how sure; a single event is named by its title. */
export function useClusterName(): (cluster: Cluster) => string {
  const text = useWords('page')
  const write = useFormat()
  const { market } = usePage()
  const { series } = useTicker().viewport
  return ({ marks, face }) => {
    const titles = new Map((latest(market.events.state.value) ?? []).map(({ event_id, title }) => [event_id, title]))
    if (marks.length === 1) return `${titles.get(face.id) ?? face.id}, ${text.verdicts[face.verdict]}`
    const day = (index: number) => write.day(series.value?.axis.dates[index] ?? '')
    return text.clusterName({
      count: marks.length,
      from: day(marks[0]?.effective ?? 0),
      to: day(marks.at(-1)?.effective ?? 0),
      significant: marks.filter(({ verdict }) => verdict === 'significant').length,
    })
  }
}

/** Names beside the plot, in the gutter of the scale. */
function Names() {
  const text = useWords('page')
  const { narrow } = usePage()
  const { viewport, chart, abnormal, compare } = useTicker()
  const where = viewport.layout.value
  const overlay = chart.overlay.value
  const { from, to } = viewport.settled.value
  const isMarked = abnormal.value.values().some(({ unexplained, index }) => unexplained && index >= from && index <= to)
  const left = where.left + where.width + 14
  const name = (text: string, top: number) => (
    <span key={text} class="pane-name" aria-hidden="true" style={{ left: `${left}px`, top: `${top}px` }}>
      {text}
    </span>
  )
  const lanes = viewport.lanes.value
  return (
    <>
      {!narrow.value &&
        lanes.map((rail, lane) => name(text.rails[rail], where.rails.top + where.rails.row * (lane + 0.5)))}
      {where.periods !== null && !narrow.value && name(text.periods, where.periods.top + where.periods.row / 2)}
      {where.volume !== null && name(narrow.value ? text.volume : text.volumeName, where.volume.top + 8)}
      {where.strength !== null && (
        <span
          class="pane-name inside"
          aria-hidden="true"
          style={{ left: `${where.left + 4}px`, top: `${where.strength.top + 7}px` }}
        >
          {compare.strengthName()}
        </span>
      )}
      {where.ar !== null && (
        <span
          class="pane-name inside"
          aria-hidden="true"
          style={{ left: `${where.left + 4}px`, top: `${where.ar.top - 6}px` }}
        >
          {text.ar} ▮{isMarked && ` · ◇ ${text.noEvent}`}
          {overlay !== null && overlay.car.length > 1 && ` · ${text.car} ${sessionsText(...overlay.window)} ―`}
        </span>
      )}
    </>
  )
}
