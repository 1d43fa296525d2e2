import { isSignificant } from '../../../server/stats/significance.ts'
import type { Measured } from '../../api.ts'
import { latest } from '../../state/resource.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { useTicker } from './useTicker.ts'

/** That of the card. */
export function CardSplit() {
  const { market } = usePage()
  const impact = latest(market.impact.state.value)
  if (impact?.kind !== 'measured') return null
  const p = impact.days.find(({ rel }) => rel === 0)?.p ?? null
  return <MoveSplit split={impact.split} isTold={p !== null && isSignificant(p, market.level.value)} />
}

/**
 * How the move of the session divides at the moment of the news, as far as bars can tell.
 *
 * @param isTold whether the session is distinguishable from a normal day: what is not has no colour
 */
function MoveSplit({ split, isTold }: { readonly split: Measured['split']; readonly isTold: boolean }) {
  const words = useWords('session').split
  const write = useFormat()
  const { clock } = useTicker()
  switch (split.kind) {
    case 'whole-session':
      return <p class="soft">{words.reasons[split.reason]}</p>
    case 'split': {
      const parts = [
        { key: 'before', name: words.before, move: split.before },
        { key: 'during', name: words.during, move: split.during },
        { key: 'after', name: words.after, move: split.after },
        { key: 'hours', name: words.hours, move: split.afterHours },
      ]
      const largest = Math.max(...parts.map(({ move }) => Math.abs(move ?? 0)), 1e-9)
      const share = (value: number | null) => (value === null ? null : `${write.plain(value * 100, 0)}\u00a0%`)
      const low = share(split.shareBefore)
      const high = share(split.shareBeforeBarEnd) ?? low
      const sensible = [split.shareBefore, split.shareBeforeBarEnd].every(
        (each) => each === null || (each >= 0 && each <= 1),
      )
      return (
        <section class="split">
          <h3>{words.title}</h3>
          <dl>
            {parts.map(({ key, name, move }) =>
              move === null ? null : (
                <div key={key}>
                  <dt>{name}</dt>
                  <dd>
                    <svg viewBox="-50 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                      <line x1="0" x2="0" y1="0" y2="10" />
                      <rect
                        class={isTold ? (move >= 0 ? 'up' : 'down') : 'untold'}
                        x={Math.min(0, (move / largest) * 48)}
                        width={Math.abs((move / largest) * 48)}
                        y="1.5"
                        height="7"
                      />
                    </svg>
                    <span class="number">{write.percent(move)}</span>
                  </dd>
                </div>
              ),
            )}
          </dl>
          <p class="soft">
            {low !== null && high !== null && sensible && `${words.share(low, high)} `}
            {words.note(
              split.interval,
              `${write.price(split.priceAtNews)} (${write.clock(split.pricedAt, clock.zone.value)} ${clock.place.value})`,
            )}
          </p>
        </section>
      )
    }
  }
}
