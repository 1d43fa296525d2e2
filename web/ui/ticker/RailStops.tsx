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
        <RailStop key={rail ?? 'all'} rail={rail} lane={lane} />
      ))}
      <Names />
    </>
  )
}

function RailStop({ rail, lane }: { readonly rail: Rail | null; readonly lane: number }) {
  const chosen = useSignal(0)
  const text = useWords('page')
  const nameOf = useClusterName()
  const { viewport, marks, selection } = useTicker()
  const { layout, settled } = viewport
  const { clusters, openCluster } = marks
  const where = layout.value
  const { from, to } = settled.value
  const inView = clusters.value.filter(
    (each) => (rail === null || each.rail === rail) && each.x >= from && each.x <= to,
  )
  const at = Math.min(chosen.value, inView.length - 1)
  const cluster = inView[at]
  const count = inView.reduce((sum, { marks }) => sum + marks.length, 0)
  const name = rail === null ? text.events : text.rails[rail]
  const top = where.rails.top + where.rails.row * (lane + 0.5)
  const x = cluster === undefined ? where.left + where.width : pixelOf(where, settled.value, cluster.x)
  return (
    <button
      type="button"
      class="rail-stop"
      style={{ left: `${x}px`, top: `${top}px` }}
      aria-label={`${text.railName(name, count)}${cluster === undefined ? '' : `. ${nameOf(cluster)}`}`}
      aria-expanded={cluster !== undefined && cluster.marks.length > 1 ? openCluster.value === cluster : undefined}
      disabled={cluster === undefined}
      onClick={() => cluster !== undefined && selection.pressCluster(cluster)}
      onKeyDown={(event) => {
        const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
        if (by === 0) return
        event.preventDefault()
        event.stopPropagation()
        chosen.value = Math.max(0, Math.min(inView.length - 1, at + by))
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
      from: day(Math.floor(marks[0]?.x ?? 0)),
      to: day(marks.at(-1)?.effective ?? 0),
      significant: marks.filter(({ verdict }) => verdict === 'significant').length,
    })
  }
}

/** Names beside the plot, in the gutter of the scale. */
function Names() {
  const text = useWords('page')
  const { narrow } = usePage()
  const { viewport, chart } = useTicker()
  const where = viewport.layout.value
  const overlay = chart.overlay.value
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
      {where.volume !== null && name(narrow.value ? text.volume : text.volumeName, where.volume.top + 8)}
      {where.ar !== null && (
        <span
          class="pane-name inside"
          aria-hidden="true"
          style={{ left: `${where.left + 4}px`, top: `${where.ar.top + 7}px` }}
        >
          {text.ar} ▮
          {overlay !== null && overlay.car.length > 1 && ` · ${text.car} ${sessionsText(...overlay.window)} ―`}
        </span>
      )}
    </>
  )
}
