import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { isSignificant } from '../../../server/stats/significance.ts'
import { sessionsText } from '../../core/sessionText.ts'
import { pixelOf } from '../../core/ticker/layout.ts'
import { rowOf } from '../../core/ticker/windows.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { useTicker } from './useTicker.ts'

/** A box over the price, on the side where what it tells of is not. */
function Tell({
  name,
  from,
  to,
  children,
}: {
  readonly name: string
  /** What it tells of, in places of the axis. */
  readonly from: number
  readonly to: number
  readonly children: ComponentChildren
}) {
  const { narrow } = usePage()
  const { viewport } = useTicker()
  const [where, seen] = [viewport.layout.value, viewport.settled.value]
  const middle = pixelOf(where, seen, (from + to) / 2)
  const isLeft = middle > where.left + where.width / 2
  const { price, left, gutter } = where
  const box = useRef<HTMLElement>(null)
  // A small screen has no room over the price: there the chart is drawn above it, and as much lower.
  useLayoutEffect(() => {
    const [own, plot] = [box.current, box.current?.parentElement]
    if (own === null || plot == null || !narrow.value) return
    const watch = new ResizeObserver(() => plot.style.setProperty('--foot', `${own.offsetHeight}px`))
    watch.observe(own)
    return () => {
      watch.disconnect()
      plot.style.removeProperty('--foot')
    }
  }, [narrow.value])
  const edge = isLeft ? { left: `${left}px` } : { right: `${gutter}px` }
  const style = narrow.value ? { bottom: '0', left: '0', right: '0' } : { ...edge, top: `${price.top}px` }
  return (
    <section class="tell" aria-label={name} ref={box} style={style}>
      {children}
    </section>
  )
}

function Figure({
  name,
  value,
  help,
  strong = false,
}: {
  readonly name: string
  readonly value: string
  readonly help?: string | undefined
  readonly strong?: boolean
}) {
  return (
    <div>
      <dt title={help}>{name}</dt>
      <dd class={strong ? 'number strong' : 'number'}>{value}</dd>
    </div>
  )
}

/** What lies between the ends of the ruler. */
export function RulerTell() {
  const text = useWords('hands')
  const { view } = usePage()
  const { byHand } = useTicker()
  const hands = byHand.loaded.value
  const [told, between] = [hands?.inWords.value ?? null, hands?.between.value ?? null]
  if (told === null || between === null)
    return view.value.over.ru === undefined ? null : (
      <Tell name={text.ruler} from={0} to={0}>
        <header>
          {text.offAxis} <Away />
        </header>
      </Tell>
    )
  return (
    <Tell name={text.ruler} from={between.first} to={between.last}>
      <header>
        <b>{told.ends}</b> <Away />
      </header>
      <dl>
        {told.figures.map(({ name, value, help }) => (
          <Figure key={name} name={name} value={value} help={help} />
        ))}
      </dl>
      {told.notes.map((note) => (
        <p key={note} class="soft">
          {note}
        </p>
      ))}
    </Tell>
  )
}

function Away() {
  const text = useWords('hands')
  const { byHand } = useTicker()
  return (
    <button type="button" class="icon" aria-label={text.close} onClick={byHand.toggleRuler}>
      ✕
    </button>
  )
}

/** The figures of windows that are moved, as the server will give them. */
export function WindowTell() {
  const text = useWords('hands')
  const page = useWords('page')
  const write = useFormat()
  const { market } = usePage()
  const { chart, byHand } = useTicker()
  const [hands, overlay] = [byHand.loaded.value, chart.overlay.value]
  if (hands === null || overlay === null) return null
  const live = hands.live.value
  const { window, event, contaminated } = overlay
  const level = market.level.value
  const asked = live?.kind === 'measured' ? rowOf(live.windows, window) : null
  const day = live?.kind === 'measured' ? live.days.find(({ rel }) => rel === 0) : undefined
  const given = hands.given.value
  const dateAt = (rel: number) => {
    const date = given?.calendar[given.day0 + rel]
    return date === undefined ? '–' : write.date(date)
  }
  const [from, to] = hands.asked.value.estimation
  return (
    <Tell name={text.live} from={event.first} to={event.last}>
      {live === null && (
        <p class="soft">{hands.measuredOn.state.value.kind === 'failed' ? text.failed : text.loading}</p>
      )}
      {live?.kind === 'excluded' && (
        <p class="caution">
          {page.notComputable}: {page.reasons[live.reason] ?? live.detail}
        </p>
      )}
      {live?.kind === 'measured' && (
        <>
          <dl>
            <Figure
              name={`CAR ${sessionsText(...window)}`}
              value={asked?.car == null ? (page.reasons[asked?.reason ?? ''] ?? '–') : write.percent(asked.car)}
              strong={isSignificant(asked?.pExact ?? 1, level)}
            />
            <Figure name="t" value={write.statistic(asked?.tExact ?? null)} />
            <Figure name="p" value={write.p(asked?.pExact ?? null)} />
          </dl>
          <dl>
            <Figure
              name={`AR ${text.day0}`}
              value={write.percent(day?.ar ?? null)}
              strong={isSignificant(day?.p ?? 1, level)}
            />
            <Figure name="t" value={write.statistic(day?.t ?? null)} />
            <Figure name="p" value={write.p(day?.p ?? null)} />
          </dl>
          <dl>
            <Figure name="β" value={write.plain(live.model.beta, 2)} />
            <Figure name="σ" value={write.spread(live.model.sigma)} />
            <Figure name="R²" value={write.plain(live.model.r2, 2)} />
            <Figure name="M" value={write.plain(live.model.M, 0)} />
          </dl>
        </>
      )}
      <p class="soft">{text.estimation(dateAt(from), dateAt(to))}</p>
      {contaminated.places.length > 0 && (
        <p class="soft">{text.contaminated(contaminated.places.length, contaminated.leftOut)}</p>
      )}
    </Tell>
  )
}
