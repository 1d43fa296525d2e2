import './FigureSheet.css'
import type { ComponentChildren } from 'preact'
import { unbroken } from '../../core/format.ts'
import { figureFactsOf } from '../../state/ticker/figureFacts.ts'
import { usePage } from '../page.ts'
import { StillChart } from './StillChart.tsx'

/** The chart as a sheet of its own, with all that its reader must be told: for paper, and for frames elsewhere. */
export function FigureSheet({
  foot,
  children,
}: {
  readonly foot: readonly string[]
  readonly children?: ComponentChildren
}) {
  const page = usePage()
  const facts = figureFactsOf(page)
  if (facts === null) return null
  const { symbol, name, line, finding, ruler, origin, legend } = facts
  return (
    <article class="figure-sheet" lang={page.spoken.value}>
      <header>
        <h1>
          {symbol} {name !== null && <small>{name}</small>}
        </h1>
        <p class="soft">{line}</p>
      </header>
      {finding !== null && <p class="finding">{unbroken(finding)}</p>}
      {ruler !== null && <p>{ruler}</p>}
      <div class="drawing">
        <StillChart />
      </div>
      <p class="soft">{[...origin, legend].join(' · ')}</p>
      {foot.map((line) => (
        <p key={line} class="soft foot">
          {line}
        </p>
      ))}
      {children}
    </article>
  )
}
