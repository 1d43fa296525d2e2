import './Readout.css'
import type { Note } from '../../core/ticker/notes.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { Notes, Signs, Unavailable } from './Notes.tsx'
import { useTicker } from './useTicker.ts'

/** The bar under the crosshair in a fixed place; values change, nothing moves. */
export function Readout() {
  const text = useWords('page')
  const write = useFormat()
  const quality = useWords('quality')
  const { narrow } = usePage()
  const { clock, crosshair, notes, sessions, viewport } = useTicker()
  const { heldAt, notesAt, notesOfRow } = notes
  const now = crosshair.told.value
  if (now === null) return <p class="readout" />
  const { bar, abnormal, index, isBreak } = now
  const day = clock.momentAt(index, narrow.value)
  if (bar === null)
    return (
      <p class="readout">
        <b class="when">{day}</b> <span class="soft">{isBreak ? text.lunchBreak : text.missingBar}</span>
      </p>
    )
  const held = heldAt(index)
  const [range, both, all] = [notesAt(index, 'range'), notesAt(index, 'returns'), notesOfRow(index)]
  const r = abnormal?.r ?? bar.r
  const split = viewport.splits.value.get(index)
  const reason = abnormal === null ? sessions.reasonOn(bar.date) : null
  return (
    <dl class="readout">
      <div class="when">
        <dt class="unseen">{text.date}</dt>
        <dd>{day}</dd>
      </div>
      {held !== null ? (
        <div>
          <dt class="unseen">{text.close_}</dt>
          <dd>
            <Unavailable checks={held} />
          </dd>
        </div>
      ) : (
        <>
          <Pair name={text.open} value={write.price(bar.open)} notes={range} minor />
          <Pair name={text.high} value={write.price(bar.high)} notes={range} minor />
          <Pair name={text.low} value={write.price(bar.low)} notes={range} minor />
          <Pair name={text.close_} value={write.price(bar.close)} notes={notesAt(index, 'close')} />
          <Pair name={text.volume} value={write.compact(bar.volume)} notes={notesAt(index, 'volume')} minor />
          <Pair
            name={text.r}
            title={text.rHelp}
            value={write.percent(r)}
            notes={both}
            tone={abnormal?.significant ? r : null}
          />
        </>
      )}
      {split !== undefined && <Pair name={text.split} value={split} />}
      {/* Expected and abnormal returns are daily figures: hours have none. */}
      {bar.start === null && held === null && reason !== null && (
        <div class="minor">
          <dt>{text.ar}</dt>
          <dd class="soft">– {text.reasons[reason]}</dd>
        </div>
      )}
      {bar.start === null && held === null && abnormal !== null && (
        <>
          <Pair
            name={text.expected}
            title={text.expectedHelp}
            value={write.percent(abnormal.expected)}
            notes={both}
            minor
          />
          <Pair
            name={text.ar}
            title={text.arHelp}
            value={write.percent(abnormal.ar)}
            notes={both}
            tone={abnormal.significant ? abnormal.ar : null}
            strong={abnormal.significant}
          />
          {abnormal.unexplained && (
            <div class="minor">
              <dt class="unseen">{text.events}</dt>
              <dd>◇ {text.noEvent}</dd>
            </div>
          )}
        </>
      )}
      {all.length > 0 && (
        <div class="noted">
          <dt class="unseen">{quality.name}</dt>
          <dd>
            <Notes notes={all} />
          </dd>
        </div>
      )}
    </dl>
  )
}

function Pair({
  name,
  value,
  notes = [],
  title,
  tone,
  strong = false,
  minor = false,
}: {
  readonly name: string
  readonly value: string
  readonly notes?: readonly Note[]
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
      <dd class={`number${direction}${strong ? ' strong' : ''}`}>
        {value}
        <Signs notes={notes} />
      </dd>
    </div>
  )
}
