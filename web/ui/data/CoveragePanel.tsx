import './Coverage.css'
import { useRef } from 'preact/hooks'
import { monthsTogether, stripOf, yearMarks } from '../../core/data/coverage.ts'
import type { CoverageView } from '../../state/data/api.ts'
import { keyOfSeries } from '../../state/data/stored.ts'
import { useCount, useWords } from '../page.ts'
import { SeriesCalendar } from './SeriesCalendar.tsx'
import { useData } from './useData.ts'
import { useHeld } from './useHeld.ts'

const WIDTH = 600
const HEIGHT = 18

type Months = ReturnType<typeof monthsTogether>

/** Every series against the sessions of its exchange: a line each, and the calendar of the one that is open. */
export function CoveragePanel() {
  const words = useWords('data')
  const text = useWords('page')
  const { coverage, allCoverage, dataShown } = useData().stored
  const section = useRef<HTMLElement>(null)
  useHeld(section)
  const all = coverage.value
  const asked = dataShown.value
  const listed = all?.filter(({ ticker }) => (asked?.ticker ?? ticker) === ticker) ?? null
  const span = monthsTogether(listed?.map(({ months }) => months) ?? [])
  const years = yearMarks(span.first, span.length, 6)
  return (
    <section
      class="panel tall short"
      ref={section}
      aria-labelledby="coverage-head"
      aria-busy={allCoverage.state.value.kind === 'loading'}
    >
      <h2 id="coverage-head">{words.coverage}</h2>
      {listed === null ? (
        <p class="soft">{text.loading}</p>
      ) : listed.length === 0 ? (
        <p class="soft">{words.noCoverage}</p>
      ) : (
        <>
          <p class="soft">{words.coverageHow}</p>
          <Legend />
          <div class="strips">
            <div class="strip-head" aria-hidden="true">
              <span />
              <span />
              <svg viewBox={`0 0 ${WIDTH} 14`} preserveAspectRatio="none" aria-hidden="true">
                {years.map(({ at, year }) => (
                  <line key={year} x1={(at / span.length) * WIDTH} x2={(at / span.length) * WIDTH} y1={2} y2={14} />
                ))}
              </svg>
              <span class="year-names">
                {years.map(({ at, year }) => (
                  <span key={year} style={{ '--at': `${((at / span.length) * 100).toFixed(2)}%` }}>
                    {year}
                  </span>
                ))}
              </span>
            </div>
            <ul>
              {listed.map((series) => (
                <SeriesRow key={keyOfSeries(series)} series={series} span={span} />
              ))}
            </ul>
          </div>
        </>
      )}
    </section>
  )
}

function SeriesRow({ series, span }: { readonly series: CoverageView; readonly span: Months }) {
  const words = useWords('data')
  const count = useCount()
  const { dataShown, show } = useData().stored
  const key = keyOfSeries(series)
  const isOpen = dataShown.value?.series === key
  const { sessions, stored, missing_count, states } = series
  const notes = [
    ...(missing_count > 0 ? [words.states.missing(count(missing_count))] : []),
    ...(['held', 'provisional', 'repaired', 'revised'] as const).flatMap((state) =>
      states[state] > 0 ? [words.states[state](count(states[state]))] : [],
    ),
  ]
  return (
    <li>
      <button type="button" class="series" aria-expanded={isOpen} onClick={() => show({ series: isOpen ? null : key })}>
        <span class="name">
          <strong>{series.ticker}</strong> {series.interval}
        </span>
        <span class={missing_count + states.held > 0 ? 'figures short' : 'figures'} title={notes.join(', ')}>
          {words.stored(count(stored), count(sessions))}
          {notes.length > 0 && <span class="soft"> · {notes.join(' · ')}</span>}
        </span>
        <svg class="strip" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          {stripOf(series.months, span.first).map(({ from, length, level, share }) => {
            const x = (from / span.length) * WIDTH
            const width = (length / span.length) * WIDTH
            const height = Math.max(2, Math.round(share * HEIGHT))
            return (
              <g key={from} class={level}>
                {share < 1 && level !== 'closed' && <rect class="hole" x={x} y={0} width={width} height={HEIGHT} />}
                {level !== 'closed' && <rect class="stored" x={x} y={HEIGHT - height} width={width} height={height} />}
              </g>
            )
          })}
        </svg>
      </button>
      {isOpen && <SeriesCalendar series={series} />}
    </li>
  )
}

/** What the strips and cells look like. */
function Legend() {
  const words = useWords('data')
  return (
    <ul class="levels">
      {(['full', 'provisional', 'held', 'part', 'none'] as const).map((level) => (
        <li key={level}>
          <svg class="strip" viewBox="0 0 12 12" aria-hidden="true">
            <g class={level}>
              {(level === 'part' || level === 'none') && <rect class="hole" width={12} height={12} />}
              <rect class="stored" y={{ part: 5, none: 10 }[level as string] ?? 0} width={12} height={12} />
            </g>
          </svg>
          {words.levels[level]}
        </li>
      ))}
    </ul>
  )
}
