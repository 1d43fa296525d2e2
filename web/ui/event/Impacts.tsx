import '../ticker/CarFan.css'
import '../ticker/Confounders.css'
import { isSignificant } from '../../../server/stats/significance.ts'
import { csvAddress, type Measured } from '../../api.ts'
import { reachOf } from '../../core/event/reach.ts'
import { unbroken } from '../../core/format.ts'
import type { TickerImpact } from '../../state/event/event.ts'
import { latest } from '../../state/resource.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { useFormat, usePage, useWords } from '../page.ts'
import { Refused } from '../Refused.tsx'
import { CarFan } from '../ticker/CarFan.tsx'
import { Confounders } from '../ticker/Confounders.tsx'
import { useEvent } from './useEvent.ts'

/** What the event did to each of its tickers, as small pictures of one scale. */
export function Impacts() {
  const words = useWords('event')
  const text = useWords('page')
  const { impacts, tickers } = useEvent()
  const state = impacts.state.value
  const all = latest(state)
  const measured = all?.flatMap(({ impact }) => (impact?.kind === 'measured' ? [impact] : [])) ?? []
  const reach = measured.length < 2 ? [] : reachOf(measured.map(({ days }) => days))
  return (
    <section class="panel" aria-labelledby="impacts-head" aria-busy={state.kind === 'loading'}>
      <h2 id="impacts-head">{words.impacts}</h2>
      {state.kind === 'failed' && <Failed failure={state.failure} kept={all !== null} retry={impacts.retry} />}
      {tickers.value.length === 0 ? (
        <p class="soft">{words.noImpacts}</p>
      ) : all === null ? (
        state.kind !== 'failed' && <p class="soft">{text.loading}</p>
      ) : (
        <>
          {reach.length > 0 && <p class="soft">{words.oneScale}</p>}
          <div class="multiples">
            {all.map((each) => (
              <Multiple key={each.ticker} of={each} reach={reach} />
            ))}
          </div>
          {tickers.value.length > all.length && (
            <p class="soft">{words.moreTickers(String(tickers.value.length - all.length))}</p>
          )}
        </>
      )}
    </section>
  )
}

function Multiple({
  of: { ticker, impact, failure },
  reach,
}: {
  readonly of: TickerImpact
  readonly reach: readonly number[]
}) {
  const words = useWords('event')
  const text = useWords('page')
  const write = useFormat()
  const { spoken, market } = usePage()
  const { id } = useEvent()
  const day = impact?.kind === 'measured' ? impact.days.find(({ rel }) => rel === 0) : undefined
  const isTold = day?.p != null && isSignificant(day.p, market.level.value)
  return (
    <article class="multiple" aria-label={ticker}>
      <header>
        <h3>
          <Link to={{ screen: { kind: 'ticker', ticker }, event: id.value, query: '' }}>{ticker}</Link>
        </h3>
        {day !== undefined && (
          <p class={isTold ? `number strong ${(day.ar ?? 0) >= 0 ? 'up' : 'down'}` : 'number'}>
            {text.ar} {write.percent(day.ar)} <span class="soft">t {write.statistic(day.t)}</span>
          </p>
        )}
        <a
          class="soft"
          href={csvAddress(`impacts/${encodeURIComponent(id.value ?? '')}`, { ticker, l: spoken.value })}
          aria-label={words.csvOf(ticker)}
        >
          CSV
        </a>
      </header>
      {impact?.kind === 'measured' ? (
        <>
          <CarFan impact={impact} reach={reach} />
          <p class="finding">{unbroken(impact.finding[spoken.value])}</p>
        </>
      ) : (
        <p class="caution">
          <b>{text.notComputable}:</b>{' '}
          {impact !== null ? (
            (text.reasons[impact.reason] ?? impact.detail)
          ) : failure?.kind === 'refused' ? (
            <Refused failure={failure} />
          ) : (
            text.offline
          )}
        </p>
      )}
      {impact?.kind === 'measured' && <SameSession impact={impact} />}
      {impact !== null && <Confounders impact={impact} />}
    </article>
  )
}

/** Other news that hit the session: told apart as news, one thing in the figures. */
function SameSession({ impact: { cluster, cluster_size: size, event } }: { readonly impact: Measured }) {
  const text = useWords('page')
  const others = cluster.filter(({ event_id }) => event_id !== event.event_id)
  if (others.length === 0) return null
  return (
    <details class="joint">
      <summary class="opens">
        {text.joint}: {size}
      </summary>
      <p class="soft">{text.jointNote}</p>
      <ul>
        {others.map(({ event_id, title }) => (
          <li key={event_id}>
            <Link to={{ screen: { kind: 'event', event: event_id } }}>{title}</Link>
          </li>
        ))}
        {size > cluster.length && <li>… {text.moreItems(size - cluster.length)}</li>}
      </ul>
    </details>
  )
}
