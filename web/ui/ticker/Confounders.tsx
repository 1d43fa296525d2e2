import { isSignificant } from '../../../server/stats/significance.ts'
import type { Confounder, Impact, Measured } from '../../api.ts'
import type { View } from '../../core/address.ts'
import { sessionsText } from '../../core/sessionText.ts'
import { latest } from '../../state/resource.ts'
import { Link } from '../Link.tsx'
import { useFormat, usePage, useWords } from '../page.ts'

/** What lies over the view, with confounders left out or in. */
function masking({ mk: _, ...over }: View['over'], isOut: boolean): View['over'] {
  return isOut ? { ...over, mk: 'c' } : over
}

/** The same of the event whose card stands beside the chart. */
export function CardConfounders() {
  const impact = latest(usePage().market.impact.state.value)
  return impact === null ? null : <Confounders impact={impact} />
}

/** That figures of every event leave sessions out, with the way back. */
export function MaskNote() {
  const words = useWords('session').confounders
  const { view, go } = usePage()
  return (
    <p class="mask-note">
      {words.maskNote}{' '}
      <button type="button" class="action" onClick={() => go({ over: masking(view.value.over, false) })}>
        {words.unmask}
      </button>
    </p>
  )
}

/**
 * What else is known to have hit the windows of an event: own results, payments, index changes, world events. Left out,
 * they are left out by the server's own engine, and the address says so.
 */
export function Confounders({ impact }: { readonly impact: Impact }) {
  const words = useWords('session').confounders
  const { view, go } = usePage()
  const mask = view.value.over.mk === 'c'
  const [inEvent, inEstimation] = (['event', 'estimation'] as const).map((where) =>
    impact.confounders.filter((one) => one.where === where),
  )
  const others = (['event', 'estimation'] as const).filter((where) => impact.overlap_counts[where] > 0)
  if (impact.confounders.length === 0 && others.length === 0 && !mask) return null
  return (
    <section class="confounders">
      <h3>{words.title}</h3>
      {impact.confounders.length > 0 && (
        <p class="soft">{words.sum(inEvent?.length ?? 0, inEstimation?.length ?? 0)}</p>
      )}
      {inEvent !== undefined && inEvent.length > 0 && <List of={inEvent} />}
      {inEstimation !== undefined && inEstimation.length > 0 && (
        <details>
          <summary class="opens">{words.inEstimation(inEstimation.length)}</summary>
          <List of={inEstimation} />
        </details>
      )}
      {others.map((where) => (
        <Others key={where} impact={impact} where={where} />
      ))}
      {inEvent?.some(({ rel }) => rel === 0) && <p class="caution">{words.onDay0}</p>}
      <label class="switch">
        <input
          type="checkbox"
          checked={mask}
          onChange={({ currentTarget }) => go({ over: masking(view.value.over, currentTarget.checked) })}
        />{' '}
        {words.mask}
      </label>
      {mask && impact.kind === 'measured' && <Without impact={impact} />}
      {mask && impact.kind === 'excluded' && impact.reason === 'tooFewObservations' && (
        <p class="caution">{words.tooFew}</p>
      )}
    </section>
  )
}

/** Other events of the ticker whose sessions a window holds: on the chart, or each with its own page. */
function Others({
  impact: { overlaps, overlap_counts: counts },
  where,
}: {
  readonly impact: Impact
  readonly where: 'event' | 'estimation'
}) {
  const words = useWords('session').confounders
  const write = useFormat()
  const { view } = usePage()
  const named = overlaps.filter((one) => one.where === where)
  const isOnChart = view.value.screen.kind === 'ticker'
  return (
    <details>
      <summary class="opens">{words.others[where](counts[where])}</summary>
      {isOnChart && where === 'estimation' && <p class="soft">{words.dots}</p>}
      <ul>
        {named.map(({ event_id, title, day0 }) => (
          <li key={event_id}>
            <span class="number">{write.date(day0)}</span>{' '}
            <Link to={isOnChart ? { event: event_id } : { screen: { kind: 'event', event: event_id } }}>{title}</Link>
          </li>
        ))}
        {counts[where] > named.length && <li>… {words.more(counts[where] - named.length)}</li>}
      </ul>
    </details>
  )
}

function List({ of }: { readonly of: readonly Confounder[] }) {
  const words = useWords('session').confounders
  const write = useFormat()
  return (
    <ul>
      {of.map(({ kind, title, session, rel }) => (
        <li key={`${kind} ${session} ${title}`}>
          <span class="number">{write.date(session)}</span>{' '}
          <span class="soft">{rel === 0 ? words.sameSession : words.sessions(rel)}</span> {words.kinds[kind]}:{' '}
          <span lang={kind === 'world' ? 'en' : undefined}>
            {kind === 'dividend' ? write.plain(Number(title), decimalsOf(title)) : title}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** As many as an amount is written with, two at least. */
const decimalsOf = (amount: string): number => Math.min(6, Math.max(2, amount.split('.')[1]?.length ?? 0))

/** What is left out, and what the windows that it lies in come to with and without it. */
function Without({ impact: { without_confounders: without, windows, model } }: { readonly impact: Measured }) {
  const words = useWords('session').confounders
  const text = useWords('page')
  const write = useFormat()
  const { market } = usePage()
  if (without === null) return null
  const { left_out: leftOut, estimation_left_out: estimation } = without
  const changed = without.windows.filter(({ from, to }) => leftOut.some(({ rel }) => rel >= from && rel <= to))
  return (
    <>
      <p class="soft">{words.masked({ estimation, M: model.M })}</p>
      {changed.length > 0 && (
        <table class="table windows" aria-label={words.windows}>
          <thead>
            <tr>
              <th scope="col">{text.window}</th>
              <th scope="col">
                {text.car} <small>{words.with}</small>
              </th>
              <th scope="col">
                {text.car} <small>{words.without}</small>
              </th>
              <th scope="col">t</th>
              <th scope="col">p</th>
            </tr>
          </thead>
          <tbody>
            {changed.map(({ from, to, car, tExact, pExact, reason }) => (
              <tr key={`${from} ${to}`}>
                <th scope="row" class="number">
                  {sessionsText(from, to)}{' '}
                  <small>
                    {words.minus(
                      leftOut
                        .filter(({ rel }) => rel >= from && rel <= to)
                        .map(({ session }) => write.day(session))
                        .join(', '),
                    )}
                  </small>
                </th>
                <td class="number">
                  {write.percent(windows.find((other) => other.from === from && other.to === to)?.car ?? null)}
                </td>
                {car === null ? (
                  <td colSpan={3} class="soft">
                    {reason === null ? text.notComputable : (text.reasons[reason] ?? text.notComputable)}
                  </td>
                ) : (
                  <>
                    <td class={`number${isSignificant(pExact ?? 1, market.level.value) ? ' strong' : ''}`}>
                      {write.percent(car)}
                    </td>
                    <td class="number">{write.statistic(tExact)}</td>
                    <td class="number">{write.p(pExact)}</td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
