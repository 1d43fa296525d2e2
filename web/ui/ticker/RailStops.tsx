import { useSignal } from '@preact/signals'
import type { Cluster } from '../../core/ticker/clusters.ts'
import { pixelOf } from '../../core/ticker/layout.ts'
import { type Rail, rails } from '../../core/ticker/rails.ts'
import { format } from '../../i18n/format.ts'
import { words } from '../../i18n/text.ts'
import { narrow } from '../../state/preferences.ts'
import { latest } from '../../state/resource.ts'
import { openCluster } from '../../state/ticker/clusterOpen.ts'
import { events, impact } from '../../state/ticker/market.ts'
import { pressCluster } from '../../state/ticker/pressing.ts'
import { clusters, layout, series, settled } from '../../state/ticker/viewport.ts'
import { view } from '../../state/view.ts'

/** The names of the rails and, for each, one stop of the keyboard that walks along its clusters. */
export function RailStops() {
  if (series.value === null) return null
  const lanes: readonly (Rail | null)[] = narrow.value
    ? [null]
    : rails.filter((rail) => view.value.rails.includes(rail))
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
  const text = words.value
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
      onClick={() => cluster !== undefined && pressCluster(cluster)}
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
function nameOf({ marks, face }: Cluster): string {
  const text = words.value
  const write = format.value
  const titles = new Map((latest(events.state.value) ?? []).map(({ event_id, title }) => [event_id, title]))
  if (marks.length === 1) return `${titles.get(face.id) ?? face.id}, ${text.verdicts[face.verdict]}`
  const day = (index: number) => write.day(series.value?.axis.dates[index] ?? '')
  const significant = marks.filter(({ verdict }) => verdict === 'significant').length
  return text.clusterName(
    marks.length,
    day(Math.floor(marks[0]?.x ?? 0)),
    day(marks.at(-1)?.effective ?? 0),
    significant,
  )
}

/** Names beside the plot, in the gutter of the scale. */
function Names() {
  const text = words.value
  const where = layout.value
  const left = where.left + where.width + 6
  const name = (text: string, top: number) => (
    <span key={text} class="pane-name" aria-hidden="true" style={{ left: `${left}px`, top: `${top}px` }}>
      {text}
    </span>
  )
  const shown = rails.filter((rail) => view.value.rails.includes(rail))
  return (
    <>
      {!narrow.value &&
        shown.map((rail, lane) => name(text.rails[rail], where.rails.top + where.rails.row * (lane + 0.5)))}
      {where.volume !== null && name(narrow.value ? text.volume : text.volumeName, where.volume.top + 8)}
      {where.ar !== null && (
        <span
          class="pane-name inside"
          aria-hidden="true"
          style={{ left: `${where.left + 4}px`, top: `${where.ar.top + 7}px` }}
        >
          {text.ar} ▮{impact.state.value.kind === 'ready' && ` · ${text.car} ―`}
        </span>
      )}
    </>
  )
}
