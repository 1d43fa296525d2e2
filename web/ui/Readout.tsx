import { format } from '../i18n/format.ts'
import { words } from '../i18n/text.ts'
import { narrow } from '../state/preferences.ts'
import { described } from '../state/stage.ts'

/** The bar under the crosshair in a fixed place; values change, nothing moves. */
export function Readout() {
  const text = words.value
  const write = format.value
  const now = described.value
  if (now === null) return <p class="readout" />
  const { bar, abnormal, date } = now
  const day = narrow.value ? write.day(date) : write.weekday(date)
  const clock = bar?.start == null ? '' : ` ${bar.start.slice(11, 16)}`
  if (bar === null)
    return (
      <p class="readout">
        <b class="when">{day}</b> <span class="soft">{text.missingBar}</span>
      </p>
    )
  const r = abnormal?.r ?? bar.r
  return (
    <dl class="readout">
      <div class="when">
        <dt class="unseen">{text.date}</dt>
        <dd>
          {day}
          {clock}
        </dd>
      </div>
      <Pair name={text.open} value={write.price(bar.open)} minor />
      <Pair name={text.high} value={write.price(bar.high)} minor />
      <Pair name={text.low} value={write.price(bar.low)} minor />
      <Pair name={text.close_} value={write.price(bar.close)} />
      <Pair name={text.volume} value={write.compact(bar.volume)} minor />
      <Pair name={text.r} title={text.rHelp} value={write.percent(r)} tone={r} />
      {/* Expected and abnormal returns are daily figures: hours have none. */}
      {bar.start === null && (
        <>
          <Pair name={text.expected} title={text.expectedHelp} value={write.percent(abnormal?.expected ?? null)} />
          <Pair
            name={text.ar}
            title={text.arHelp}
            value={write.percent(abnormal?.ar ?? null)}
            tone={abnormal?.ar ?? null}
            strong={abnormal?.significant ?? false}
          />
        </>
      )}
    </dl>
  )
}

function Pair({
  name,
  value,
  title,
  tone,
  strong = false,
  minor = false,
}: {
  readonly name: string
  readonly value: string
  readonly title?: string
  readonly tone?: number | null
  readonly strong?: boolean
  /** Left out on narrow screens. */
  readonly minor?: boolean
}) {
  const direction = tone == null || tone === 0 ? '' : tone > 0 ? ' up' : ' down'
  return (
    <div class={minor ? 'minor' : undefined}>
      <dt title={title}>{name}</dt>
      <dd class={`number${direction}${strong ? ' strong' : ''}`}>{value}</dd>
    </div>
  )
}
