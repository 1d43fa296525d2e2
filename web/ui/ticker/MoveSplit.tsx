import './MoveSplit.css'
import type { Measured } from '../../api.ts'
import { useFormat, usePage, useWords } from '../page.ts'

/** How the move of the session divides at the moment of the news, as far as bars can tell. */
export function MoveSplit({ split }: { readonly split: Measured['split'] }) {
  const text = useWords('page')
  const write = useFormat()
  const { market } = usePage()
  switch (split.kind) {
    case 'whole-session':
      return <p class="soft">{text.splitReasons[split.reason]}</p>
    case 'split': {
      const parts = [
        { key: 'before', name: text.beforeNews, move: split.before },
        { key: 'during', name: text.duringNews, move: split.during },
        { key: 'after', name: text.afterNews, move: split.after },
        { key: 'hours', name: text.afterHours, move: split.afterHours },
      ]
      const largest = Math.max(...parts.map(({ move }) => Math.abs(move ?? 0)), 1e-9)
      const zone = market.zoneOfExchange.value
      const share = (value: number | null) => (value === null ? null : `${write.plain(value * 100, 0)} %`)
      const low = share(split.shareBefore)
      const high = share(split.shareBeforeBarEnd) ?? low
      const sensible = [split.shareBefore, split.shareBeforeBarEnd].every(
        (each) => each === null || (each >= 0 && each <= 1),
      )
      return (
        <section class="split">
          <h3>{text.split}</h3>
          <dl>
            {parts.map(({ key, name, move }) =>
              move === null ? null : (
                <div key={key}>
                  <dt>{name}</dt>
                  <dd>
                    <svg viewBox="-50 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                      <line x1="0" x2="0" y1="0" y2="10" />
                      <rect
                        class={move >= 0 ? 'up' : 'down'}
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
            {low !== null && high !== null && sensible && `${text.splitShare(low, high)} `}
            {text.splitNote(split.interval, `${write.price(split.priceAtNews)} (${write.clock(split.pricedAt, zone)})`)}
          </p>
        </section>
      )
    }
  }
}
