import { useLayoutEffect, useRef } from 'preact/hooks'
import { pixelOf } from '../../core/ticker/layout.ts'
import { latest } from '../../state/resource.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { Glyph } from './Glyph.tsx'
import { useClusterName } from './RailStops.tsx'
import { useTicker } from './useTicker.ts'

/** The events of a cluster, opened where it stands. */
export function ClusterList() {
  const text = useWords('page')
  const write = useFormat()
  const { view, narrow, market } = usePage()
  const { viewport, marks, selection } = useTicker()
  const { layout, span, moveTo } = viewport
  const { bucketBars, lines, openCluster, toggleCluster } = marks
  const cluster = openCluster.value
  const nameOf = useClusterName()
  const box = useRef<HTMLFieldSetElement>(null)
  useLayoutEffect(() => {
    const list = box.current
    if (cluster === null || list === null) return
    // As high as the window lets it be; where that is too little it stands at the window's foot.
    const room = innerHeight - list.getBoundingClientRect().top - 8
    list.classList.toggle('docked', room < 160)
    if (room < 160) list.style.inset = 'auto 8px 8px'
    list.style.maxHeight = room < 160 ? '60dvh' : `${room}px`
    list.querySelector<HTMLElement>('li button')?.focus()
    const outside = ({ target }: Event) => {
      if (target instanceof Node && !list.contains(target) && !document.getElementById('plot')?.contains(target))
        toggleCluster(null)
    }
    addEventListener('pointerdown', outside)
    return () => removeEventListener('pointerdown', outside)
  }, [cluster])
  if (cluster === null) return null
  const where = layout.value
  const known = new Map((latest(market.events.state.value) ?? []).map((event) => [event.event_id, event]))
  const lane = narrow.value ? 0 : viewport.lanes.value.indexOf(cluster.rail)
  const x = pixelOf(where, span.value, cluster.x)
  const left = Math.max(4, Math.min(x - 150, where.left + where.width + where.gutter - 308))
  // Under its lane, over what is below the price: the price is never covered.
  const top = where.rails.top + where.rails.row * (lane + 1) + 2
  return (
    <fieldset
      class="cluster"
      ref={box}
      aria-label={nameOf(cluster)}
      style={{ left: `${left}px`, top: `${top}px` }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        toggleCluster(null)
        document.getElementById('plot')?.focus()
      }}
    >
      <p>
        <button
          type="button"
          class="action"
          onClick={() => {
            const middle = (cluster.bucket + 0.5) * bucketBars.value
            const half = Math.max(4, bucketBars.value * 1.5)
            toggleCluster(null)
            moveTo({ from: middle - half, to: middle + half }, true)
          }}
        >
          {text.frameThese}
        </button>
      </p>
      <ul>
        {cluster.marks.map(({ id, rail, letter, verdict }) => {
          const line = lines.value.get(id)
          return (
            <li key={id}>
              <button
                type="button"
                aria-current={view.value.event === id ? 'true' : undefined}
                onClick={() => {
                  toggleCluster(null)
                  selection.select(id)
                }}
              >
                <Glyph rail={rail} letter={letter} verdict={verdict} />
                <span class="title">{known.get(id)?.title ?? id}</span>
                <span class="number soft">{line?.kind === 'measured' ? write.percent(line.ar) : ''}</span>
              </button>
            </li>
          )
        })}
      </ul>
    </fieldset>
  )
}
