import type { ClaimView } from '../../state/article/api.ts'
import { useCount, useFormat, useWords } from '../page.ts'
import { useWriter } from './useWriter.ts'

/** What the article says of prices, and what stored prices say of that. */
export function ClaimList({
  claims,
  language,
}: {
  readonly claims: readonly ClaimView[]
  readonly language: 'en' | 'id'
}) {
  const words = useWords('article')
  const count = useCount()
  return (
    <section class="panel" aria-labelledby="claims-head">
      <h2 id="claims-head">
        {words.claims} <small class="soft">{count(claims.length)}</small>
      </h2>
      {claims.length === 0 && <p class="soft">{words.noClaims}</p>}
      <ul class="claims">
        {claims.map((claim) => (
          <li key={`${claim.kind} ${claim.quote}`}>
            <p>
              <b class={`verdict ${claim.verdict}`}>{words.verdicts[claim.verdict]}</b>{' '}
              <q lang={language}>{claim.quote}</q>
            </p>
            {claim.reasons.length > 0 && (
              <p>{claim.reasons.map((reason) => words.reasons[reason] ?? reason).join('; ')}</p>
            )}
            <Figures claim={claim} />
            {claim.needs !== null && <p class="soft">{words.told.needs[claim.needs]}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The figures that decide, in the order in which they are read; returns are fractions. */
const shown = ['r', 'market_r', 'ar', 't', 'p', 'before_news', 'in_bar_of_news', 'after_news', 'next_r'] as const

function Figures({ claim: { figures, how } }: { readonly claim: ClaimView }) {
  const words = useWords('article')
  const write = useFormat()
  const writer = useWriter()
  const { symbol, session } = figures
  if (typeof symbol !== 'string' || typeof session !== 'string') return null
  const records = ['record_session', 'recovered_on'].flatMap((name) => {
    const value = figures[name]
    return typeof value === 'string' ? [`${words.figures[name] ?? name} ${write.date(value)}`] : []
  })
  return (
    <details>
      <summary class="opens">
        {symbol} {write.date(session)}: {write.percent(typeof figures.r === 'number' ? figures.r : null)}
      </summary>
      <dl class="facts">
        {shown.flatMap((name) => {
          const value = figures[name]
          if (typeof value !== 'number') return []
          const text = name === 't' ? write.statistic(value) : name === 'p' ? write.p(value) : write.percent(value)
          return [
            <div key={name}>
              <dt>{words.figures[name] ?? name}</dt>
              <dd class="number">{text}</dd>
            </div>,
          ]
        })}
      </dl>
      {records.length > 0 && <p>{records.join('; ')}</p>}
      <p class="soft">{words.told.how(how, writer)}</p>
    </details>
  )
}
