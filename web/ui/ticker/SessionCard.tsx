import { useMemo } from 'preact/hooks'
import { returnModels } from '../../../server/stats/models.ts'
import { isSignificant } from '../../../server/stats/significance.ts'
import { csvAddress } from '../../api.ts'
import { unbroken } from '../../core/format.ts'
import { barsIn } from '../../core/ticker/axis.ts'
import { sessionOf, withSession } from '../../core/ticker/session.ts'
import { settingsOf } from '../../core/ticker/settings.ts'
import { latest } from '../../state/resource.ts'
import { type OtherModel, otherModelsOf } from '../../state/ticker/otherModels.ts'
import type { SessionFigures } from '../../state/ticker/sessions.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { useCount, useFormat, usePage, useWords } from '../page.ts'
import { intervalName } from './intervalName.ts'
import { NoBenchmark } from './NoBenchmark.tsx'
import { useTicker } from './useTicker.ts'
import { Wanted } from './Wanted.tsx'

/** A session by itself: what the model makes of it, whether it stands out among all, and where one can look on. */
export function SessionCard() {
  const text = useWords('session')
  const page = useWords('page')
  const write = useFormat()
  const { view, go, market } = usePage()
  const { sessions } = useTicker()
  const count = useCount()
  const date = sessionOf(view.value.over)
  if (date === null) return null
  const state = sessions.asked.state.value
  const figures = sessions.byDate.value?.get(date)
  const reason = sessions.reasonOn(date)
  return (
    <article
      class={state.kind === 'loading' ? 'card busy' : 'card'}
      aria-labelledby="session-title"
      data-session={figures === undefined ? undefined : date}
    >
      <header>
        <span aria-hidden="true">◇</span>
        <p class="soft">{figures === undefined ? text.title : headOf(figures, text, count)}</p>
        <button
          type="button"
          class="icon"
          aria-label={page.close}
          onClick={() => go({ over: withSession(view.peek().over, null) })}
        >
          ✕
        </button>
      </header>
      <h2 id="session-title">{write.weekday(date)}</h2>
      {state.kind === 'failed' && (
        <Failed failure={state.failure} kept={figures !== undefined} retry={sessions.asked.retry} />
      )}
      {figures !== undefined ? (
        <Told figures={figures} date={date} />
      ) : state.kind === 'loading' ? (
        <p class="soft">{page.loading}</p>
      ) : market.interval.value === '1d' && !market.hasAbnormal.value ? (
        <NoBenchmark />
      ) : (
        <p class="caution">
          <b>{page.notComputable}</b>
          {reason !== null && `: ${page.reasons[reason]}`}
        </p>
      )}
      <Onward date={date} />
    </article>
  )
}

/** In a word: does it stand out, and is an event known. */
function headOf(
  { verdict, events, eventsSize }: SessionFigures,
  text: ReturnType<typeof useWords<'session'>>,
  count: (value: number) => string,
): string {
  if (events.length > 0) return text.known(count(eventsSize), eventsSize)
  return verdict === 'no candidate' || verdict === 'awaits confirmation' ? text.unexplained : text.ordinary
}

/** Events that a card of a session names. */
const NAMED = 5

function Told({ figures, date }: { readonly figures: SessionFigures; readonly date: string }) {
  const text = useWords('session')
  const page = useWords('page')
  const write = useFormat()
  const count = useCount()
  const state = usePage()
  const { view, market } = state
  const { sessions } = useTicker()
  const { ar, r, span, expected, t, p, pAdjusted, M, verdict, candidate, events, eventsSize } = figures
  const level = market.level.value
  const told = p !== null && isSignificant(p, level)
  const tested = count(latest(sessions.asked.state.value)?.tested ?? 0)
  const titleOf = (id: string) =>
    latest(market.events.state.value)?.find(({ event_id }) => event_id === id)?.title ?? id
  const ticker = market.ticker.value ?? ''
  const others = useMemo(() => otherModelsOf(state, ticker, date), [state, ticker, date])
  return (
    <>
      <p class="finding">
        {unbroken(
          text.finding({
            date: write.date(date),
            ticker,
            expectation: text.expectations[view.value.model],
            r: `${write.percent(r)}${returnModels[view.value.model].kind === 'factors' ? text.excess : ''}${(span ?? 1) > 1 ? text.over(count(span ?? 1)) : ''}`,
            expected: write.percent(expected),
            ar: write.percent(ar),
            told,
            level: page.levels[view.value.level],
            t: write.statistic(t),
            p: (p ?? 1) < 0.001 ? write.p(p) : `= ${write.p(p)}`,
            M: count(M ?? 0),
          }),
        )}
      </p>
      <dl class="headline" aria-label={page.headline}>
        <div class="figure">
          <dt title={page.arHelp}>{page.ar}</dt>
          <dd class={told ? `number large strong ${ar >= 0 ? 'up' : 'down'}` : 'number large'}>{write.percent(ar)}</dd>
        </div>
        <Small name={page.t} value={write.statistic(t)} />
        <Small name={page.p} value={write.p(p)} />
        <Small name={text.adjusted} value={write.p(pAdjusted)} />
      </dl>
      <p>{(verdict === 'ordinary' ? text.doesNot : text.standsOut)(write.p(pAdjusted), tested)}</p>
      {events.length > 0 ? (
        <>
          <p>{text.events}</p>
          <ul>
            {events.slice(0, NAMED).map((event) => (
              <li key={event}>
                <Link to={{ screen: { kind: 'event', event } }}>{titleOf(event)}</Link>
              </li>
            ))}
          </ul>
          {eventsSize > NAMED && <p class="soft">{text.others(count(eventsSize - NAMED))}</p>}
        </>
      ) : candidate !== null ? (
        <p>
          {text.candidate} <Link to={{ screen: { kind: 'event', event: candidate } }}>{titleOf(candidate)}</Link>
        </p>
      ) : (
        <p>{text.noCandidate}</p>
      )}
      <section>
        <h3>{text.otherModels}</h3>
        <Wanted of={others} words={[text.lookAgain, text.computing]}>
          {(found) => <OtherModels found={found} level={level} />}
        </Wanted>
      </section>
    </>
  )
}

function OtherModels({ found, level }: { readonly found: readonly OtherModel[]; readonly level: number }) {
  const text = useWords('session')
  const page = useWords('page')
  const write = useFormat()
  const computed = found.filter(({ ar }) => ar !== null)
  if (computed.length === 0) return <p>{text.nothingComputed}</p>
  const told = computed.filter(({ p }) => p !== null && isSignificant(p, level)).length
  const all = computed.map(({ ar }) => ar ?? 0)
  return (
    <>
      <p>
        {text.spread({
          told,
          computed: computed.length,
          low: write.percent(Math.min(...all)),
          high: write.percent(Math.max(...all)),
        })}{' '}
        {told > 0 && told < computed.length ? text.fragile : text.firm}
      </p>
      <table class="table windows">
        <thead>
          <tr>
            <th scope="col">{page.model}</th>
            <th scope="col">{page.estimation}</th>
            <th scope="col">{page.ar}</th>
            <th scope="col">t</th>
            <th scope="col">p</th>
          </tr>
        </thead>
        <tbody>
          {found.map(({ model, estimation: [from, to], ar, t, p }) => (
            <tr key={`${model} ${from}`}>
              <th scope="row">{page.models[model]}</th>
              <td class="number">{to - from + 1}</td>
              <td class="number">{write.percent(ar)}</td>
              <td class="number">{write.statistic(t)}</td>
              <td class="number">{write.p(p)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

const Small = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd class="number">{value}</dd>
  </div>
)

/** What else is known of the session, a step away. */
function Onward({ date }: { readonly date: string }) {
  const text = useWords('session')
  const page = useWords('page')
  const { view, market, panels, spoken } = usePage()
  const { series, settled } = useTicker().viewport
  const ticker = market.ticker.value ?? ''
  const finest = market.stored.value.findLast((interval) => {
    const stored = market.tickerFacts.value?.bars.find((each) => each.interval === interval)
    return interval !== '1d' && stored !== undefined && stored.from <= date && date <= stored.to
  })
  const dates = series.value?.axis.dates ?? []
  const { first, last } = barsIn(settled.value, dates.length)
  const { event: _, windows: __, ...settings } = settingsOf(view.value)
  const inView = { from: dates[first] ?? null, to: dates[last] ?? null }
  return (
    <section>
      <h3>{text.next}</h3>
      <ul>
        <li>
          {finest === undefined ? (
            <span class="soft">{text.noBars}</span>
          ) : (
            <Link
              to={{
                interval: finest,
                range: { kind: 'dates', from: date, to: date },
                over: withSession(view.value.over, null),
              }}
            >
              {text.within(intervalName(finest, page).toLowerCase())}
            </Link>
          )}
        </li>
        <li>
          <button type="button" class="action" onClick={() => (panels.note.value = { ticker, time: date })}>
            {text.write}
          </button>
        </li>
        <li>
          <a href={csvAddress('abnormal', { ticker, ...settings, ...inView, l: spoken.value })}>{text.sessions}</a>
        </li>
        <li>
          <a href={csvAddress(`moves/${encodeURIComponent(ticker)}`, { l: spoken.value })}>{text.moves}</a>
        </li>
      </ul>
    </section>
  )
}
