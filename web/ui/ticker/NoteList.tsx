import { firstData } from '../../core/data/address.ts'
import { type Note, noteSigns } from '../../core/ticker/notes.ts'
import { Link } from '../Link.tsx'
import { useFormat, usePage, useWords } from '../page.ts'
import { Expected, Observed } from './Evidence.tsx'
import { useChecks } from './useChecks.ts'

/** What is to be known of the bars behind a number: the check, its evidence, and the way to decide about it. */
export function NoteList({ notes }: { readonly notes: readonly Note[] }) {
  const words = useWords('quality')
  const { saysOf } = useChecks()
  const write = useFormat()
  const { market } = usePage()
  return (
    <>
      <ul>
        {notes.map(({ kind, check, ticker, from, to, finding }) => (
          <li key={`${kind} ${check} ${ticker} ${from}`}>
            <p>
              <b aria-hidden="true">{noteSigns[kind]}</b> <strong>{words.kinds[kind]}</strong> {ticker}
              {from !== null && ` · ${write.date(from)}${to !== null && to !== from ? ` – ${write.date(to)}` : ''}`}
            </p>
            {check === null ? (
              <p class="soft">{words.because[kind]}</p>
            ) : (
              <p>
                <code>{check}</code> {saysOf(check)}
              </p>
            )}
            {finding !== null && (
              <p class="soft">
                {words.found} <Observed finding={finding} />; {words.expected} <Expected finding={finding} />
              </p>
            )}
          </li>
        ))}
      </ul>
      <p>
        <Link to={{ screen: { kind: 'data', ...firstData, ticker: market.ticker.value } }}>{words.decide}</Link>
      </p>
    </>
  )
}
