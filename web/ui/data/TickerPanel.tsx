import './Backfills.css'
import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { ticker as readTicker } from '../../../server/market/ticker.ts'
import type { Ticker } from '../../api.ts'
import { latest } from '../../state/resource.ts'
import { useCount, usePage, useWords } from '../page.ts'
import { Refused } from '../Refused.tsx'
import { TickerQuestion } from './TickerQuestion.tsx'
import { useData } from './useData.ts'

/** What the tickers are called and compared with: rename, merge, delete, and a benchmark of their own. */
export function TickerPanel() {
  const words = useWords('data')
  const { tickerPanel: text } = words
  const known = latest(usePage().market.tickers.state.value) ?? []
  const { chosen, choose, refused, pending } = useData().tickers
  const count = useCount()
  const page = useWords('page')
  const of = known.find(({ ticker }) => ticker === chosen.value) ?? null
  const head = useRef<HTMLHeadingElement>(null)
  const before = useRef(pending.value)
  // Once a question is answered the reader goes on here, not at the top of the page.
  useLayoutEffect(() => {
    if (before.current !== null && pending.value === null) head.current?.focus()
    before.current = pending.value
  }, [pending.value])
  const failure = refused.value
  return (
    <section class="panel ticker-panel" aria-labelledby="tickers-head">
      <h2 id="tickers-head" ref={head} tabIndex={-1}>
        {text.title}
      </h2>
      <p class="soft">{known.length === 0 ? text.empty : text.how}</p>
      {known.length > 0 && (
        <ul>
          {known.map(({ ticker, name, former_names, benchmark, bars }) => (
            <li key={ticker}>
              <button
                type="button"
                class="action"
                aria-pressed={ticker === chosen.value}
                onClick={() => choose(ticker)}
              >
                {ticker}
              </button>{' '}
              {[
                name,
                former_names.length === 0 ? null : text.formerNames(former_names.join(', ')),
                benchmark === null ? null : text.ownBenchmark(benchmark === 'none' ? text.none : benchmark),
                words.bars(count(bars.reduce((sum, each) => sum + each.count, 0))),
              ]
                .filter(Boolean)
                .join(' · ')}
            </li>
          ))}
        </ul>
      )}
      {failure !== null && (
        <p class="caution" role="alert">
          {failure.kind === 'refused' ? <Refused failure={failure} /> : page.offlineKept}
        </p>
      )}
      {of !== null &&
        (pending.value === null ? (
          <Orders key={`${of.ticker} ${of.benchmark}`} of={of} known={known} />
        ) : (
          <TickerQuestion pending={pending.value} />
        ))}
    </section>
  )
}

function Orders({ of: { ticker, benchmark }, known }: { readonly of: Ticker; readonly known: readonly Ticker[] }) {
  const { tickerPanel: text } = useWords('data')
  const { ask, isBusy, setBenchmark } = useData().tickers
  const [to, into, prefer, own] = [useSignal(''), useSignal(''), useSignal(''), useSignal(benchmark ?? 'default')]
  const others = known.filter((other) => other.ticker !== ticker)
  const name = readTicker(to.value)
  const options = others.map((other) => (
    <option key={other.ticker} value={other.ticker}>
      {other.ticker}
    </option>
  ))
  return (
    <fieldset class="ticker-orders" aria-label={text.orders(ticker)} disabled={isBusy.value}>
      <form
        class="backfill-form"
        onSubmit={(event) => {
          event.preventDefault()
          void setBenchmark(ticker, own.value)
        }}
      >
        <label class="field wide">
          <span>{text.benchmark(ticker)}</span>
          <select class="entry" value={own.value} onChange={({ currentTarget }) => (own.value = currentTarget.value)}>
            <option value="default">{text.default}</option>
            <option value="none">{text.none}</option>
            {options}
          </select>
        </label>
        <button type="submit" class="action" disabled={own.value === (benchmark ?? 'default')}>
          {text.save}
        </button>
      </form>
      <form
        class="backfill-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (name !== null) void ask({ kind: 'rename', ticker, to: name })
        }}
      >
        <label class="field wide">
          <span>{text.newName(ticker)}</span>
          <input
            class="entry"
            type="text"
            autocomplete="off"
            spellcheck={false}
            value={to.value}
            aria-invalid={to.value !== '' && name === null}
            onInput={({ currentTarget }) => (to.value = currentTarget.value)}
          />
        </label>
        <button type="submit" class="action" disabled={name === null}>
          {text.rename}
        </button>
      </form>
      {others.length > 0 && (
        <form
          class="backfill-form"
          onSubmit={(event) => {
            event.preventDefault()
            if (into.value !== '')
              void ask({ kind: 'merge', ticker, into: into.value, prefer: prefer.value === '' ? null : prefer.value })
          }}
        >
          <label class="field wide">
            <span>{text.into(ticker)}</span>
            <select
              class="entry"
              value={into.value}
              onChange={({ currentTarget }) => {
                into.value = currentTarget.value
                prefer.value = ''
              }}
            >
              <option value="">–</option>
              {options}
            </select>
          </label>
          <label class="field wide">
            <span>{text.prefer}</span>
            <select
              class="entry"
              value={prefer.value}
              disabled={into.value === ''}
              onChange={({ currentTarget }) => (prefer.value = currentTarget.value)}
            >
              <option value="">{text.undecided}</option>
              <option value={ticker}>{ticker}</option>
              <option value={into.value}>{into.value}</option>
            </select>
          </label>
          <button type="submit" class="action" disabled={into.value === ''}>
            {text.merge}
          </button>
        </form>
      )}
      <button type="button" class="action" onClick={() => void ask({ kind: 'delete', ticker })}>
        {text.delete(ticker)}
      </button>
    </fieldset>
  )
}
