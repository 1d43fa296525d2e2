import { useMemo } from 'preact/hooks'
import type { Interval } from '../../../server/market/bar.ts'
import { sessionsText } from '../../core/sessionText.ts'
import { latest } from '../../state/resource.ts'
import { type Intraday, intradayOf, type Robustness, robustnessOf } from '../../state/ticker/otherModels.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { intervalName } from './intervalName.ts'
import { useTicker } from './useTicker.ts'
import { Wanted } from './Wanted.tsx'

/** What the server knows of an event besides its figures, when somebody wants it: other settings, and bar by bar. */
export function EventCloser() {
  const text = useWords('session')
  const page = useWords('page')
  const state = usePage()
  const { market } = state
  const impact = latest(market.impact.state.value)
  const [event, ticker] = [impact?.event.event_id ?? '', market.ticker.value ?? '']
  const session = impact?.session ?? ''
  const interval = market.stored.value.find((each): each is Exclude<Interval, '1d'> => {
    const stored = market.tickerFacts.value?.bars.find((known) => known.interval === each)
    return each !== '1d' && stored !== undefined && stored.from <= session && session <= stored.to
  })
  const robustness = useMemo(() => robustnessOf(state, ticker, event), [state, ticker, event])
  const intraday = useMemo(
    () => (interval === undefined ? null : intradayOf(state, ticker, event, interval)),
    [state, ticker, event, interval],
  )
  const words = [text.lookAgain, text.computing] as const
  return (
    <>
      <section>
        <h3>{text.otherModels}</h3>
        <Wanted of={robustness} words={words}>
          {(found) => <Spread found={found} />}
        </Wanted>
      </section>
      <section>
        <h3>{interval === undefined ? text.noHours : text.hours(intervalName(interval, page).toLowerCase())}</h3>
        {intraday === null || interval === undefined ? (
          <p class="soft">{text.noBars}</p>
        ) : (
          <Wanted of={intraday} words={words}>
            {(found) => <Bars found={found} interval={interval} />}
          </Wanted>
        )}
      </section>
    </>
  )
}

function Spread({ found: { all, windows } }: { readonly found: Robustness }) {
  const text = useWords('session')
  const page = useWords('page')
  const write = useFormat()
  const told = Math.round((all.shareSignificant ?? 0) * all.computed)
  if (all.computed === 0) return <p>{text.nothingComputed}</p>
  const spread = { told, computed: all.computed, low: write.percent(all.minCar), high: write.percent(all.maxCar) }
  return (
    <>
      <p>
        {text.robustness(spread)} {all.fragile ? text.fragile : text.firm}
      </p>
      <table class="table windows">
        <thead>
          <tr>
            <th scope="col">{text.window}</th>
            <th scope="col">{page.car}</th>
            <th scope="col">{page.verdicts.significant}</th>
          </tr>
        </thead>
        <tbody>
          {windows.map(({ from, to, minCar, maxCar, shareSignificant, computed }) => (
            <tr key={`${from} ${to}`}>
              <th scope="row" class="number">
                {sessionsText(from, to)}
              </th>
              <td class="number">
                {write.percent(minCar)} … {write.percent(maxCar)}
              </td>
              <td class="number">
                {Math.round((shareSignificant ?? 0) * computed)} / {computed}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

/** Bars of the study that are told, from the first that could react on. */
const SHOWN = 7

function Bars({ found: { study, bar0 }, interval }: { readonly found: Intraday; readonly interval: Interval }) {
  const text = useWords('session')
  const page = useWords('page')
  const write = useFormat()
  const { clock } = useTicker()
  if (study.kind === 'excluded')
    return (
      <p class="caution">
        <b>{page.notComputable}:</b> {page.reasons[study.reason]}
      </p>
    )
  const bars = study.bars.filter(({ rel }) => rel >= 0).slice(0, SHOWN)
  return (
    <>
      {bar0 !== null && <p class="soft">{text.bar0(write.instant(bar0, clock.zone.value))}</p>}
      <table class="table windows">
        <thead>
          <tr>
            <th scope="col">{intervalName(interval, page)}</th>
            <th scope="col">{page.ar}</th>
            <th scope="col">t</th>
            <th scope="col">p</th>
            <th scope="col">{text.zSlot}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map(({ rel, starts, ar, t, p, zSlot }) => (
            <tr key={rel}>
              <th scope="row" class="number">
                {starts === null ? rel : write.clock(new Date(starts).toISOString(), clock.zone.value)}
              </th>
              <td class="number">{write.percent(ar)}</td>
              <td class="number">{write.statistic(t)}</td>
              <td class="number">{write.p(p)}</td>
              <td class="number">{write.statistic(zSlot)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
