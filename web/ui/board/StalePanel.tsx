import { firstData } from '../../core/data/address.ts'
import { Link } from '../Link.tsx'
import { useCount, useFormat, useWords } from '../page.ts'
import { useBoard } from './useBoard.ts'

/** Tickers that are named. */
const NAMED = 8

/** Whose prices have ended, by the calendar of each exchange. */
export function StalePanel() {
  const words = useWords('board')
  const write = useFormat()
  const count = useCount()
  const { stale, stored } = useBoard()
  if (stored.value === null) return null
  const ended = stale.value
  return (
    <section class="panel" aria-labelledby="stale-head">
      <h2 id="stale-head">{words.stale}</h2>
      {ended.length === 0 ? (
        <p class="soft">{words.fresh}</p>
      ) : (
        <>
          <ul class="ended-list">
            {ended.slice(0, NAMED).map(({ ticker, to }) => (
              <li key={ticker}>
                <Link to={{ screen: { kind: 'data', ...firstData, ticker } }}>
                  {words.staleOne(ticker, write.date(to))}
                </Link>
              </li>
            ))}
            {ended.length > NAMED && <li class="soft">{words.andMore(count(ended.length - NAMED))}</li>}
          </ul>
          <p class="soft">{words.staleHow}</p>
          <Link to={{ screen: { kind: 'data', ...firstData } }}>{words.bringUp}</Link>
        </>
      )}
    </section>
  )
}
