import { useLayoutEffect, useRef } from 'preact/hooks'
import type { PendingOrder } from '../../state/data/tickers.ts'
import { useCount, useWords } from '../page.ts'
import { useData } from './useData.ts'

/** What would happen, and whether it shall: nothing is changed before. Escape says no. */
export function TickerQuestion({ pending }: { readonly pending: PendingOrder }) {
  const { tickerPanel: text } = useWords('data')
  const { confirm, cancel, isBusy } = useData().tickers
  const lines = useLines(pending)
  const no = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => no.current?.focus(), [])
  return (
    <div
      class="ticker-question"
      role="alertdialog"
      aria-labelledby="ticker-question"
      aria-describedby="ticker-question-lines"
      onKeyDown={(event) => {
        if (event.key === 'Escape') cancel()
      }}
    >
      <h3 id="ticker-question">{text.question[pending.order.kind](pending.order.ticker)}</h3>
      <ul id="ticker-question-lines">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p class="decide">
        <button type="button" class="action" ref={no} onClick={cancel}>
          {text.no}
        </button>
        <button type="button" class="action primary" aria-disabled={isBusy.value} onClick={() => void confirm()}>
          {text.yes[pending.order.kind]}
        </button>
      </p>
    </div>
  )
}

function useLines({ order, look }: PendingOrder): readonly string[] {
  const { tickerPanel: text } = useWords('data')
  const count = useCount()
  if (order.kind === 'rename') return [text.wouldRename(order.ticker, order.to)]
  if (look === null) return []
  if ('differences' in look) {
    const differing = look.bars.reduce((sum, bars) => sum + bars.differing, look.actions.differing)
    return [
      ...look.bars.map(({ interval, from, both }) =>
        text.wouldMove(interval, count(from - both), count(both), look.into),
      ),
      text.wouldName(count(look.events), look.into),
      differing === 0
        ? text.noneDiffer
        : order.kind === 'merge' && order.prefer !== null
          ? text.someReplaced(count(differing), order.prefer)
          : text.someDiffer(count(differing)),
    ]
  }
  if (look.kind === 'former-name') return [text.wouldForget(look.ticker, look.of)]
  return [
    ...look.bars.map((bars) => text.wouldGo(bars.interval, count(bars.count))),
    text.wouldGoToo(count(look.actions), count(look.findings)),
    text.wouldStay(count(look.events), count(look.events_without_ticker)),
  ]
}
