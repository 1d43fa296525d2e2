import { usePage, useWords } from '../page.ts'

/** Nothing that fits the ticker's market is stored: what to fetch, and what needs no benchmark. */
export function NoBenchmark() {
  const text = useWords('page')
  const { copyText, go, market } = usePage()
  const facts = market.tickerFacts.value
  const fitting = facts?.benchmarks[0] ?? null
  const command = `npm run backfill -- ${fitting}`
  return (
    <div class="banner">
      <p>
        <b>{text.notComputable}:</b>{' '}
        {fitting === null && facts?.kind === 'index' ? text.reasons.isBenchmark : text.reasons.noBenchmark}.{' '}
        {fitting !== null && text.fetchBenchmark}
      </p>
      {fitting !== null && (
        <div class="command">
          <code>{command}</code>
          <button type="button" class="action" onClick={() => copyText(command)}>
            {text.copyCommand}
          </button>
        </div>
      )}
      <button type="button" class="action" onClick={() => go({ model: 'mean' })}>
        {text.ownPast}
      </button>
    </div>
  )
}
