import './StudyPlot.css'
import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { addDays, type IsoDate } from '../../../server/market/day.ts'
import type { View } from '../../core/address.ts'
import { type Drawing, type EventAt, type Mark, nearest, stepped } from '../../core/study/plots/drawing.ts'
import { type StudyPlot as Plot, plotOf } from '../../state/study/plots.ts'
import type { StudyAnswer } from '../../state/study/study.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { PlotFiles } from './PlotFiles.tsx'
import { useStudy } from './useStudy.ts'

/** Days on either side of an event that its chart shows. */
const AROUND = 30

/** The chart around an event of a study. */
export const chartOf = ({ event, ticker, day0 }: EventAt): Partial<View> => ({
  screen: { kind: 'ticker', ticker },
  event,
  range: { kind: 'dates', from: addDays(day0 as IsoDate, -AROUND), to: addDays(day0 as IsoDate, AROUND) },
  query: '',
})

const heights = { caar: 300, aar: 240, spread: 240, events: 720 } as const

/** A figure of a study that can be pointed at, or walked through by keyboard; what stands there is told above it. */
export function StudyPlot({ plot, answer }: { readonly plot: Plot; readonly answer: StudyAnswer }) {
  const text = useWords('study')
  const write = useFormat()
  const { go } = usePage()
  const { look } = useStudy()
  const box = useRef<HTMLDivElement>(null)
  const width = useSignal(plot === 'aar' || plot === 'spread' ? 440 : 900)
  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const sees = new ResizeObserver(() => {
      if (element.clientWidth > 0) width.value = element.clientWidth
    })
    sees.observe(element)
    return () => sees.disconnect()
  }, [])
  const chosen = useSignal<readonly [step: number, spot: number] | null>(null)
  const { of, lines } = look.value
  const isRows = plot === 'events'
  const { title, caption, drawing } = plotOf(
    plot,
    answer,
    {
      frame: {
        width: width.value,
        height: heights[plot],
        left: isRows ? 2 : plot === 'spread' ? 30 : 60,
        right: isRows ? 2 : 20,
        top: 8,
        foot: 24,
      },
      // The page's own font is not known here: most letters are narrower than this.
      fit: (name, room) => {
        const most = Math.floor(room / 6.4)
        return name.length <= most ? name : `${name.slice(0, most - 1).trimEnd()}…`
      },
      of,
      lines,
    },
    text,
    write,
  )
  const steps = drawing?.steps ?? []
  const [step, at] = chosen.value ?? [-1, 0]
  const spots = steps[step]?.spots
  const spot = spots === undefined ? null : (spots[at] ?? spots[0])
  const first = Math.floor(steps.length / 2)
  const onKey = (event: KeyboardEvent) => {
    if (drawing === null || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'Escape' && chosen.value !== null) {
      chosen.value = null
      event.stopPropagation()
      return
    }
    if (event.key === 'Enter' && spot?.event) {
      event.preventDefault()
      go(chartOf(spot.event))
      return
    }
    const next = stepped(drawing, chosen.peek() ?? [first, 0], event.key)
    if (next === null) return
    event.preventDefault()
    event.stopPropagation()
    chosen.value = next
  }
  const point = (event: PointerEvent) => {
    if (drawing === null) return
    const { left, top, width: shown } = (event.currentTarget as Element).getBoundingClientRect()
    const scale = drawing.width / (shown || 1)
    chosen.value = nearest(drawing, (event.clientX - left) * scale, (event.clientY - top) * scale, 9)
  }
  return (
    <figure class={`study-plot ${plot}`}>
      <h3 id={`plot-${plot}`}>
        <a href={plot === 'events' || plot === 'spread' ? '/methods#car-exact' : '/methods#sample'}>{title}</a>
      </h3>
      <p class="told" aria-live="polite">
        {spot === null ? <span class="soft">{caption}</span> : spot.says}
      </p>
      <div
        ref={box}
        class="plot-area"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is walked through with keys
        tabIndex={0}
        aria-labelledby={`plot-${plot}`}
        aria-describedby="plots-hint"
        onKeyDown={onKey}
        onFocus={() => {
          if (chosen.peek() === null && steps.length > 0 && box.current?.matches(':focus-visible'))
            chosen.value = [first, 0]
        }}
        onBlur={() => {
          chosen.value = null
        }}
      >
        {drawing === null ? (
          <p class="soft">{text.plots.none}</p>
        ) : (
          <svg
            viewBox={`0 0 ${drawing.width} ${drawing.height}`}
            width={drawing.width}
            height={drawing.height}
            aria-hidden="true"
            class={spot?.event ? 'leads' : undefined}
            onPointerMove={point}
            onPointerDown={point}
            onPointerLeave={(event) => {
              if (event.pointerType === 'mouse') chosen.value = null
            }}
            onClick={() => {
              if (spot?.event && plot === 'events') go(chartOf(spot.event))
            }}
          >
            <Marks drawing={drawing} />
            {spot !== null && (
              <g class="chosen">
                {spot.over !== null && <path d={spot.over} />}
                {drawing.along === 'x' && plot === 'caar' && (
                  <line x1={spot.x} x2={spot.x} y1={8} y2={drawing.height - 24} />
                )}
                {plot !== 'aar' && <circle cx={spot.x} cy={spot.y} r={5} />}
              </g>
            )}
          </svg>
        )}
      </div>
      {drawing !== null && <PlotFiles plot={plot} title={title} />}
    </figure>
  )
}

/** Drawn once for an answer: what is pointed at is drawn over it. */
function Marks({ drawing: { marks } }: { readonly drawing: Drawing }) {
  return (
    <>
      {marks.map((mark, i) => (
        <Shown key={i} mark={mark} />
      ))}
    </>
  )
}

function Shown({ mark }: { readonly mark: Mark }) {
  switch (mark.kind) {
    case 'path':
      return <path class={mark.ink} d={mark.d} />
    case 'circle':
      return <circle class={mark.ink} cx={mark.x} cy={mark.y} r={mark.r} />
    case 'text':
      return (
        <text class={mark.ink} x={mark.x} y={mark.y} text-anchor={mark.anchor} dominant-baseline="central">
          {mark.text}
        </text>
      )
  }
}
