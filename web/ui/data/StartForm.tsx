import './Backfills.css'
import { useSignal } from '@preact/signals'
import { type Interval, intervals } from '../../../server/market/bar.ts'
import { commandOf, isBackwards, tickersIn } from '../../core/data/command.ts'
import { Failed } from '../Failed.tsx'
import { usePage, useWords } from '../page.ts'
import { useData } from './useData.ts'

/** What to fetch, and the command that does the same. */
export function StartForm() {
  const words = useWords('data')
  const { copyText } = usePage()
  const { refused: refusal, isStarting, start } = useData().backfills
  const text = useSignal('')
  const from = useSignal('')
  const to = useSignal('')
  const interval = useSignal<Interval>('1d')
  const { tickers, wrong } = tickersIn(text.value)
  const form = { tickers, from: from.value || null, to: to.value || null, interval: interval.value }
  const command = commandOf(form)
  const backwards = isBackwards(form)
  const isWrong = wrong.length > 0 || backwards
  const refused = refusal.value
  return (
    <section class="panel" aria-labelledby="start-head">
      <h2 id="start-head">{words.newBackfill}</h2>
      {refused !== null && <Failed failure={refused} kept retry={() => void start(form)} />}
      <form
        class="backfill-form scripted"
        method="dialog"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (!isWrong && !isStarting.peek()) void start(form)
        }}
      >
        <label class="field wide">
          <span>{words.tickers}</span>
          <input
            class="entry"
            type="text"
            name="tickers"
            autocomplete="off"
            spellcheck={false}
            placeholder={words.tickersHint}
            value={text.value}
            aria-invalid={wrong.length > 0}
            aria-describedby={wrong.length > 0 ? 'wrong-tickers' : undefined}
            onInput={({ currentTarget }) => (text.value = currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>{words.from}</span>
          <input
            class="entry"
            type="date"
            name="from"
            title={words.fromHint}
            value={from.value}
            aria-invalid={backwards}
            aria-describedby={backwards ? 'backwards' : undefined}
            onInput={({ currentTarget }) => (from.value = currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>{words.to}</span>
          <input
            class="entry"
            type="date"
            name="to"
            title={words.toHint}
            value={to.value}
            aria-invalid={backwards}
            aria-describedby={backwards ? 'backwards' : undefined}
            onInput={({ currentTarget }) => (to.value = currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>{words.interval}</span>
          <select
            class="entry"
            name="interval"
            value={interval.value}
            disabled={tickers.length === 0}
            onChange={({ currentTarget }) =>
              (interval.value = intervals.find((known) => known === currentTarget.value) ?? '1d')
            }
          >
            {[...intervals].reverse().map((known) => (
              <option key={known} value={known}>
                {known}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="action primary" disabled={isStarting.value || isWrong}>
          {isStarting.value ? words.starting : words.start}
        </button>
      </form>
      {wrong.length > 0 && (
        <p class="caution" id="wrong-tickers">
          {words.wrongTickers(wrong.join(', '))}
        </p>
      )}
      {backwards && (
        <p class="caution" id="backwards" role="alert">
          {words.backwards}
        </p>
      )}
      <p class="soft">{words.sameInTerminal}</p>
      <p class="command">
        <code>{command}</code>
        <button type="button" class="action" onClick={() => copyText(command)}>
          {words.copy}
        </button>
      </p>
    </section>
  )
}
