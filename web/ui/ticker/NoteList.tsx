import { firstData } from '../../core/data/address.ts'
import { type Note, noteSigns } from '../../core/ticker/notes.ts'
import { saysOf } from '../../i18n/checkText.ts'
import { format } from '../../i18n/format.ts'
import { ribbonWords } from '../../i18n/ribbonText.ts'
import { ticker } from '../../state/ticker/market.ts'
import { addressOf, go } from '../../state/view.ts'
import { Expected, Observed } from './Evidence.tsx'

/** What is to be known of the bars behind a number: the check, its evidence, and the way to decide about it. */
export function NoteList({ notes }: { readonly notes: readonly Note[] }) {
  const words = ribbonWords.value
  const write = format.value
  const screen = { kind: 'data', ...firstData, ticker: ticker.value } as const
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
        <a
          href={addressOf({ screen })}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return
            event.preventDefault()
            go({ screen })
          }}
        >
          {words.decide}
        </a>
      </p>
    </>
  )
}
